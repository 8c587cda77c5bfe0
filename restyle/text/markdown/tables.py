"""Tables in Markdown that were shown, and come back, as one line."""

import re

from restyle.text.markdown.prose import inline

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[ \t:|-]+")
_LEAST = 2  # lines of a table: its head, and the rule below


def relined(line: str, old: str) -> str:
    """Return a table that stands in one line in rows again, with the columns of the old one.

    Empty where it is no such table, or the old one is none.
    """
    before = [row for row in old.splitlines() if row.strip()]
    if len(before) < _LEAST or not _RULE.fullmatch(before[1]):
        return ""
    columns = len(_cells(before[0]))
    cells = _cells(" ".join(line.split()))
    width = columns + 1  # a row, and the gap between its last bar and the next row's first
    rows = [cells[at : at + columns] for at in range(0, len(cells), width)]
    gaps = cells[columns::width]
    if any(gaps) or len(rows) < _LEAST or any(len(row) != columns for row in rows):
        return ""
    if not all(_RULE.fullmatch(cell) for cell in rows[1]):
        return ""
    shown = ("| " + " | ".join(inline(cell) if cell else "" for cell in row) + " |" for row in rows)
    return "\n".join(row if n != 1 else before[1] for n, row in enumerate(shown))


def _cells(line: str) -> list[str]:
    """What stands between the bars of a line."""
    cells = [cell.strip() for cell in _BAR.split(line.strip())]
    first = 1 if cells and not cells[0] else 0
    last = len(cells) - 1 if len(cells) > 1 and not cells[-1] else len(cells)
    return cells[first:last]
