"""Readings: an English text as its words in a row, and what makes them denied or unsure.

Two texts that say one thing in other forms have the same words in their readings: inflections
of a word and persons of a pronoun count as one, contractions are taken apart, fillers are left
out. Negations are no words of a reading; like hedges, they are marks between its words, so that
two readings can be laid beside one another whether or not they agree.
"""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from enum import IntEnum, auto
from functools import lru_cache

from restyle.text.english.fillers import EMPTY_WORDS
from restyle.text.english.function_words import FUNCTION_WORDS
from restyle.text.english.hedges import doubts, hedges
from restyle.text.english.negations import denies, denies_by_meaning, idle
from restyle.text.stems import stem

_TOKEN = re.compile(r"[^\W\d_](?:\w|'(?=\w))*|\d(?:[\d.,]*\d)?|[.;!?:,()]|[—–]|-{2,}")
_PARTS = re.compile(r"(n't|'s|'re|'m|'ve|'ll|'d)$")
_FORMS = {
    form: one
    for one, forms in {
        "be": "is are was were am been being 's 're 'm",
        "have": "has had having 've",
        "do": "does did doing done",
        "can": "ca cannot could",
        "will": "wo would 'll 'd",
        "go": "goes going went gone",
        "get": "gets got getting gotten",
        "they": "i you we he she",
        "them": "me us him her",
        "their": "my our your his",
        "a": "an",
    }.items()
    for form in forms.split()
}
_PAUSES = frozenset(",()")


class Mark(IntEnum):
    """What may stand between two words of a reading."""

    NEGATION = auto()
    IMPLIED = auto()  # the next word denies by its meaning: fail, unable
    HEDGE = auto()  # the speaker is not sure: maybe, I guess
    WEAK_HEDGE = auto()  # the same, said by many without a thought: I think
    DOUBT = auto()  # somebody is not sure: he suspects, it is not known
    WEAK_DOUBT = auto()  # a word that may be a doubt, or much else: would
    PAUSE = auto()
    END = auto()  # of a sentence or of a clause that could be one


@dataclass(frozen=True, slots=True)
class Place:
    """A mark, the word before which it stands (by its number from 0), and how it is written."""

    at: int
    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a text in a row, which of them say something, and the marks, in order."""

    words: tuple[str, ...]
    says: tuple[bool, ...]
    marks: tuple[Place, ...]

    @classmethod
    def joined(cls, readings: Iterable["Reading"]) -> "Reading":
        """Return the readings of sentences in a row as one, with an END after each."""
        whole = _Growing()
        for one in readings:
            already = len(whole.words)
            whole.marks += [Place(already + p.at, p.mark, p.text) for p in one.marks]
            whole.words += one.words
            whole.says += one.says
            whole.mark(Mark.END, "")
        return whole.read()


@dataclass(slots=True)
class _Growing:
    words: list[str] = field(default_factory=list)
    says: list[bool] = field(default_factory=list)
    marks: list[Place] = field(default_factory=list)

    def mark(self, mark: Mark, text: str) -> None:
        self.marks.append(Place(len(self.words), mark, text))

    def say(self, part: str) -> None:
        if denies_by_meaning(stem(part)):
            self.mark(Mark.IMPLIED, part)
        self.words.append(_FORMS.get(part) or stem(part))
        self.says.append(part not in FUNCTION_WORDS and part not in _FORMS)

    def read(self) -> Reading:
        return Reading(tuple(self.words), tuple(self.says), tuple(self.marks))


@lru_cache(maxsize=1 << 14)
def reading(text: str) -> Reading:
    """Return the reading of an English sentence."""
    plain = text.replace("’", "'")
    idle_at = idle(plain)
    unsure = _unsure(plain)
    found = _Growing()
    for match in _TOKEN.finditer(plain):
        token = match[0].casefold()
        while unsure and unsure[0][0] < match.end():
            _, mark, said = unsure.pop(0)
            found.mark(mark, said)
        if not token[0].isalnum():
            found.mark(Mark.PAUSE if token in _PAUSES else Mark.END, token)
            continue
        for part in _spoken(token):
            found.say(part)
        if denies(token) and not any(a < match.end() and match.start() < b for a, b in idle_at):
            found.mark(Mark.NEGATION, token)
    return found.read()


def marked(reading: Reading, kinds: Set[Mark], before: int, after: int) -> frozenset[int]:
    """Return the words of a reading up to so many before a mark of some kinds, or after it."""
    return frozenset(
        n
        for place in reading.marks
        if place.mark in kinds
        for n in range(place.at - before, place.at + after)
    )


def _spoken(said: str) -> Iterator[str]:
    """The words in a word, without its negation and without fillers."""
    if said == "cannot":
        yield "can"
    elif not denies(said) or said.endswith("n't"):
        yield from (p for p in _PARTS.split(said) if p and p != "n't" and p not in EMPTY_WORDS)


def _unsure(plain: str) -> list[tuple[int, Mark, str]]:
    """The hedges of a text, and what else keeps it from being plain fact, by where they begin."""
    found = hedges(plain)
    said = [(h.start, Mark.WEAK_HEDGE if h.weak else Mark.HEDGE, h.text) for h in found]
    taken = {n for h in found for n in range(h.start, h.start + len(h.text))}
    kept = [
        (h.start, Mark.WEAK_DOUBT if h.weak else Mark.DOUBT, h.text)
        for h in doubts(plain)
        if h.start not in taken
    ]
    return sorted([*said, *kept], key=lambda one: one[0])
