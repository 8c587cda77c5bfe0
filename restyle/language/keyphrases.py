"""Key phrases: what a segment talks about and the others do not.

Candidates are runs of up to three words that carry a topic. They are ranked by how often a
segment says them, times how few segments do (class-based TF-IDF), and by whether the talk
uses their last word as a noun; English has no cheaper sign of one than the word before it.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from restyle.language.stopwords import language_of, stopwords
from restyle.language.words import WORD, carries

_LONGEST = 3
_COMMON = 0.0008  # of all words; what is said more often than this by all is no topic
# Chinese letters of grammar and of talk, which no word of a topic holds.
_FUNCTION_LETTERS = (
    "的了是在我们你他她它这那有和就不也都说要会可以什么一个很啊呢吧吗嗯哦对其实然后因为所但如果"
    "还没去来到上下里前时候样些把被给让从向跟与或而且之于中能得做看想过谢欢迎家好"
)
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
    language = language_of(" ".join(texts))
    if language == "zh":
        counted = [_count_letters(text) for text in texts]
    else:
        known = stopwords(language) | _everywhere(texts, language)
        counted = [_count(text, known) for text in texts]
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
        weights[phrase] = times**0.8 * rarity * share * named * _bonus(words)
    chosen: list[Phrase] = []
    seen: list[set[str]] = []
    for phrase in sorted(weights, key=lambda known: (-weights[known], known)):
        stems = {_stem(word) for word in phrase.split()}
        if any(stems & other for other in seen) or _overlaps(phrase, chosen):
            continue
        seen.append(stems)
        chosen.append(Phrase(_written(spellings[phrase]), weights[phrase]))
        if len(chosen) == most:
            break
    return tuple(chosen)


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


def _count(text: str, known: frozenset[str]) -> _Counts:
    counts = _Counts(Counter(), defaultdict(Counter), Counter(), Counter())
    run: list[str] = []
    before, end = "", 0
    for match in WORD.finditer(text):
        written = match[0].replace("’", "'").removesuffix("'s")
        word = written.casefold()
        if text[end : match.start()].strip():
            run, before = [], ""
        if carries(word, known):
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


def _count_letters(text: str) -> _Counts:
    """Where words are not told apart: runs of two to four letters without function letters."""
    counts = _Counts(Counter(), defaultdict(Counter), Counter(), Counter())
    for latin, run in re.findall(
        rf"([A-Za-z]{{3,}})|([^\W\d_A-Za-z{_FUNCTION_LETTERS}]{{2,}})", text
    ):
        for piece in [latin] if latin else _runs(run):
            counts.phrases[piece.casefold()] += 1
            counts.spellings[piece.casefold()][piece] += 1
    return counts


def _runs(letters: str) -> Iterator[str]:
    for length in (2, 3, 4):
        for start in range(len(letters) - length + 1):
            yield letters[start : start + length]
