"""Sizes: how many segments a talk has, and how long one may be."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from restyle.settings import Settings
from restyle.topics.units import Unit

SECTION_WORDS = 1300  # of a talk of two hours between two people; 1,200 of one of 100 minutes
_TWO_HOURS = 20_000  # words
_GROWTH = 0.35  # sections grow with this power of a talk's words: short talks have shorter ones
_COMPANY = 0.6  # and with this power of the speakers: among many a subject takes longer
_LEAST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many segments are wanted, and how long one may be.

    `topics` fixes their number. `words` is the usual length of one; None leaves it to the
    talk: about 1,200 words in two hours between two people, less in a shorter talk, more in
    a meeting of many, and never more than `most_words`. `tokens` is the most that one may have,
    as `tokens.estimate` counts. `headings` takes the publisher's headings for boundaries.
    """

    topics: int | None = None
    words: int | None = None
    tokens: int = 6000
    headings: bool = True
    most_words: int | None = None

    def in_style(self, words: int | None, most_words: int | None = None) -> "Sizes":
        """The same, with a style's usual length of a section, or its most, where none is given."""
        return replace(self, words=self.words or words, most_words=most_words)


def wanted(settings: Settings) -> Sizes:
    """Return the sizes that the settings ask for."""
    return Sizes(settings.topics, settings.section_words, headings=settings.headings)


def count(talk: Sequence[Unit], sizes: Sizes) -> int:
    """Return how many segments a talk is cut into.

    Human editors' sections grow with about the 0.35th power of a talk's length in five
    collections of interviews and meetings, so that no fixed number of words fits both ends.
    """
    if sizes.topics:
        return min(sizes.topics, len(talk))
    words = sum(unit.words for unit in talk)
    usual = sizes.words or min(_usual(talk, words), sizes.most_words or math.inf)
    return max(1, min(round(words / usual), len(talk)))


def _usual(talk: Sequence[Unit], words: int) -> float:
    company = max(1.0, _voices(talk) / 2) ** _COMPANY
    usual: float = SECTION_WORDS * company * (max(1, words) / _TWO_HOURS) ** _GROWTH
    return max(float(_LEAST_WORDS), usual)


def _voices(talk: Sequence[Unit]) -> float:
    """How many people speak, were they all to speak as much: the perplexity of their shares."""
    words: Counter[str] = Counter()
    for unit in talk:
        words[unit.speaker] += unit.words
    total = max(1, words.total())
    shares = [said / total for said in words.values() if said]
    return math.exp(-sum(share * math.log(share) for share in shares))
