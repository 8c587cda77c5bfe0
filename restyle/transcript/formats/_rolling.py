"""Captions that roll: each cue shows the line before once more. Every line is yielded once."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Protocol, TypeVar

_TAG = re.compile(r"<[^<>]{0,200}>")
_LEAST = 0.2  # of all cues, that show a line of the cue before beside one of their own
_FEW = 2


class Shown(Protocol):
    """A cue with its lines."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that it shows."""
        ...


Cue = TypeVar("Cue", bound=Shown)


def rolls(cues: Sequence[Shown]) -> bool:
    """Whether cues repeat: many of two lines begin with what the cue before has shown.

    A cue that says the same as the one before and nothing more may be speech.
    """
    repeats = sum(
        len(b.lines) > 1
        and bool(b.lines[0])
        and b.lines[0] in a.lines
        and b.lines[-1] not in a.lines
        for a, b in pairwise(cues)
    )
    return repeats >= _FEW - (len(cues) <= 5) and repeats >= _LEAST * len(cues)


def once(cues: Sequence[Cue], *, timed: re.Pattern[str]) -> Iterator[Cue]:
    """Yield the cues with the lines that are new in them.

    A line that carries times within, as `timed` finds them, is new; one without is new only
    if the cue before did not show it already.
    """
    shown: Counter[str] = Counter()
    for cue in cues:
        lines = [line for line in cue.lines if _bare(line)]
        fresh = tuple(line for line in lines if timed.search(line) or not _taken(line, shown))
        shown = Counter(map(_bare, lines))
        if fresh:
            changed: Any = replace(cue, lines=fresh)  # type: ignore[type-var]
            yield changed


def _taken(line: str, shown: Counter[str]) -> bool:
    """Take a line from those shown, and return whether it was there: it may be said twice."""
    bare = _bare(line)
    shown[bare] -= 1
    return shown[bare] >= 0


def _bare(line: str) -> str:
    return " ".join(_TAG.sub("", line).split())
