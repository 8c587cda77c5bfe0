"""Whether what was read is a talk at all: a list of chapters, a recipe or a program is none."""

import re

from restyle.errors import TranscriptError
from restyle.transcript.transcript import Transcript

_FEW_WORDS = 40
_SLOWEST = 0.05  # words a second; slower than this is a list of times, not speech
_CODE = re.compile(r"[{};=]|\(\)|:\s*$|\bdef |\bimport |\breturn\b", re.MULTILINE)
_MOST_CODE = 0.08  # signs of code for each word


def doubts(transcript: Transcript) -> tuple[str, ...]:
    """Return warnings about a text that does not look like a talk.

    Raises TranscriptError for a list of chapters: times far apart, with next to no words, and
    nobody named.
    """
    words = transcript.words
    starts = [cue.start for turn in transcript.turns for cue in turn.cues if cue.start is not None]
    seconds = max(starts, default=0.0) - min(starts, default=0.0)
    cues = sum(len(turn.cues) for turn in transcript.turns)
    captions = any(cue.end is not None for turn in transcript.turns for cue in turn.cues)
    if (
        not captions
        and not transcript.speakers
        and cues > 2
        and seconds > 300
        and words < _SLOWEST * seconds
        and words < cues * 12
    ):
        name = transcript.source.name
        raise TranscriptError(f"{name}: no speech found in it, only a list of times and titles")
    if words < _FEW_WORDS:
        length = "one word" if words == 1 else f"{words} words"
        return (f"so short ({length}) that it may not be the whole transcript",)
    text = " ".join(turn.text for turn in transcript.turns[:200])
    if len(_CODE.findall(text)) > _MOST_CODE * len(text.split()):
        return ("this looks like a program, not like a talk",)
    return ()
