"""Parts: the stretches in which a recording is sent, the same every time."""

import hashlib
import json
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from restyle.llm.connect import CachePolicy
from restyle.llm.request import Completion, Origin
from restyle.llm.store import Store
from restyle.media.cuts import Levels, cuts, quietest
from restyle.media.ffmpeg import STEP, loudness, needed, program
from restyle.media.recording import Recording

LONGEST_PART = 1200.0  # seconds; OpenAI's newer models take 1,400
SHORTEST_PART = 60.0
_LARGEST = 25 * 10**6  # bytes that endpoints take
_LEAD = 15.0  # seconds in which a quiet moment is looked for


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a recording, in seconds; its own words begin at `joint`.

    The end is 0 where the recording is sent as it is.
    """

    start: float
    end: float
    joint: float


def parts_of(
    recording: Recording, keeping: CachePolicy | None, longest: float = LONGEST_PART
) -> tuple[Part, ...]:
    """Return the parts of a recording; they are kept, so that another ffmpeg cuts no other ones.

    Without ffmpeg, what is small enough is one. Raises UsageError where it is needed.
    """
    if keeping is None:
        times = _times(recording, longest)
    else:
        store = Store(keeping.directory)
        try:
            times = _kept_times(recording, longest, store)
        finally:
            store.close()
    return tuple(Part(start, end, start) for start, end in pairwise(times))


def with_lead(recording: Recording, part: Part, seconds: float) -> Part:
    """Return a part that begins so many seconds earlier, or a little more, where it is quiet."""
    return replace(part, start=lead(_levels(recording), part.start, seconds))


def lead(levels: Levels, start: float, seconds: float) -> float:
    """Return the quietest moment that lies so many seconds before a start, or a little more."""
    latest = max(STEP, start - seconds)
    return min(latest, quietest(levels, STEP, max(0.0, latest - _LEAD), latest))


def halves(recording: Recording, part: Part) -> tuple[Part, Part]:
    """Return the halves of a part, parted where it is quiet."""
    length = part.end - part.start
    middle = quietest(
        _levels(recording), STEP, part.start + 0.4 * length, part.start + 0.6 * length
    )
    return replace(part, end=middle), Part(middle, part.end, middle)


@lru_cache(maxsize=1)
def _levels(recording: Recording) -> Levels:
    """How loud a recording is; three hours take some ten seconds to be read."""
    return loudness(recording.path, recording.demuxer)


def _kept_times(recording: Recording, longest: float, store: Store) -> list[float]:
    key = hashlib.sha256(f"cuts {recording.digest} {longest}".encode()).hexdigest()
    if kept := store.get(key):
        return [float(time) for time in json.loads(kept.text)]
    times = _times(recording, longest)
    if times != [0.0, 0.0]:  # which is not for good: ffmpeg may be installed
        value = Completion(json.dumps(times))
        store.busy(lambda: store.set(key, value, Origin("cuts")))
    return times


def _times(recording: Recording, longest: float) -> list[float]:
    """The times at which parts begin and end."""
    if program():
        levels = _levels(recording)
        return [0.0, *cuts(levels, STEP, longest), round(len(levels) * STEP, 3)]
    if recording.size > _LARGEST or longest != LONGEST_PART:
        size = f"{recording.size / 10**6:.0f} MB are too much for one call"
        needed(Path(recording.name), size)
    return [0.0, 0.0]
