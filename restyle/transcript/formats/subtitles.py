"""SRT and WebVTT, as tools really write them.

One tolerant reader takes both: it finds the timing lines and takes what lies between. The
strict libraries were tried and lose cues in silence where times have no minutes or no
numbers stand between cues, so the timing lines are the only thing relied on here.
"""

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from restyle.transcript.encoding import clean
from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats._fields import mapping, text
from restyle.transcript.formats._rolling import once, rolls
from restyle.transcript.times import seconds
from restyle.transcript.transcript import Cue

# A time has a colon or a fraction: an arrow between two plain numbers is speech.
_TIME = r"-?[ \t]{0,8}(?:\d{1,12}(?::\d{1,9}){1,4}(?:[.,]\d{1,12})?|\d{1,12}[.,]\d{1,12})"
# With an arrow of any make; or, as some tools write it, a start alone on its line.
_TIMING = re.compile(
    rf"^[ \t]{{0,80}}+(?:({_TIME})[ \t]{{0,8}}(?:-{{1,2}}>|→)[ \t]{{0,8}}({_TIME})?"
    r"(?=[ \t]*+(?:\n|\Z|[A-Za-z]\w{0,20}:\S))"
    r"|(\d{1,6}:\d\d:\d\d[.,]\d{3})[ \t]{0,80}+$)",
    re.MULTILINE,
)
_COMMENT = re.compile(r"(?:NOTE(?:[ \t].*+)?|STYLE[ \t]*+|REGION[ \t]*+)")
_VOICE = re.compile(r"<v(?:\.[^\s>]{0,80})?[ \t]+([^<>\n]{1,200})>")
_TAGS = re.compile(
    r"</?(?:[a-z][\w.]{0,40}|\d[\d:.]{0,20})(?:\s[^<>]{0,200})?>|\{\\[^{}]{0,80}\}", re.IGNORECASE
)
_INNER_TIME = re.compile(r"<\d+:\d\d:\d\d\.\d+>")
# A number that a blank line parts from its time.
_APART = re.compile(r"(?:^|\n)\d{1,9}[ \t]*+\n[ \t]*+\n[ \t]*+\Z")
_HEAD_LINES = 2  # in which the first time of a file of captions stands
_MOSTLY = 0.5  # the share of cues that makes a habit of a file


@dataclass(frozen=True, slots=True)
class _Block:
    """A cue as it stands: its times and lines, and the line above its times that names it."""

    start: float
    end: float | None
    lines: tuple[str, ...]
    attached: str = ""

    @property
    def words(self) -> str:
        return "\n".join(self.lines)


def detect_srt(raw: Raw) -> float:
    """Score how sure this is SRT: it begins with a time, or is full of them."""
    if _is_vtt(raw):
        return 0.0
    head = raw.text[:20_000]
    lines = [line for line in head.split("\n", 400)[:400] if line.strip()]
    timed = [n for n, line in enumerate(lines) if _TIMING.match(line)]
    if not timed:
        return 0.0
    return 0.9 if timed[0] < _HEAD_LINES or len(timed) * 5 > len(lines) else 0.0


def detect_vtt(raw: Raw) -> float:
    """Score how sure this is WebVTT: its header, and cues or nothing else."""
    if not _is_vtt(raw):
        return 0.0
    return 1.0 if _TIMING.search(raw.text) or not _without_comments(raw.text)[0].strip() else 0.0


def parse(raw: Raw) -> Reading:
    """Return every cue, with its times and, where it is named, its speaker."""
    body, comments = _without_comments(raw.text) if _is_vtt(raw) else (raw.text, 0)
    blocks, before = _blocks(body)
    mostly = sum(bool(block.attached) for block in blocks) > _MOSTLY * len(blocks)
    # Only WebVTT has a rule for what stands between a blank line and the times: it is a name.
    named = mostly or _is_vtt(raw)
    first = _TIMING.search(body)
    apart = bool(first and _APART.search(body[: first.start()]))
    cues = _settled(blocks, named=named, apart=apart)
    timed = bool(_INNER_TIME.search(body))
    shown = list(once(cues, timed=_INNER_TIME)) if timed or rolls(cues) else cues
    spoken = [block for block in shown if _plain(block.words).strip()]
    pieces = tuple(piece for block in spoken for piece in _pieces(block))
    warnings = []
    if len(blocks) > len(spoken) and len(shown) == len(cues):
        empty = len(blocks) - len(spoken)
        warnings.append(f"{empty} of {len(blocks)} cues hold no words")
    dropped = _dropped(before, comments, [] if not named else blocks)
    return Reading(pieces, warnings=tuple(warnings), dropped=dropped)


def _is_vtt(raw: Raw) -> bool:
    return raw.text.lstrip()[:6] == "WEBVTT"


def _dropped(before: int, comments: int, named: Sequence[_Block]) -> tuple[str, ...]:
    identifiers = sum(not block.attached.isdigit() for block in named if block.attached)
    facts = (
        (before, "words before the first time"),
        (comments, "words of comments"),
        (identifiers, "names of cues"),
    )
    return tuple(f"{count} {what}" for count, what in facts if count)


