"""Key phrases: what a segment talks about and the others do not.

Candidates are runs of up to three words that carry a topic. They are ranked by how often a
segment says them, times how few segments do (class-based TF-IDF), and by whether the talk
uses their last word as a noun; English has no cheaper sign of one than the word before it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from restyle.language.words import WORD, carries

_LONGEST = 3
_BEFORE_NOUNS_TEXT = """
    the a an this that these those of in on for with from about into by as my your our their his
    her its some any no every each many more most another such which what new different
    """
_BEFORE_NOUNS = frozenset(_BEFORE_NOUNS_TEXT.split())
_BEFORE_VERBS_TEXT = """
    to i you we they he she it who can could will would should might may must don't didn't doesn't
    not i'm you're we're they're i'll you'll we'll gonna wanna and just actually really
    """
_BEFORE_VERBS = frozenset(_BEFORE_VERBS_TEXT.split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is mostly written, and its weight in the segment."""

    text: str
    weight: float


@dataclass(slots=True)
class _Counts:
    """How often a text says each phrase, and how it writes it."""

    phrases: Counter[str]
    spellings: dict[str, Counter[str]]
    nouns: Counter[str]
    verbs: Counter[str]


def keyphrases(texts: Sequence[str], most: int = 8) -> list[tuple[Phrase, ...]]:
    """Return for each text the phrases that set it apart from the others, best first."""
    counted = [_count(text) for text in texts]
    spread: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    nouns: Counter[str] = Counter()
    verbs: Counter[str] = Counter()
    for counts in counted:
        spread.update(counts.phrases.keys())
        nouns.update(counts.nouns)
        verbs.update(counts.verbs)
        for phrase, ways in counts.spellings.items():
            spellings[phrase].update(ways)
    noun = {word: _noun_share(nouns[word], verbs[word]) for word in nouns | verbs}
    return [_ranked(counts, spread, spellings, noun, len(texts), most) for counts in counted]


def _ranked(
    counts: _Counts,
    spread: Counter[str],
    spellings: dict[str, Counter[str]],
    noun: dict[str, float],
    texts: int,
    most: int,
) -> tuple[Phrase, ...]:
    weights: dict[str, float] = {}
    for phrase, times in counts.phrases.items():
        words = phrase.split()
        if times < 2 and (len(words) == 1 or len(counts.phrases) > 400):
            continue
        rarity = math.log((1 + texts) / spread[phrase]) + 0.1
        if len(set(words)) < len(words):
            continue
        share = noun.get(words[-1], 0.4) * (0.5 + noun.get(words[0], 0.5))
        share *= 0.3 if words[-1].endswith("ed") else 1.0  # a verb or an adjective, mostly
        named = 1.5 if _written(spellings[phrase])[0].isupper() else 1.0
        weights[phrase] = times**0.8 * rarity * share * named * (1.0, 1.5, 1.6)[len(words) - 1]
    chosen: list[Phrase] = []
    seen: list[set[str]] = []
    for phrase in sorted(weights, key=lambda known: (-weights[known], known)):
        stems = {_stem(word) for word in phrase.split()}
        if any(stems & other for other in seen):
            continue
        seen.append(stems)
        chosen.append(Phrase(_written(spellings[phrase]), weights[phrase]))
        if len(chosen) == most:
            break
    return tuple(chosen)


def _count(text: str) -> _Counts:
    counts = _Counts(Counter(), defaultdict(Counter), Counter(), Counter())
    run: list[str] = []
    before, end = "", 0
    for match in WORD.finditer(text):
        written = match[0].replace("’", "'").removesuffix("'s")
        word = written.casefold()
        if text[end : match.start()].strip():
            run, before = [], ""
        if carries(word):
            run.append(written)
            if len(run) == 1:
                counts.nouns[word] += before in _BEFORE_NOUNS
                counts.verbs[word] += before in _BEFORE_VERBS
            else:
                counts.nouns[word] += 1
            _add(counts, run)
        else:
            run = []
        before, end = word, match.end()
    return counts


def _add(counts: _Counts, run: list[str]) -> None:
    for length in range(1, min(_LONGEST, len(run)) + 1):
        written = " ".join(run[-length:])
        phrase = written.casefold()
        counts.phrases[phrase] += 1
        counts.spellings[phrase][written] += 1


def _noun_share(nouns: int, verbs: int) -> float:
    return (nouns + 0.5) / (nouns + 2 * verbs + 1)


def _written(ways: Counter[str]) -> str:
    """The commonest spelling; a capital at the start of a sentence loses against small letters."""
    return max(ways, key=lambda way: (ways[way], way.islower(), way))


def _stem(word: str) -> str:
    for ending in ("ies", "ing", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
