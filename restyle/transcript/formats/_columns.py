"""Tables of speech, whatever file they stand in: which column holds the words, who, and when.

The first row may name the columns; where it does not, they are known by what they hold.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from restyle.transcript.formats import Piece
from restyle.transcript.formats._fields import kept, piece
from restyle.transcript.speaker_labels import possible
from restyle.transcript.spellings import key, tidy
from restyle.transcript.times import CLOCK, seconds

Row = Sequence[str]
_TEXT = frozenset(
    "text words transcript transcription content sentence body utterance said dialogue line what "
    "speech".split()
)
_WHO = frozenset("speaker name who speaker_name participant speaker_label".split())
_START = frozenset("start timestamp time timecode start_time begin from starttime in_point".split())
_END = frozenset("end end_time to stop endtime out_point".split())
_CLOCK = re.compile(rf"(?:\d{{4}}-\d\d-\d\d[T ])?[\[(]?({CLOCK})[\])]?")
_RANGE = re.compile(rf"{CLOCK}(?: ?(?:-|–|→|-->) ?{CLOCK})?")
_MOSTLY = 0.8
_EVEN = 0.6  # of the rows, that have as many cells as most
_FEW = 3  # rows from which columns are known by what they hold


@dataclass(frozen=True, slots=True)
class Columns:
    """Where words, speaker, start and end stand in a row; -1 where the table has none."""

    words: int
    who: int = -1
    start: int = -1
    end: int = -1
    header: bool = True


def columns_of(rows: Sequence[Row]) -> Columns | None:
    """Return the columns of a table of speech; None for any other table."""
    if not rows:
        return None
    return _named(rows[0]) or _held([row for row in rows if any(map(str.strip, row))])


def pieces_of(
    rows: Sequence[Row], columns: Columns, time: Callable[[str], float | None] | None = None
) -> tuple[Piece, ...]:
    """Return a piece for each row that holds words; `time` reads a time, as a clock unless given.

    Where most rows name a speaker, one that does not is somebody unknown.
    """
    spoken = rows[1:] if columns.header else rows
    names = [tidy(_cell(row, columns.who)) for row in spoken]
    mostly = sum(map(bool, names)) > len(names) / 2
    read = time or clock
    return kept(
        piece(
            name or ("" if mostly and before else None),
            _cell(row, columns.words),
            read(_cell(row, columns.start)),
            read(_cell(row, columns.end)),
        )
        for row, (before, name) in zip(spoken, pairwise([" ", *names]), strict=True)
    )


def clock(cell: str) -> float | None:
    """Return the seconds of the time that a cell begins with; None without one."""
    match = _CLOCK.match(cell)
    return seconds(match[1]) if match else None


def _cell(row: Row, place: int) -> str:
    return row[place].strip() if 0 <= place < len(row) else ""


def _named(header: Row) -> Columns | None:
    """The columns that a first row names: a text and another one."""
    names = ["_".join(re.findall(r"\w+", cell.casefold())) for cell in header]
    places = {
        "words": _first(names, _TEXT),
        "who": _first(names, _WHO, "speaker"),
        "start": _first(names, _START, "start", "time"),
        "end": _first(names, _END),
    }
    beside = max(places["who"], places["start"], places["end"])
    if places["words"] < 0 or beside < 0:
        return None
    return Columns(places["words"], places["who"], places["start"], places["end"])


def _first(names: Sequence[str], known: frozenset[str], *beginnings: str) -> int:
    exact = next((n for n, name in enumerate(names) if name in known), -1)
    if exact >= 0 or not beginnings:
        return exact
    return next(
        (n for n, name in enumerate(names) if name.startswith(beginnings) and name[-1] != "s"), -1
    )


def _held(rows: Sequence[Row]) -> Columns | None:
    """The columns by what they hold: names that come again, times, and longer words."""
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    even = [row for row in rows if len(row) == width]
    if width < 2 or len(rows) < _FEW or len(even) < _EVEN * len(rows):
        return None
    columns = [[_cell(row, place) for row in even] for place in range(width)]
    times = [place for place, cells in enumerate(columns) if _mostly(_is_time, cells)]
    who = next((p for p, cells in enumerate(columns) if p not in times and _are_names(cells)), -1)
    others = [place for place in range(width) if place not in times and place != who]
    if who < 0 or not others:
        return None
    words = max(others, key=lambda place: sum(map(len, columns[place])))
    start, end = (*times, -1, -1)[:2]
    return Columns(words, who, start, end, header=False)


def _mostly(test: Callable[[str], bool], cells: Sequence[str]) -> bool:
    return sum(map(test, cells)) >= _MOSTLY * len(cells)


def _is_time(cell: str) -> bool:
    return bool(_CLOCK.fullmatch(cell) or _RANGE.fullmatch(cell))


def _are_names(cells: Sequence[str]) -> bool:
    """Whether cells hold speakers: all may be names, and most come again."""
    names = [key(tidy(cell)) for cell in cells if cell]
    counts = Counter(names)
    returning = sum(count for count in counts.values() if count > 1)
    return (
        len(counts) > 1
        and len(names) >= _MOSTLY * len(cells)
        and all(possible(tidy(cell)) for cell in cells if cell)
        and returning > len(names) / 2
    )


def markdown_rows(lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a Markdown table: lines such as `| Ada | words |`, without its rule."""
    for line in lines:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and not all(re.fullmatch(r":?-{2,80}:?", c) for c in cells):
            yield tuple(cells)
