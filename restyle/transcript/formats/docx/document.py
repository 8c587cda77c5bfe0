"""Speech in Word documents: paragraphs as Teams writes them, or the rows of tables.

The paragraphs are taken from the document's XML: python-docx's own lists leave out what stands
in content controls and text boxes and what tracked changes have put in.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from docx import Document
from docx.document import Document as DocumentObject
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from restyle.errors import TranscriptError
from restyle.transcript.formats import Piece, Raw, Reading, subtitles
from restyle.transcript.formats import text as plain_text
from restyle.transcript.formats._columns import Columns, columns_of, pieces_of
from restyle.transcript.formats._fields import lost
from restyle.transcript.formats.docx.words import Paragraph, Table, blocks, counts

# What opening a damaged archive of damaged XML may raise.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, OpcError, SyntaxError, KeyError, ValueError, IndexError),
    *(AttributeError, EOFError, NotImplementedError, RuntimeError, OSError),
)
_MOST_BYTES = 100 * 2**20  # unpacked; a bomb of 400 KB unpacks to 400 MB


def parse(raw: Raw) -> Reading:
    """Return the pieces of a document; raises TranscriptError for one that cannot be opened."""
    body = _opened(raw).element.body
    found = list(blocks(body))
    notes = _notes(body)
    tables = [block for block in found if isinstance(block, Table)]
    if columns := _columns(tables):
        return _of_tables(found, columns, notes)
    lines = list(_lines(found))
    captions = Raw(raw.name, raw.data, "\n".join(lines), raw.known)
    if subtitles.detect_srt(captions):
        reading = subtitles.parse(captions)
        return replace(reading, warnings=(*notes, *reading.warnings))
    reading = plain_text.parse(Raw(raw.name, raw.data, "\n\n".join(lines), raw.known))
    named = next((i for i, p in enumerate(reading.pieces) if p.speaker), 0)
    before = reading.pieces[:named]
    # Before the first speaker stand a title, a date and a length, and nobody says them.
    title = reading.title or next((line for line in lines if line.strip()), "")
    words = sum(len(piece.cue.text.split()) for piece in before)
    dropped = (f"{words} words before the first speaker",) if words else ()
    return Reading(
        reading.pieces[named:],
        title if named else reading.title,
        reading.metadata,
        warnings=(*notes, *reading.warnings),
        dropped=(*reading.dropped, *dropped),
        labelled=True,
    )


def _opened(raw: Raw) -> DocumentObject:
    try:
        with zipfile.ZipFile(io.BytesIO(raw.data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > _MOST_BYTES:
            raise TranscriptError(f"{raw.name}: unpacks to {size >> 20} MB; not opened")
        return Document(io.BytesIO(raw.data))
    except _BROKEN as error:
        raise TranscriptError(f"{raw.name}: is no whole Word document ({error})") from error


def _of_tables(
    found: Sequence[Paragraph | Table], columns: Mapping[Table, Columns], notes: tuple[str, ...]
) -> Reading:
    """The rows of every table of speech; paragraphs and other tables beside them are counted."""
    pieces: list[Piece] = []
    beside = rows = 0
    for block in found:
        if isinstance(block, Table) and block in columns:
            pieces += pieces_of(block.rows, columns[block])
            rows += len(block.rows) - columns[block].header
        else:
            beside += len(_text(block).split())
    dropped = (f"{beside} words beside the table of speech",) if beside else ()
    warnings = (*notes, *lost(rows, len(pieces), "rows"))
    return Reading(tuple(pieces), warnings=warnings, dropped=dropped)


def _columns(tables: Sequence[Table]) -> dict[Table, Columns]:
    """The tables of speech with their columns; short ones may be one table together.

    Beside a table that names its columns, one without names is something else.
    """
    each = {table: found for table in tables if (found := columns_of(table.rows))}
    shared = None if each else columns_of([row for table in tables for row in table.rows])
    if shared:
        return dict.fromkeys(tables, shared)
    named = {table: found for table, found in each.items() if found.header}
    return named or each


def _lines(found: Sequence[Paragraph | Table]) -> Iterator[str]:
    """The text of each paragraph; a table's rows, its cells as one line each.

    Of empty paragraphs in a row there is one.
    """
    blank = False
    for block in found:
        if isinstance(block, Paragraph):
            empty = not block.text.strip()
            if not (empty and blank):
                yield block.text
            blank = empty
        else:
            for row in block.rows:
                yield " ".join(cell.strip() for cell in row if cell.strip())


def _text(block: Paragraph | Table) -> str:
    return block.text if isinstance(block, Paragraph) else " ".join(map(" ".join, block.rows))


def _notes(body: object) -> tuple[str, ...]:
    """What tracked changes have put in and taken out, as a warning."""
    inserted, deleted = counts(body, qn("w:ins")), counts(body, qn("w:del"))
    if not inserted and not deleted:
        return ()
    taken = f"{inserted} insertions are taken as said, {deleted} deletions are left out"
    return (f"tracked changes: {taken}",)
