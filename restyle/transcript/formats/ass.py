"""SubStation Alpha (`.ass`, `.ssa`): the dialogue lines of its events."""

import re

from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats._fields import kept, lost, piece
from restyle.transcript.times import seconds

_SECTION = re.compile(r"\[(?:script info|events|v4\+? styles)\]", re.IGNORECASE)
_DRAWING = re.compile(r"\{[^{}]{0,2000}\\p[1-9][^{}]{0,2000}\}[^{}]{0,20000}")
_TAGS = re.compile(r"\{[^{}]{0,2000}\}")
_BREAK = re.compile(r"\\[Nn]")
_COLUMNS = "layer start end style name marginl marginr marginv effect text".split()


def detect(raw: Raw) -> float:
    """Score how sure this is SubStation Alpha: it begins with one of its sections.

    Nothing else begins with its script's information, which may stand there without a line.
    """
    section = _SECTION.match(raw.text.lstrip()[:60])
    alone = section and section[0].casefold() == "[script info]"
    return 1.0 if alone or (section and "\nDialogue:" in raw.text) else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece a dialogue line, in order of time, with the name that it bears."""
    columns, title = _COLUMNS, ""
    found: list[Piece | None] = []
    events = comments = 0
    for line in raw.text.split("\n"):
        kind, _, rest = line.partition(":")
        if line.startswith("["):
            events = int(line.strip().casefold() == "[events]")
        elif kind == "Title" and not title:
            title = rest.strip()
        elif events and kind == "Format":
            columns = [column.strip().casefold() for column in rest.split(",")]
        elif events and kind == "Comment":
            comments += 1
        elif kind == "Dialogue":
            found.append(_dialogue(rest.split(",", len(columns) - 1), columns))
    pieces = kept(found)
    ordered = sorted(pieces, key=lambda one: one.cue.start or 0.0)
    dropped = (f"{comments} comments",) if comments else ()
    return Reading(
        tuple(ordered), title, warnings=lost(len(found), len(pieces), "lines"), dropped=dropped
    )


def _dialogue(cells: list[str], columns: list[str]) -> Piece | None:
    row = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
    who = row.get("name") or row.get("actor") or None
    said = _BREAK.sub("\n", _TAGS.sub("", _DRAWING.sub("", row.get("text", "")))).replace(
        r"\h", " "
    )
    return piece(who, said, _time(row.get("start", "")), _time(row.get("end", "")))


def _time(text: str) -> float | None:
    try:
        return seconds(text)
    except ValueError:
        return None


FORMATS.add("ass", Format(detect, parse))
