"""Key phrases: what a segment talks about and the others do not.

Phrases are ranked by how often a segment says them, times how few segments do (class-based
TF-IDF; Grootendorst, "BERTopic", 2022), and by whether the talk uses their last word as a noun.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from restyle.text.phrases import Phrases, letters, phrases
from restyle.text.stopwords import UNSPACED, language_of, stopwords
from restyle.text.words import WORD

_COMMON = 0.0008  # of all words; what is said more often than this by all is no topic
_FEW_PHRASES = 400  # a text with fewer may name what it says once


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is mostly written, and its weight in the segment."""

    text: str
    weight: float


def keyphrases(texts: Sequence[str], most: int = 8) -> list[tuple[Phrase, ...]]:
    """Return for each text the phrases that set it apart from the others, best first."""
    language = language_of(" ".join(texts))
    if language == UNSPACED:
        counted = [letters(text) for text in texts]
    else:
        known = stopwords(language) | _everywhere(texts, language)
        counted = [phrases(text, known) for text in texts]
    everywhere = Phrases()
    for found in counted:
        everywhere.update(found)
    once = language == "en"
    return [_ranked(found, everywhere, len(texts), most, once=once) for found in counted]


def _ranked(
    found: Phrases, everywhere: Phrases, texts: int, most: int, *, once: bool
) -> tuple[Phrase, ...]:
    """The phrases that weigh most; `once` says that what is said once may be named."""
    weights: dict[str, float] = {}
    for phrase, times in found.said.items():
        words = phrase.split()
        if times < 2 and (len(words) == 1 or not once or len(found.said) > _FEW_PHRASES):
            continue
        if len({word[:4] for word in words}) == len(words):  # not said twice, as slips are
            weights[phrase] = times**0.8 * _specific(phrase, words, everywhere, texts)
    chosen: list[Phrase] = []
    seen: list[set[str]] = []
    for phrase in sorted(weights, key=lambda known: (-weights[known], known)):
        stems = {_stem(word) for word in phrase.split()}
        if any(stems & other for other in seen) or _overlaps(phrase, chosen):
            continue
        seen.append(stems)
        chosen.append(Phrase(_written(everywhere.spellings[phrase]), weights[phrase]))
        if len(chosen) == most:
            break
    return tuple(chosen)


def _specific(phrase: str, words: list[str], everywhere: Phrases, texts: int) -> float:
    """How few texts say a phrase, and how much it looks like the name of something."""
    rarity = math.log((1 + texts) / everywhere.said[phrase]) + 0.1
    share = everywhere.noun_share(words[-1])
    if len(words) > 1:
        share *= 1.0 - 0.4 * everywhere.verb_share(words[0])
    share *= 0.3 if words[-1].endswith("ed") else 1.0  # a verb or an adjective, mostly
    named = 1.5 if _written(everywhere.spellings[phrase])[0].isupper() else 1.0
    return rarity * share * named * _bonus(words)


def _bonus(words: list[str]) -> float:
    """Longer phrases say more; in scripts without blanks, longer runs of letters."""
    if not words[0].isascii() and len(words) == 1:
        return math.pow(min(len(words[0]), 4), 0.8) / 2
    return (1.0, 1.5, 1.6)[len(words) - 1]


def _overlaps(phrase: str, chosen: list[Phrase]) -> bool:
    if phrase.isascii():
        return False
    known = [other.text.casefold() for other in chosen]
    return any(phrase in other or other in phrase or phrase[:2] in other for other in known)


def _written(ways: Counter[str]) -> str:
    """The commonest spelling; a capital at the start of a sentence loses against small letters."""
    return max(ways, key=lambda way: (ways[way], way.islower(), way))


def _stem(word: str) -> str:
    for ending in ("ies", "ing", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _everywhere(texts: Sequence[str], language: str) -> frozenset[str]:
    """Outside English, words that most texts say again and again are function words too."""
    if language == "en" or len(texts) < 3:
        return frozenset()
    counts = [Counter(m[0].casefold() for m in WORD.finditer(text)) for text in texts]
    total = sum(map(sum, (count.values() for count in counts)))
    common: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for count in counts:
        common.update(count)
        spread.update(count.keys())
    often = (word for word, times in common.items() if times > _COMMON * total)
    return frozenset(word for word in often if spread[word] > 0.6 * len(texts))
