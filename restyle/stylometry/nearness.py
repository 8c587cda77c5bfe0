"""How near a text is to each of several voices, and which of its habits are off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from restyle.stylometry.background import background, likeness
from restyle.stylometry.habits import HABITS, Habit, Measured
from restyle.stylometry.prose import Block, pieces_of
from restyle.stylometry.voiceprint import Voiceprint

LEAST_WORDS = 300  # of a text, below which no voice is named
SURE_WORDS = 600  # from which on the nearest voice is the right one in more than eight of ten
_OFF = 2.5  # spreads from the mean, at which a habit is off
_FAR = 2.5  # spreads, at which a text is far from a voice
_MOST = 6  # habits that are told


@dataclass(frozen=True, slots=True)
class Off:
    """A habit of a text that is off: what it is in the text and in the voice.

    `by` is by how many of the voice's own spreads, above it or, below 0, under it. `block` is
    the number of the paragraph that does most to it, from 0; None where none does.
    """

    habit: Habit
    value: float
    voice: Measured
    by: float
    block: int | None


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a text is to a voice.

    `likeness` is from -1 to 1, the mean over its pieces of 300 words; two writers are at about
    0. `own` is that of the voice's own pieces: their mean and spread. `off` are the habits that
    are off, the worst first.
    """

    voice: str
    likeness: float
    own: Measured
    off: tuple[Off, ...]

    @property
    def is_far(self) -> bool:
        """Whether the voice's own pieces are hardly ever so unlike it."""
        return self.likeness < self.own.mean - _FAR * self.own.spread


@dataclass(frozen=True, slots=True)
class VoiceScore:
    """A text beside voices, the nearest first; `words` is how long it is.

    No voice is `named` where the text is shorter than a verdict needs, or there is nothing to
    choose from; it is a `guess` where the text is short.
    """

    words: int
    voices: tuple[Nearness, ...]

    @property
    def named(self) -> str:
        """The nearest voice; empty where the text is too short to say."""
        return self.voices[0].voice if self.voices and self.words >= LEAST_WORDS else ""

    @property
    def is_guess(self) -> bool:
        """Whether so short a text is often nearest to another voice than its own."""
        return self.words < SURE_WORDS


def score(text: Sequence[Block], voices: Mapping[str, Voiceprint]) -> VoiceScore:
    """Return how near a text is to each voice, by its paragraphs and their sentences."""
    known = background()
    pieces = pieces_of(text)
    rows = [known.seen(known.rates(piece)) for piece in pieces]
    habits = _Habits(pieces)
    found = []
    for name, voice in voices.items():
        each = fmean([likeness(row, voice.seen) for row in rows] or [0.0])
        whole = likeness(np.mean(rows, axis=0), voice.seen) if rows else 0.0
        found.append((whole, Nearness(name, each, voice.own, habits.off(voice))))
    found.sort(key=lambda one: -one[0])
    return VoiceScore(sum(block.words for block in text), tuple(one for _, one in found))


class _Habits:
    """The habits of a text, measured once and held against several voices."""

    def __init__(self, pieces: Sequence[Sequence[Block]]) -> None:
        self._pieces = len(pieces)
        self._blocks = [block for piece in pieces for block in piece]
        self._values = {
            habit.name: fmean(habit.measure(piece) for piece in pieces) if pieces else 0.0
            for habit in HABITS
        }
        self._worst: dict[tuple[str, bool], int | None] = {}

    def off(self, voice: Voiceprint) -> tuple[Off, ...]:
        """The habits that are off, the worst first; the more pieces, the less may they vary."""
        found = []
        for habit in HABITS if self._pieces else ():
            if (known := voice.habits.get(habit.name)) is None:
                continue
            value = self._values[habit.name]
            varies = known.spread * (1 / self._pieces + 1 / voice.pieces) ** 0.5
            by = (value - known.mean) / max(varies, habit.floor / 2)
            if abs(by) >= _OFF:
                found.append(Off(habit, value, known, by, self._most(habit, above=by > 0)))
        found.sort(key=lambda one: -abs(one.by))
        return tuple(found[:_MOST])

    def _most(self, habit: Habit, *, above: bool) -> int | None:
        """The paragraph that does most to a habit; None for what is missing everywhere."""
        if habit.per and not above:
            return None
        if (habit.name, above) not in self._worst:
            self._worst[habit.name, above] = max(
                range(len(self._blocks)), key=lambda n: self._weight(habit, n, above=above)
            )
        return self._worst[habit.name, above]

    def _weight(self, habit: Habit, number: int, *, above: bool) -> float:
        block = self._blocks[number]
        value = habit.measure([block])
        return value * block.words if habit.per else value if above else -value