def _without_comments(text: str) -> tuple[str, int]:
    """The text without headers, comments and styles, and how many words were comments.

    A header stands at each place where segments of a stream (RFC 8216) were joined. A comment
    begins after a blank line: within a cue, a line that begins with NOTE is speech.
    """
    kept: list[str] = []
    words, blank = 0, True
    skipping = ""
    for line in text.split("\n"):
        header = line.strip() == "WEBVTT" or (blank and line.startswith("WEBVTT"))
        if header or (blank and _COMMENT.fullmatch(line)):
            skipping = "header" if header else "comment"
        if skipping and _TIMING.match(line):
            skipping = ""
        blank = not line.strip()
        if blank:
            skipping = ""
        if skipping == "comment" and not line.startswith(("STYLE", "REGION")):
            words += len(line.removeprefix("NOTE").split())
        kept.append("" if skipping else line)
    return "\n".join(kept), words


def _blocks(text: str) -> tuple[list[_Block], int]:
    """All cues with the lines up to the next, and how many words stand before the first."""
    timings = list(_TIMING.finditer(text))
    if not timings:
        return [], 0
    head = text[: timings[0].start()].split("\n")[:-1]
    attached = head[-1].strip() if head else ""
    before = sum(len(line.split()) for line in head) - len(attached.split())
    blocks = []
    for timing, following in zip_longest(timings, timings[1:]):
        line_end = text.find("\n", timing.end())
        begin = len(text) if line_end < 0 else line_end + 1
        lines = text[begin : following.start() if following else len(text)].split("\n")
        end = seconds(timing[2]) if timing[2] else None
        lines = lines[:-1] if following else lines
        blocks.append(_Block(seconds(timing[1] or timing[3]), end, tuple(lines), attached))
        attached = lines[-1].strip() if following and lines else ""
    return blocks, before


def _settled(blocks: Sequence[_Block], *, named: bool, apart: bool) -> list[_Block]:
    """The cues without the number or the name of the next one, each but once.

    A line above a time names its cue where a blank line stands before it, or where it goes on
    counting; and where most cues of the file have such a line. A number that a blank line
    parts from the time belongs to it only if it is the next one, in files that begin `apart`.
    """
    settled: list[_Block] = []
    for place, (block, following) in enumerate(zip_longest(blocks, blocks[1:])):
        lines = list(block.lines)
        if following is not None:
            due = {place + 1, place + 2}  # the next cue's number, counted from 0 or from 1
            if _is_number(block.attached):
                due.add(int(block.attached) + 1)
            lines = _without_identifier(lines, following.attached, due, named=named, apart=apart)
        mine = replace(block, lines=tuple(line for line in lines if line.strip()))
        if not settled or _key(mine) != _key(settled[-1]):
            settled.append(mine)
    return settled


def _key(block: _Block) -> tuple[float, float | None, tuple[str, ...]]:
    return block.start, block.end, block.lines


def _without_identifier(
    lines: list[str], attached: str, due: set[int], *, named: bool, apart: bool
) -> list[str]:
    if attached:
        parted = len(lines) < 2 or not lines[-2].strip()
        counts = _is_number(attached) and int(attached) in due
        return lines[:-1] if counts or (named and parted) else lines
    if not apart:
        return lines
    last = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].strip()), 0)
    alone = not last or not lines[last - 1].strip()
    number = lines[last].strip() if lines else ""
    return lines[:last] if alone and _is_number(number) and int(number) in due else lines


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _pieces(block: _Block) -> Iterator[Piece]:
    """The cue as it is, or where voices are marked in it, a piece for each of them."""
    if told := _metadata(block.words):
        yield Piece(told[0] or None, Cue(told[1], block.start, block.end))
        return
    begin, who = 0, None
    marks = list(_VOICE.finditer(block.words))
    for mark in marks:
        yield from _voiced(block, who, block.words[begin : mark.start()])
        begin, who = mark.end(), clean(html.unescape(mark[1])).strip()
    yield from _voiced(block, who, block.words[begin:])


def _voiced(block: _Block, who: str | None, words: str) -> Iterator[Piece]:
    """A piece of what one voice says; a dash that stands before it is no speech."""
    said = _plain(words)
    if who is not None:
        said = " ".join(said.split()).removesuffix("-").strip() if "\n-" in said else said
    if said.strip(" -–>\n"):
        yield Piece(who, Cue(said, block.start, block.end))


def _metadata(words: str) -> tuple[str, str] | None:
    """Speaker and words of a cue that holds them as JSON, as Microsoft Teams' do."""
    if not words.startswith("{") or "spokenText" not in words:
        return None
    try:
        value = mapping(json.loads(words))
    except (ValueError, RecursionError):
        return None
    return text(value.get("speakerName")), text(value.get("spokenText"))


def _plain(words: str) -> str:
    if "<" in words or "{" in words:
        words = _TAGS.sub("", words)
    if "&" in words:
        words = clean(html.unescape(words))
    return "\n".join(" ".join(line.split()) for line in words.split("\n") if line.strip())


FORMATS.add("srt", Format(detect_srt, parse))
FORMATS.add("vtt", Format(detect_vtt, parse))
