"""Units: the pieces between which a boundary may lie.

A unit is a turn, or a part of one that ends with a sentence. Speech without sentence ends is
cut at the longest pause near, else at a blank, and a script without blanks at a number of
letters. A talk of very many tiny turns is joined into fewer units.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from restyle.text import sentences
from restyle.text.words import length
from restyle.transcript.transcript import Transcript, Turn

_MOST_WORDS = 160  # a longer turn is cut at sentence ends
_MOST_LETTERS = 1200  # and a sentence longer than this at pauses, blanks, or anywhere
MOST_UNITS = 5000  # a talk with more, of few words each, is joined ...
_JOINED_WORDS = 25  # ... until its units have about so many words


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a talk that no boundary cuts.

    It begins at character `start` of turn `turn` and goes on to where the next one begins.
    `pause` is the silence before it in seconds; None where the source has no times.
    """

    turn: int
    start: int
    text: str
    words: int
    speaker: str
    pause: float | None = None

    @property
    def inside(self) -> bool:
        """Whether it begins within a turn."""
        return self.start > 0


def units(transcript: Transcript) -> list[Unit]:
    """Return the units of a transcript, which cover all words of all turns, in order."""
    found: list[Unit] = []
    before: float | None = None
    for turn in transcript.turns:
        found += _of_turn(turn, before)
        before = turn.end
    words = sum(unit.words for unit in found)
    if len(found) > max(MOST_UNITS, words // _JOINED_WORDS):
        return _joined(found, max(_JOINED_WORDS, words // MOST_UNITS))
    return found


def words_of(talk: Sequence[Unit]) -> NDArray[np.float64]:
    """Return how many words each unit has, one at least."""
    return np.maximum(np.array([unit.words for unit in talk], dtype=np.float64), 1)


def _of_turn(turn: Turn, before: float | None) -> Iterator[Unit]:
    text = turn.text
    if len(text) <= _MOST_LETTERS and length(text) <= _MOST_WORDS:
        gap = _gap(before, turn.start)
        yield Unit(turn.index, 0, text, length(text), turn.speaker, gap)
        return
    pauses = _pauses(turn, before)
    for start, end in _cuts(text, pauses):
        piece = text[start:end]
        yield Unit(turn.index, start, piece, length(piece), turn.speaker, pauses.get(start))


def _pauses(turn: Turn, before: float | None) -> dict[int, float]:
    """The silence before each cue that has times, by the cue's place in the turn's text."""
    found = {}
    place = 0
    for cue in turn.cues:
        gap = _gap(before, cue.start)
        if gap is not None:
            found[max(0, place - 1)] = gap  # a unit begins with the blank before its first word
        before = cue.end if cue.end is not None else cue.start
        place += len(cue.text) + 1
    return found


def _gap(before: float | None, start: float | None) -> float | None:
    return None if before is None or start is None else max(0.0, start - before)


def _cuts(text: str, pauses: dict[int, float]) -> Iterator[tuple[int, int]]:
    begin = 0
    ends = [
        end for start, stop in sentences.spans(text) for end in _inner(text, start, stop, pauses)
    ]
    for end, following in zip(ends, [*ends[1:], None], strict=True):
        if following is None or length(text[begin:following]) > _MOST_WORDS:
            yield begin, end if following else len(text)
            begin = end


def _inner(text: str, start: int, end: int, pauses: dict[int, float]) -> Iterator[int]:
    """Where a sentence that is too long is cut, and its end."""
    while end - start > _MOST_LETTERS:
        half, most = start + _MOST_LETTERS // 2, start + _MOST_LETTERS
        silent = [place for place in range(half, most) if place in pauses]
        blank = text.rfind(" ", half, most)
        start = max(silent, key=lambda place: pauses[place]) if silent else max(blank, 0) or most
        yield start
    yield end


def _joined(found: list[Unit], words: int) -> list[Unit]:
    """Join neighbours until each has about so many words."""
    joined: list[Unit] = []
    waiting: list[Unit] = []
    for unit in found:
        waiting.append(unit)
        if sum(other.words for other in waiting) >= words:
            joined.append(_one(waiting))
            waiting = []
    return [*joined, _one(waiting)] if waiting else joined


def _one(parts: list[Unit]) -> Unit:
    first = parts[0]
    text = " ".join(part.text for part in parts)
    words = sum(part.words for part in parts)
    return Unit(first.turn, first.start, text, words, first.speaker, first.pause)
