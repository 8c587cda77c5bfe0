"""YouTube's SubViewer: `0:00:00.378,0:00:11.378`, then text."""

import re
from itertools import zip_longest

from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats._fields import lines, lost
from restyle.transcript.times import seconds
from restyle.transcript.transcript import Cue

_TIMING = re.compile(r"^(\d+:\d\d:\d\d\.\d{3}),(\d+:\d\d:\d\d\.\d{3})\s*$", re.MULTILINE)


def detect(raw: Raw) -> float:
    """Score how sure this is SBV."""
    return 1.0 if _TIMING.match(raw.text.lstrip()) else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece a caption."""
    timings = list(_TIMING.finditer(raw.text))
    pieces = []
    for timing, following in zip_longest(timings, timings[1:]):
        block = raw.text[timing.end() : following.start() if following else len(raw.text)]
        said = lines(block.replace("[br]", "\n"))
        if said:
            pieces.append(Piece(None, Cue(said, seconds(timing[1]), seconds(timing[2]))))
    before = len(raw.text[: timings[0].start()].split()) if timings else 0
    dropped = (f"{before} words before the first time",) if before else ()
    return Reading(tuple(pieces), warnings=lost(len(timings), len(pieces), "cues"), dropped=dropped)


FORMATS.add("sbv", Format(detect, parse))
