"""Tables of speech in Word documents: a row for each who speaks."""

import re
from collections.abc import Iterator

from restyle.ingest import Piece
from restyle.ingest.docx.words import Table
from restyle.ingest.fields import kept, piece
from restyle.ingest.times import CLOCK, seconds

_SPEECH = frozenset({"transcription", "transcript", "text", "content", "words"})
_CLOCK = re.compile(CLOCK)


def columns_of(table: Table) -> dict[str, int]:
    """Return where speaker, words and start stand, if the first row names the former two."""
    header = [cell.strip().casefold() for cell in table.rows[0]] if table.rows else []
    words = next((i for i, name in enumerate(header) if name in _SPEECH), None)
    who = next((i for i, name in enumerate(header) if name.startswith("speaker")), None)
    start = next((i for i, name in enumerate(header) if name.startswith(("start", "time"))), None)
    if words is None or who is None:
        return {}
    return {"words": words, "who": who} | ({"start": start} if start is not None else {})


def rows_of(table: Table) -> Iterator[Piece]:
    """Yield a piece for each row in which something is said."""
    columns = columns_of(table)
    yield from kept(_row(row, columns) for row in table.rows[1:])


def _row(row: tuple[str, ...], columns: dict[str, int]) -> Piece | None:
    cells = {name: row[place] if place < len(row) else "" for name, place in columns.items()}
    at = _CLOCK.search(cells.get("start", ""))
    time = seconds(at[0]) if at else None
    return piece(cells["who"].strip() or None, cells["words"], time)
