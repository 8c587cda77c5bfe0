"""Plain text and Markdown, with the habits by which people mark who speaks.

Each habit is a pattern for the line that opens a piece. The habit with the most lines is
taken for the whole file; a file in which none occurs twice is paragraphs without speakers.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from restyle.domain import Cue, Heading
from restyle.ingest import FORMATS, Format, Piece, Raw, Reading, frontmatter
from restyle.ingest.encoding import clean
from restyle.ingest.habits import HABITS, Habit
from restyle.ingest.labels import accepted, plausible
from restyle.ingest.times import CLOCK, seconds
from restyle.ingest.turns import paragraphs

_MARKDOWN_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.+?)\s*#*\s*$")
_CLOCK_HEADING = re.compile(rf"^\s*\(?{CLOCK}\)?\s+[–—-]\s+(\S.*)$")
_ANCHOR = re.compile(r"<a\s[^>]*>.*?</a>|\{:?\s*#[^}]*\}", re.IGNORECASE)
_PSEUDO = re.compile(r"(?:break|jingle|outro|intro|music|ad|sponsor|transition)\b", re.IGNORECASE)
_CREDIT = re.compile(r"^\s*(?:transcri(?:bed|pt) by|transcription by)\b.*$", re.IGNORECASE)
_TEMPLATE_TAG = re.compile(r"^\s*\{%.*%\}\s*$")
_FURNITURE = re.compile(r"^\s*(?:transcript|full transcript|\*{3,}|-{3,}|_{3,})\s*$", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\[\]()*_`~#>-])")
_LINK = re.compile(
    r"!?\[([^\[\]\n]{0,300})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,600}(?:\s+\"[^\"]{0,200}\")?\)"
)
_TAGS = re.compile(
    r"</?(?:a|b|i|em|strong|br|p|span|div|details|summary|sup|sub)\b[^<>]{0,300}>", re.IGNORECASE
)
_ADDRESS_LINE = re.compile(r"^\s*<?https?://\S+>?\s*$")
_FEW_LINES = 8
_CAPTIONED = 60  # letters; files whose lines are mostly shorter are captions without times


def detect(raw: Raw) -> float:
    """Score how sure this is text: any text is, if nothing better claims it."""
    return 0.1 if raw.text.strip() else 0.0


def parse(raw: Raw) -> Reading:
    """Return the pieces of a text, by the habit that fits it best."""
    title, metadata, body, warnings = frontmatter.split(raw.text)
    described = body is not raw.text
    lines = [_line(line) for line in body.split("\n")]
    habit = _best(lines, frozenset(metadata.speakers))
    if habit is None:
        draft = _unlabelled(lines)
    else:
        draft = _labelled(lines, habit, _speakers(lines, habit, frozenset(metadata.speakers)))
        draft = _without_description(draft) if described else _without_title(draft)
    return Reading(
        tuple(draft.pieces),
        title or draft.title,
        metadata,
        tuple(draft.headings),
        warnings,
        tuple(draft.dropped) + _counted(draft),
    )


@dataclass(slots=True)
class _Draft:
    """What has been read so far: the pieces, and the lines of the piece that is open."""

    pieces: list[Piece] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    furniture: int = 0
    title: str = ""
    speaker: str | None = None
    start: float | None = None
    lines: list[str] = field(default_factory=list)

    def open(self, speaker: str | None, start: float | None, text: str) -> None:
        self.close()
        self.speaker, self.start, self.lines = speaker, start, [text]

    def close(self) -> None:
        text = " ".join(" ".join(self.lines).split())
        if text:
            self.pieces.append(Piece(self.speaker, Cue(text, self.start)))
        self.lines = []
        # What follows a heading or a break goes on with the same speaker and no time of its own.
        self.speaker, self.start = None, None


def _counted(draft: _Draft) -> tuple[str, ...]:
    return (f"{draft.furniture} lines of page furniture",) if draft.furniture else ()


def _speakers(lines: list[str], habit: Habit, known: frozenset[str]) -> frozenset[str]:
    labels = Counter(
        match["name"].strip()
        for line in lines
        if (match := habit.pattern.match(line)) and "name" in habit.pattern.groupindex
    )
    if habit.strong:
        return frozenset(label for label in labels if plausible(label))
    return accepted(labels, known, sum(bool(line.strip()) for line in lines))


def _best(lines: list[str], known: frozenset[str]) -> Habit | None:
    scored = [(_score(lines, habit, known), -rank) for rank, habit in enumerate(HABITS)]
    score, rank = max(scored)
    return HABITS[-rank] if score >= 2 else None


def _score(lines: list[str], habit: Habit, known: frozenset[str]) -> int:
    matches = [match for line in lines if (match := habit.pattern.match(line))]
    if "name" not in habit.pattern.groupindex:
        return len(matches) if len(matches) * 4 > sum(map(bool, lines)) else 0
    speakers = _speakers(lines, habit, known)
    return sum(match["name"].strip() in speakers for match in matches)


def _labelled(lines: list[str], habit: Habit, speakers: frozenset[str]) -> _Draft:
    draft = _Draft()
    for line in lines:
        if _passed_over(line, draft):
            continue
        match = habit.pattern.match(line)
        name = match["name"].strip() if match and "name" in match.re.groupindex else None
        if match and (name is None or name in speakers):
            draft.open(name, _time(match), match["text"])
        elif match and habit.strong and name and _PSEUDO.match(name):
            draft.open(None, None, match["text"])
        elif habit.more and (match := habit.more.match(line)):
            draft.open(None, _time(match), match["text"])
        else:
            draft.lines.append(line)
    draft.close()
    return draft


def _line(line: str) -> str:
    return _ESCAPED.sub(r"\1", _LINK.sub(r"\1", _TAGS.sub("", clean(html.unescape(line)))))


def _without_title(draft: _Draft) -> _Draft:
    """A short first line before anybody speaks is the title; more than that is speech."""
    first = draft.pieces[0] if draft.pieces else None
    if first is None or first.speaker is not None or draft.title:
        return draft
    if len(first.cue.text) < 120 and not first.cue.text.endswith((".", "!", "?")):
        draft.title = first.cue.text
        return _drop(draft, 1)
    return draft


def _without_description(draft: _Draft) -> _Draft:
    """After front matter, what stands before the first speaker describes the talk."""
    named = next((i for i, piece in enumerate(draft.pieces) if piece.speaker is not None), 0)
    words = sum(len(piece.cue.text.split()) for piece in draft.pieces[:named])
    draft = _drop(draft, named)
    if words:
        draft.dropped.append(f"{words} words of description before the first speaker")
    return draft


def _drop(draft: _Draft, pieces: int) -> _Draft:
    draft.pieces = draft.pieces[pieces:]
    draft.headings = [replace(h, turn=h.turn - pieces) for h in draft.headings if h.turn >= pieces]
    return draft


def _unlabelled(lines: list[str]) -> _Draft:
    """Paragraphs at blank lines; captions, one line a piece, are joined to longer ones later."""
    draft = _Draft()
    kept = [line for line in lines if line.strip()]
    short = sum(len(line) < _CAPTIONED for line in kept)
    captions = len(kept) >= _FEW_LINES and short > 0.8 * len(kept)
    for line in lines:
        if _passed_over(line, draft):
            continue
        if captions or not line.strip():
            draft.close()
        if line.strip():
            draft.lines.append(re.sub(r"^\s*(?:[-*>]|\d+\.)\s+", "", line))
    draft.close()
    draft.pieces = [
        Piece(piece.speaker, cue) for piece in draft.pieces for cue in paragraphs(piece.cue)
    ]
    if not captions:
        draft.pieces = [replace(piece, speaker="") for piece in draft.pieces]
    return draft


def _passed_over(line: str, draft: _Draft) -> bool:
    """Whether a line is no speech: furniture, which is counted, or a heading, which is kept."""
    furniture = any(p.match(line) for p in (_FURNITURE, _CREDIT, _TEMPLATE_TAG, _ADDRESS_LINE))
    draft.furniture += furniture
    return furniture or _heading(line, draft)


def _heading(line: str, draft: _Draft) -> bool:
    match = _MARKDOWN_HEADING.match(line) or _CLOCK_HEADING.match(line)
    if not match:
        return False
    text = _ANCHOR.sub("", match[1]).strip(" *_")
    draft.close()
    if line.lstrip().startswith("# ") and not draft.pieces and not draft.title:
        draft.title = text
    elif text:
        draft.headings.append(Heading(len(draft.pieces), text))
    return True


def _time(match: re.Match[str]) -> float | None:
    groups: Iterable[str] = ("time", "bare")
    found = next((match[g] for g in groups if g in match.re.groupindex and match[g]), None)
    return seconds(found) if found else None


FORMATS.add("text", Format(detect, parse))
