"""Cuts: a recording parted where it is quietest, so that no word is cut in two."""

import numpy as np
import numpy.typing as npt

_QUIET = 0.6  # seconds that are looked for
_EARLIEST = 0.75  # of the longest part: a part ends between there and its limit

Levels = npt.NDArray[np.float32]


def cuts(levels: Levels, step: float, longest: float) -> tuple[float, ...]:
    """Return the times at which a recording is parted, in seconds.

    `levels` says how loud each `step` seconds are. No part is longer than `longest` seconds;
    each ends in the quietest moment of the last quarter of that, or is the last.
    """
    found: list[float] = []
    start, end = 0.0, len(levels) * step
    while end - start > longest:
        start = quietest(levels, step, start + _EARLIEST * longest, start + longest)
        found.append(start)
    return tuple(found)


def quietest(levels: Levels, step: float, earliest: float, latest: float) -> float:
    """Return the middle of the quietest moment between two times, in seconds.

    Of several that are equally quiet, such as digital silence, the middle of the longest.
    """
    first, last = max(0, round(earliest / step)), max(1, int(latest / step))
    window = levels[first:last]
    wide = min(len(window), max(1, round(_QUIET / step)))
    mean = np.convolve(window, np.ones(wide) / wide, mode="valid")
    least = float(mean.min())
    begin, end = _longest_run(mean <= least + 1.0)
    return round((first + (begin + end - 1 + wide) / 2) * step, 3)


def _longest_run(flags: npt.NDArray[np.bool_]) -> tuple[int, int]:
    """Where the longest run of true values begins and ends."""
    padded = np.concatenate(([False], flags, [False])).astype(np.int8)
    changes = np.flatnonzero(np.diff(padded))
    begins, ends = changes[::2], changes[1::2]
    longest = int(np.argmax(ends - begins))
    return int(begins[longest]), int(ends[longest])
