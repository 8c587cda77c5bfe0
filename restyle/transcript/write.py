"""Transcripts written out again: JSON, WebVTT, SRT, Markdown, Podcasting 2.0.

What is written reads back as the same turns, as far as the format can hold them: SRT and
Markdown know a speaker by a label, and captions need times.
"""

import html
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict

from restyle.errors import UsageError, unknown
from restyle.transcript.times import stamp
from restyle.transcript.transcript import Cue, Transcript

_WORDS_A_SECOND = 2.5  # how fast people speak, for cues whose end nobody knows


def write_transcript(transcript: Transcript, format: str) -> str:
    """Return a transcript as text in a format; raises UsageError for an unknown format.

    Captions of a transcript without times get times by the count of words.
    """
    refuse_unknown(format)
    return _WRITERS[format](transcript)


def refuse_unknown(format: str) -> None:
    """Raise UsageError for a format in which no transcript is written."""
    if format not in _WRITERS:
        raise UsageError(unknown("transcript format", format, sorted(_WRITERS)))


def _json(transcript: Transcript) -> str:
    turns = [
        {
            "speaker": turn.speaker,
            "kind": turn.kind.value,
            "cues": [asdict(cue) for cue in turn.cues],
        }
        for turn in transcript.turns
    ]
    source = asdict(transcript.source)
    fields = {"title": transcript.title, "source": source, "metadata": asdict(transcript.metadata)}
    headings = [asdict(heading) for heading in transcript.headings]
    value = {"restyle": "transcript", **fields, "headings": headings, "turns": turns}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _podcasting20(transcript: Transcript) -> str:
    segments = [
        {k: v for k, v in _segment(speaker, cue, start, end).items() if v not in ("", None)}
        for speaker, cue, start, end in _timed(transcript)
    ]
    return (
        json.dumps({"version": "1.0.0", "segments": segments}, ensure_ascii=False, indent=1) + "\n"
    )


def _segment(speaker: str, cue: Cue, start: float, end: float) -> dict[str, object]:
    return {"speaker": speaker, "startTime": start, "endTime": end, "body": cue.text}


def _vtt(transcript: Transcript) -> str:
    blocks = ["WEBVTT"]
    for speaker, cue, start, end in _timed(transcript):
        voice = f"<v {html.escape(speaker, quote=False)}>" if speaker else ""
        words = html.escape(cue.text, quote=False)
        blocks.append(f"{stamp(start)} --> {stamp(end)}\n{voice}{words}")
    return "\n\n".join(blocks) + "\n"


def _srt(transcript: Transcript) -> str:
    blocks = []
    for number, (speaker, cue, start, end) in enumerate(_timed(transcript), 1):
        label = f"{speaker}: " if speaker else ""
        blocks.append(f"{number}\n{stamp(start, ',')} --> {stamp(end, ',')}\n{label}{cue.text}")
    return "\n\n".join(blocks) + "\n"


def _markdown(transcript: Transcript) -> str:
    blocks = [f"# {transcript.title}"]
    headings = {heading.turn: heading.text for heading in transcript.headings}
    for turn in transcript.turns:
        if turn.index in headings:
            blocks.append(f"## {headings[turn.index]}")
        start = f" [{stamp(turn.start)[:8]}]" if turn.start is not None else ""
        label = f"**{turn.speaker}**{start}\n" if turn.speaker else ""
        blocks.append(f"{label}{turn.text}")
    return "\n\n".join(blocks) + "\n"


def _timed(transcript: Transcript) -> Iterator[tuple[str, Cue, float, float]]:
    """Every cue with its speaker, start and end; what is unknown is guessed from the words."""
    cues = [(turn.speaker, cue) for turn in transcript.turns for cue in turn.cues]
    clock = 0.0
    for index, (speaker, cue) in enumerate(cues):
        start = cue.start if cue.start is not None else clock
        following = cues[index + 1][1].start if index + 1 < len(cues) else None
        spoken = start + max(1.0, len(cue.text.split()) / _WORDS_A_SECOND)
        guessed = min(spoken, following) if following is not None and following > start else spoken
        end = cue.end if cue.end is not None else guessed
        clock = end
        yield speaker, cue, start, end


_WRITERS: dict[str, Callable[[Transcript], str]] = {
    "json": _json,
    "md": _markdown,
    "podcasting20": _podcasting20,
    "srt": _srt,
    "vtt": _vtt,
}
