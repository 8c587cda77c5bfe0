"""Speech in Word documents: paragraphs as Teams writes them, or the rows of a table."""

import io
import re
import zipfile
from collections.abc import Iterator

from docx import Document
from docx.document import Document as DocumentObject
from docx.table import Table
from docx.text.paragraph import Paragraph

from restyle.errors import TranscriptError
from restyle.ingest import Piece, Raw, Reading
from restyle.ingest import text as plain_text
from restyle.ingest.fields import kept, piece
from restyle.ingest.times import CLOCK, seconds

_MOST_BYTES = 100 * 2**20  # unpacked; a bomb of 400 KB unpacks to 400 MB
_SPEECH = frozenset({"transcription", "transcript", "text", "content", "words"})
_CLOCK = re.compile(CLOCK)


def parse(raw: Raw) -> Reading:
    """Return the pieces of a document; raises TranscriptError for one that cannot be opened."""
    document = _opened(raw)
    blocks = list(document.iter_inner_content())
    table = next((t for t in blocks if isinstance(t, Table) and _columns(t)), None)
    if table is not None:
        return Reading(tuple(_rows(table)))
    paragraphs = [block.text for block in blocks if isinstance(block, Paragraph)]
    reading = plain_text.parse(Raw(raw.name, raw.data, "\n\n".join(paragraphs)))
    named = next((i for i, p in enumerate(reading.pieces) if p.speaker), 0)
    title = reading.title or next((p for p in paragraphs if p.strip()), "")
    # Before the first speaker stand a title, a date and a length, and nobody says them.
    return Reading(reading.pieces[named:], title if named else reading.title, reading.metadata)


def _opened(raw: Raw) -> DocumentObject:
    try:
        with zipfile.ZipFile(io.BytesIO(raw.data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > _MOST_BYTES:
            raise TranscriptError(f"{raw.name}: unpacks to {size >> 20} MB; not opened")
        return Document(io.BytesIO(raw.data))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise TranscriptError(f"{raw.name}: is no whole Word document ({error})") from error


def _columns(table: Table) -> dict[str, int]:
    """Where speaker, start and words stand, if the first row names them."""
    header = [cell.text.strip().casefold() for cell in table.rows[0].cells] if table.rows else []
    words = next((i for i, name in enumerate(header) if name in _SPEECH), None)
    who = next((i for i, name in enumerate(header) if name.startswith("speaker")), None)
    start = next((i for i, name in enumerate(header) if name.startswith(("start", "time"))), None)
    if words is None or who is None:
        return {}
    return {"words": words, "who": who} | ({"start": start} if start is not None else {})


def _rows(table: Table) -> Iterator[Piece]:
    columns = _columns(table)
    found = []
    for row in table.rows[1:]:
        cells = [cell.text for cell in row.cells]
        at = _CLOCK.search(cells[columns["start"]]) if "start" in columns else None
        time = seconds(at[0]) if at else None
        found.append(piece(cells[columns["who"]].strip() or None, cells[columns["words"]], time))
    yield from kept(found)
