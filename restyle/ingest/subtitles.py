"""SRT and WebVTT, as tools really write them.

One tolerant reader takes both: it finds the timing lines and takes what lies between. The
strict libraries were tried and lose cues in silence where times have no minutes or no
numbers stand between cues, so the timing lines are the only thing relied on here.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from restyle.domain import Cue
from restyle.ingest import FORMATS, Format, Piece, Raw, Reading
from restyle.ingest.encoding import clean
from restyle.ingest.labels import accepted
from restyle.ingest.times import seconds

_TIME = r"-?[ \t]*(?:\d+:)*\d+(?:[.,]\d+)?"
# With an arrow of any make; or, as some tools write it, a start alone on its line.
_TIMING = re.compile(
    rf"^[ \t]*(?:({_TIME})[ \t]*(?:-{{1,2}}>|→)[ \t]*({_TIME})?(?=\s|$)"
    r"|(\d+:\d\d:\d\d[.,]\d{3})[ \t]*$)",
    re.MULTILINE,
)
_COMMENT = re.compile(
    r"^(?:NOTE|STYLE|REGION)\b(?:(?!-->).)*?(?:\n\s*\n|\Z)", re.MULTILINE | re.DOTALL
)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAGS = re.compile(
    r"</?(?:[a-z][\w.]{0,40}|\d[\d:.]{0,20})(?:\s[^<>]{0,200})?>|\{\\[^}]{0,80}\}", re.IGNORECASE
)
_INNER_TIME = re.compile(r"<\d+:\d\d:\d\d\.\d+>")
_PREFIX = re.compile(r"^([^\W\d_][^:：.?!,\n]{0,40}|[\"'<][^:：\n]{1,40})[:：]\s+(?=\S)")
_CHANGE = re.compile(r"^(?:-|–|>>+)\s*(?=\S)")


def detect_srt(raw: Raw) -> float:
    """Score how sure this is SRT."""
    return 0.9 if not _is_vtt(raw) and _TIMING.search(raw.text[:20_000]) else 0.0


def detect_vtt(raw: Raw) -> float:
    """Score how sure this is WebVTT."""
    return 1.0 if _is_vtt(raw) and _TIMING.search(raw.text) else 0.0


def parse(raw: Raw) -> Reading:
    """Return every cue, with its times and, where it is named, its speaker."""
    text = raw.text
    if _is_vtt(raw):
        text = _COMMENT.sub("\n", text)
    cues = list(_rolling(_cues(text)) if _INNER_TIME.search(text) else _cues(text))
    cues = [(start, end, words) for start, end, words in cues if _plain(words)]
    announced = len(_TIMING.findall(text))
    warnings = []
    if announced > len(cues) and not _INNER_TIME.search(text):
        warnings.append(f"{announced - len(cues)} of {announced} cues hold no words")
    marked = Counter(m[1].strip() for *_, words in cues if (m := _label(words)))
    labels = accepted(marked, lines=len(cues))
    pieces = tuple(_piece(cue, labels) for cue in cues)
    return Reading(pieces, warnings=tuple(warnings))


def _is_vtt(raw: Raw) -> bool:
    return raw.text.lstrip()[:6] == "WEBVTT"


TimedText = tuple[float, float | None, str]


def _cues(text: str) -> Iterator[TimedText]:
    timings = list(_TIMING.finditer(text))
    for timing, following in zip_longest(timings, timings[1:]):
        line_end = text.find("\n", timing.end())
        begin = len(text) if line_end < 0 else line_end + 1
        words = text[begin : following.start() if following else len(text)]
        if following:
            words = _without_identifier(words)
        end = seconds(timing[2]) if timing[2] else None
        yield seconds(timing[1] or timing[3]), end, words.strip()


def _without_identifier(block: str) -> str:
    """Drop the line before the next timing, if it is that cue's number or identifier."""
    lines = block.rstrip("\n").split("\n")
    if lines[-1].strip().isdigit():
        return "\n".join(lines[:-1])
    after_blank = len(lines) > 1 and lines[-2] == ""
    return "\n".join(lines[:-1]) if after_blank and lines[-1].strip() else block


def _rolling(cues: Iterator[TimedText]) -> Iterator[TimedText]:
    """YouTube's captions repeat each line two or three times; yield each once.

    A line that carries times within is new; one without is new only if the cue before did
    not show it already.
    """
    shown: set[str] = set()
    for start, end, block in cues:
        lines = [line for line in block.split("\n") if _plain(line)]
        fresh = [line for line in lines if _INNER_TIME.search(line) or _plain(line) not in shown]
        shown = {_plain(line) for line in lines}
        if fresh:
            yield start, end, "\n".join(fresh)


def _plain(words: str) -> str:
    if "<" in words or "{" in words:
        words = _TAGS.sub("", words)
    if "&" in words:
        words = clean(html.unescape(words))
    return " ".join(words.split())


def _label(words: str) -> re.Match[str] | None:
    return None if _VOICE.search(words) else _PREFIX.match(_plain(words))


def _piece(cue: TimedText, labels: frozenset[str]) -> Piece:
    start, end, words = cue
    text = _plain(words)
    voice = _VOICE.search(words)
    prefix = None if voice else _PREFIX.match(text)
    speaker: str | None = None
    if voice:
        speaker = clean(html.unescape(voice[1])).strip()
    elif prefix and prefix[1].strip() in labels:
        speaker, text = prefix[1].strip(), text[prefix.end() :]
    elif change := _CHANGE.match(text):
        speaker, text = "", text[change.end() :]
    return Piece(speaker, Cue(text, start, end))


FORMATS.add("srt", Format(detect_srt, parse))
FORMATS.add("vtt", Format(detect_vtt, parse))
