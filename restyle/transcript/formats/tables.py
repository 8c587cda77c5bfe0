"""CSV and TSV: one row a piece, with the column names that people use, or none."""

import csv
import html
import io
import re
from collections.abc import Sequence
from itertools import islice

from restyle.errors import TranscriptError
from restyle.transcript.formats import FORMATS, Format, Raw, Reading
from restyle.transcript.formats._columns import Columns, Row, clock, columns_of, pieces_of
from restyle.transcript.formats._fields import lost
from restyle.transcript.formats._markup import looks_like_json
from restyle.transcript.times import seconds

_TIMECODE = re.compile(r"(\d{1,4}[:;]\d\d[:;]\d\d)[:;](\d\d)")
_FRAME_RATES = (24, 25, 30, 50, 60)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LONGEST_HEADER = 500
_MOST_LETTERS = 20 * 2**20  # 400 hours of talk
_MOST_ROWS = 200_000  # a row a word, that is a day
_SAMPLE = 30  # lines by which a table without a header is known
csv.field_size_limit(2**26)


def detect(raw: Raw) -> float:
    """Score how sure this is a table: its first row names columns, or its rows show them."""
    lines = raw.text.lstrip().split("\n", _SAMPLE)[:_SAMPLE]
    if len(lines[0]) > _LONGEST_HEADER or looks_like_json(raw.text):
        return 0.0
    found = columns_of(list(csv.reader(lines, delimiter=_delimiter(raw))))
    return 0.95 if found else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece a row; whole numbers as times are milliseconds, as Whisper writes them."""
    if len(raw.text) > _MOST_LETTERS:
        raise TranscriptError(f"{raw.name}: a table larger than {_MOST_LETTERS >> 20} MB; split it")
    delimiter = _delimiter(raw)
    found = csv.reader(io.StringIO(raw.text.lstrip()), delimiter=delimiter)
    spoken = (row for row in found if any(map(str.strip, row)))
    rows = [[html.unescape(cell) for cell in row] for row in islice(spoken, _MOST_ROWS + 1)]
    if len(rows) > _MOST_ROWS:
        raise TranscriptError(f"{raw.name}: more than {_MOST_ROWS:,} rows; split it")
    columns = columns_of(rows) or Columns(0, header=False)
    width = len(rows[0]) if columns.header else max(columns.words, columns.who, columns.start) + 1
    whole = [_whole(row, columns.words, width, delimiter) for row in rows]
    rate = _frame_rate(whole, columns)
    pieces = pieces_of(whole, columns, lambda cell: _time(cell, rate))
    return Reading(pieces, warnings=lost(len(rows) - columns.header, len(pieces), "rows"))


def _delimiter(raw: Raw) -> str:
    first = raw.text.lstrip().split("\n", 1)[0]
    return max("\t,;", key=first.count)


def _whole(row: Row, words: int, width: int, delimiter: str) -> Row:
    """A row whose words hold the delimiter without quotation marks, with its words in one cell."""
    more = len(row) - width
    if more <= 0:
        return row
    said = delimiter.join(row[words : words + more + 1])
    return [*row[:words], said, *row[words + more + 1 :]]


def _frame_rate(rows: Sequence[Row], columns: Columns) -> int:
    """The lowest usual number of frames a second that the timecodes of a table allow."""
    places = [place for place in (columns.start, columns.end) if place >= 0]
    cells = (row[place].strip() for row in rows for place in places if place < len(row))
    most = max((int(code[2]) for cell in cells if (code := _TIMECODE.fullmatch(cell))), default=0)
    return next((rate for rate in _FRAME_RATES if rate > most), 100)


def _time(value: str, rate: int) -> float | None:
    if code := _TIMECODE.fullmatch(value):
        return seconds(code[1].replace(";", ":")) + int(code[2]) / rate
    if _NUMBER.fullmatch(value):
        return float(value) / (1 if "." in value else 1000)
    return clock(value)


FORMATS.add("table", Format(detect, parse))
