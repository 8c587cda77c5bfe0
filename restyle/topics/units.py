"""Units: the pieces between which a boundary may lie.

A unit is a turn, or a part of one that ends with a sentence; speech without sentence ends is
cut at blanks, and a script without blanks at a number of letters.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from restyle.domain import Span, Transcript
from restyle.language import sentences
from restyle.language.words import length

_MOST_WORDS = 160  # a longer turn is cut at sentence ends
_MOST_LETTERS = 1200  # and a sentence longer than this at blanks, or anywhere


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of one turn that no boundary cuts."""

    span: Span
    text: str
    words: int


def units(transcript: Transcript) -> list[Unit]:
    """Return the units of a transcript, which cover all words of all turns, in order."""
    return [
        Unit(Span(turn.index, start, end), text[start:end], length(text[start:end]))
        for turn in transcript.turns
        for text in (turn.text,)
        for start, end in _cuts(text)
    ]


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    if length(text) <= _MOST_WORDS and len(text) <= _MOST_LETTERS:
        yield 0, len(text)
        return
    begin = 0
    ends = [end for start, stop in sentences.spans(text) for end in _inner(text, start, stop)]
    for end, following in zip(ends, [*ends[1:], None], strict=True):
        if following is None or length(text[begin:following]) > _MOST_WORDS:
            yield begin, end if following else len(text)
            begin = end


def _inner(text: str, start: int, end: int) -> Iterator[int]:
    while end - start > _MOST_LETTERS:
        blank = text.rfind(" ", start + _MOST_LETTERS // 2, start + _MOST_LETTERS)
        start = blank if blank > 0 else start + _MOST_LETTERS
        yield start
    yield end
