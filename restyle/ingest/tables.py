"""CSV and TSV: one row a piece, with the column names that people use."""

import csv
import html
import io
import re
from collections.abc import Iterator
from itertools import pairwise

from restyle.ingest import FORMATS, Format, Piece, Raw, Reading
from restyle.ingest.fields import kept, lost, piece
from restyle.ingest.labels import tidy
from restyle.ingest.times import CLOCK, seconds

_TEXT = frozenset("text words transcript content sentence body utterance said".split())
_WHO = frozenset("speaker name who speaker_name participant speaker_label".split())
_START = frozenset("start timestamp time start_time begin from starttime in_point".split())
_END = frozenset("end end_time to stop endtime out_point".split())
_TIMECODE = re.compile(r"(\d{1,4}[:;]\d\d[:;]\d\d)[:;](\d\d)")
_FRAME_RATES = (24, 25, 30, 50, 60)
_CLOCK = re.compile(rf"\[?({CLOCK})\]?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
csv.field_size_limit(2**26)


def detect(raw: Raw) -> float:
    """Score how sure this is a table: a first row that names a text and another column."""
    header = _header(raw)
    other = _WHO | _START | _END
    return 0.95 if _TEXT & set(header) and other & set(header) else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece a row; whole numbers as times are milliseconds, as Whisper writes them."""
    header = _header(raw)
    rows = list(csv.reader(io.StringIO(raw.text.lstrip()), delimiter=_delimiter(raw)))[1:]
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    cells = [dict(zip(header, row, strict=False)) for row in rows]
    rate = _frame_rate(cells)
    who = _speakers(cells)
    pieces = kept(_piece(row, name, rate) for row, name in zip(cells, who, strict=True))
    return Reading(pieces, warnings=lost(len(rows), pieces, "rows"))


def _delimiter(raw: Raw) -> str:
    first = raw.text.lstrip().split("\n", 1)[0]
    return max("\t,;", key=first.count)


def _header(raw: Raw) -> list[str]:
    first = raw.text.lstrip().split("\n", 1)[0]
    if len(first) > 500:
        return []
    cells = first.split(_delimiter(raw))
    return ["_".join(re.findall(r"\w+", cell.casefold())) for cell in cells]


def _speakers(rows: list[dict[str, str]]) -> Iterator[str | None]:
    """Who speaks in each row; where most rows say so, one that does not is somebody unknown."""
    names = [tidy(_cell(row, _WHO)) for row in rows]
    mostly = sum(map(bool, names)) > len(names) / 2
    for before, name in pairwise([" ", *names]):
        yield name or ("" if mostly and before else None)


def _frame_rate(rows: list[dict[str, str]]) -> int:
    """The lowest usual number of frames a second that the timecodes of a table allow."""
    cells = (cell for row in rows for cell in (_cell(row, _START), _cell(row, _END)))
    most = max((int(code[2]) for cell in cells if (code := _TIMECODE.fullmatch(cell))), default=0)
    return next((rate for rate in _FRAME_RATES if rate > most), 100)


def _piece(row: dict[str, str], who: str | None, rate: int) -> Piece | None:
    times = (_time(_cell(row, _START), rate), _time(_cell(row, _END), rate))
    return piece(who, html.unescape(_cell(row, _TEXT)), *times)


def _cell(row: dict[str, str], names: frozenset[str]) -> str:
    return next((value.strip() for name, value in row.items() if name in names), "")


def _time(value: str, rate: int) -> float | None:
    if code := _TIMECODE.fullmatch(value):
        return seconds(code[1].replace(";", ":")) + int(code[2]) / rate
    if clock := _CLOCK.match(value):
        return seconds(clock[1])
    if _NUMBER.fullmatch(value):
        return float(value) / (1 if "." in value else 1000)
    return None


FORMATS.add("table", Format(detect, parse))
