"""A reading of text while it is made: the pieces so far, and the lines that are no speech."""

import re
from dataclasses import dataclass, field, replace

from restyle.transcript.formats import Piece
from restyle.transcript.times import CLOCK, of_noon, seconds
from restyle.transcript.transcript import Cue, Heading

_MARKDOWN_HEADING = re.compile(r"^#{1,6} (.+?) ?#*$")
_CLOCK_HEADING = re.compile(rf"^\(?{CLOCK}\)? [–—-] (\S.*)$")
_ANCHOR = re.compile(r"<a\s[^<>]{0,300}>[^<]{0,300}</a>|\{:? ?#[^{}]{0,200}\}", re.IGNORECASE)
_CREDIT = re.compile(r"^(?:transcri(?:bed|pt) by|transcription by)\b.*$", re.IGNORECASE)
_TEMPLATE_TAG = re.compile(r"^\{%.*%\}$")
_FURNITURE = re.compile(
    r"^(?:webvtt\b.{0,80}|transcript|full transcript|view/hide original|audio file"
    r"|\*{3,}|-{3,}|_{3,}|[\w -]{1,80}\.(?:wav|mp3|m4a|mp4|mov))$",
    re.IGNORECASE,
)
_ADDRESS_LINE = re.compile(r"^<?https?://\S+>?$")
# A time alone in its line: [00:00:04] | 0:04 | 9:05 AM
_TIME_ALONE = re.compile(rf"\(?\[?({CLOCK})(?: ?([AaPp])\.? ?[Mm]\.?)?\]?\)?")


@dataclass(slots=True)
class Draft:
    """What has been read so far: the pieces, and the lines of the piece that is open.

    `beginning` are the lines before the first that opens a speaker's piece.
    """

    pieces: list[Piece] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    beginning: list[str] = field(default_factory=list)
    furniture: int = 0
    title: str = ""
    speaker: str | None = None
    start: float | None = None
    lines: list[str] = field(default_factory=list)
    opened: bool = False
    clock: float | None = None  # of a line with a time alone, for the piece that comes next

    def open(self, speaker: str | None, start: float | None, text: str) -> None:
        """Begin a piece."""
        self.close()
        self.speaker, self.lines, self.opened = speaker, [text], True
        self.start, self.clock = (self.clock if start is None else start), None

    def add(self, line: str) -> None:
        """Go on with the piece that is open."""
        self.lines.append(line)
        if not self.opened and line:
            self.beginning.append(line)

    def takes_time(self, line: str) -> bool:
        """Whether a line holds a time alone, which is that of what comes next."""
        match = _TIME_ALONE.fullmatch(line)
        if match:
            self.close()
            self.start = self.clock = of_noon(seconds(match[1]), (match[2] or "").casefold())
        return bool(match)

    def close(self) -> None:
        """End the piece that is open; who spoke without a word speaks next."""
        text = " ".join(" ".join(self.lines).split())
        if text:
            self.pieces.append(Piece(self.speaker, Cue(text, self.start)))
            # What follows a heading or a break goes on with the same speaker and no time.
            self.speaker, self.start = None, None
        self.lines = []

    def drop(self, pieces: int) -> None:
        """Take the first pieces out; headings before what follows them stay where they are."""
        self.pieces = self.pieces[pieces:]
        kept = [h for h in self.headings if h.turn >= pieces]
        self.headings = [replace(h, turn=h.turn - pieces) for h in kept]

    def counted(self) -> tuple[str, ...]:
        """Return how many lines were no speech."""
        return (f"{self.furniture} lines of page furniture",) if self.furniture else ()


def is_time(line: str) -> bool:
    """Whether a line holds a time and nothing else."""
    return bool(_TIME_ALONE.fullmatch(line))


def passed_over(line: str, draft: Draft) -> bool:
    """Whether a line is no speech: furniture, which is counted, or a heading, which is kept."""
    furniture = is_furniture(line)
    draft.furniture += furniture
    return furniture or _heading(line, draft)


def is_furniture(line: str) -> bool:
    """Whether a line is part of a page and nobody's words: `Transcript`, a rule, an address."""
    return any(p.match(line) for p in (_FURNITURE, _CREDIT, _TEMPLATE_TAG, _ADDRESS_LINE))


def _heading(line: str, draft: Draft) -> bool:
    match = _MARKDOWN_HEADING.match(line) or _CLOCK_HEADING.match(line)
    if not match:
        return False
    text = _ANCHOR.sub("", match[1]).strip(" *_")
    draft.close()
    if line.startswith("# ") and not draft.pieces and not draft.title:
        draft.title = text
    elif text:
        draft.headings.append(Heading(len(draft.pieces), text))
    return True
