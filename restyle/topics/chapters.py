"""Chapters: where each topic begins, for players and video sites.

NAME.json   Podcasting 2.0 chapters (podcastindex.org, JSON chapters 1.2.0)
NAME.vtt    WebVTT chapters (W3C WebVTT, "chapters" tracks)
NAME.txt    lines for the description of a YouTube video
"""

import html
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import PurePath

from restyle.errors import OutputError, TranscriptError
from restyle.topics.outline import Outline
from restyle.transcript.times import stamp
from restyle.transcript.transcript import Transcript

_LEAST_SECONDS = 10.0  # YouTube shows no chapters if one is shorter
_LAST_SECONDS = 1.0  # a last chapter has some length, where the source does not say when it ends


@dataclass(frozen=True, slots=True)
class Chapter:
    """A topic's name, and when it begins and ends, in seconds."""

    title: str
    start: float
    end: float


def chapters(transcript: Transcript, outline: Outline) -> tuple[Chapter, ...]:
    """Return the topics as chapters, the first from 0 on; raises TranscriptError without times."""
    starts = [transcript.time(topic.begin) for topic in outline.topics]
    if not starts or any(start is None for start in starts):
        raise TranscriptError(
            f"{transcript.source.name}: has no times, so its chapters would have none; "
            "take captions or another format with times"
        )
    later = (start for start in starts[1:] if start is not None)
    known = list(accumulate(later, max, initial=0.0))  # some sources go back in time
    last = max(transcript.duration or 0.0, known[-1] + _LAST_SECONDS)
    titles = [" ".join(topic.name.split()) for topic in outline.topics]
    spans = pairwise([*known, last])
    return tuple(Chapter(t, a, b) for t, (a, b) in zip(titles, spans, strict=True))


def render_chapters(transcript: Transcript, outline: Outline, name: str) -> str:
    """Return the chapters as the ending of the file `name` asks; OutputError if it is unknown."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in _FORMATS:
        raise OutputError(f"{name}: chapters are written to .json, .vtt or .txt")
    return _FORMATS[suffix](chapters(transcript, outline))


def _podcasting20(found: Sequence[Chapter]) -> str:
    items = [{"startTime": round(c.start, 3), "title": c.title} for c in found]
    value = {"version": "1.2.0", "chapters": items}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _webvtt(found: Sequence[Chapter]) -> str:
    blocks = [
        f"{number}\n{stamp(c.start)} --> {stamp(c.end)}\n{html.escape(c.title, quote=False)}"
        for number, c in enumerate(found, 1)
    ]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def _youtube(found: Sequence[Chapter]) -> str:
    """Chapters of less than ten seconds are left out: the site would show none at all."""
    kept = [found[0]]
    for chapter in found[1:]:
        if chapter.start - kept[-1].start >= _LEAST_SECONDS:
            kept.append(chapter)
    long = found[-1].start >= 3600
    return "".join(f"{_hours(chapter.start, long=long)} {chapter.title}\n" for chapter in kept)


def _hours(seconds: float, *, long: bool) -> str:
    """`4:05`, or `0:04:05` in a talk of an hour or more."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if long else f"{minutes}:{rest:02}"


_FORMATS: dict[str, Callable[[Sequence[Chapter]], str]] = {
    ".json": _podcasting20,
    ".vtt": _webvtt,
    ".txt": _youtube,
}
