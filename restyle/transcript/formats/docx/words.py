"""The words of a Word document (ECMA-376): paragraphs and tables, wherever they stand.

Insertions are part of the text, deletions and what was moved away are not. Of two forms of the
same text box the first is taken.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = {qn("w:del"), qn("w:moveFrom"), _FALLBACK}
_TEXT, _TAB, _BREAKS = qn("w:t"), qn("w:tab"), {qn("w:br"), qn("w:cr")}
_HYPHEN = qn("w:noBreakHyphen")
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_BOX, _MERGED = qn("w:txbxContent"), qn("w:vMerge")
_MOST_LETTERS = 60  # of a speaker's name


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text; a line break is one, a tab is a blank."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the text of each cell of each row."""

    rows: tuple[tuple[str, ...], ...]


def blocks(element: Any) -> Iterator[Paragraph | Table]:
    """Yield the paragraphs and tables within an element, in order; a text box after its anchor."""
    for child in element:
        if child.tag in _GONE:
            continue
        if child.tag == _PARAGRAPH:
            yield Paragraph("".join(_words(child)))
            for box in _boxes(child):
                yield from blocks(box)
        elif child.tag == _TABLE:
            yield Table(tuple(_rows(child)))
        elif len(child):
            yield from blocks(child)


def counts(element: Any, tag: str) -> int:
    """Return how many elements with that tag hold words."""
    return sum(
        any(inner.tag in (_TEXT, qn("w:delText")) for inner in found.iter())
        for found in element.iter(tag)
    )


def _words(element: Any) -> Iterator[str]:
    """The text within an element, apart from what is gone and from text boxes."""
    for child in element:
        if child.tag in _GONE or child.tag == _BOX:
            continue
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag == _TAB:
            yield " "
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag == _HYPHEN:
            yield "-"
        elif len(child):
            yield from _words(child)


def _boxes(element: Any) -> Iterator[Any]:
    """The text boxes within a paragraph, not those within them."""
    for child in element:
        if child.tag in _GONE:
            continue
        if child.tag == _BOX:
            yield child
        elif len(child):
            yield from _boxes(child)


def _inner(element: Any, tag: str) -> Iterator[Any]:
    """The nearest elements with a tag, through content controls and the like."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _GONE and len(child):
            yield from _inner(child, tag)


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    """The cells of each row; a short one that goes on from the row above is there once more."""
    above: tuple[str, ...] = ()
    for row in _inner(table, _ROW):
        cells = list(_inner(row, _CELL))
        texts = [_cell(cell) for cell in cells]
        for place, cell in enumerate(cells[: len(above)]):
            if _goes_on(cell) and len(above[place]) <= _MOST_LETTERS:
                texts[place] = texts[place] or above[place]
        above = tuple(texts)
        yield above


def _goes_on(cell: Any) -> bool:
    """Whether a cell is part of the one above it."""
    merged = next(iter(cell.iter(_MERGED)), None)
    return merged is not None and merged.get(qn("w:val")) in (None, "continue")


def _cell(cell: Any) -> str:
    return "\n".join(
        block.text if isinstance(block, Paragraph) else " ".join(map(" ".join, block.rows))
        for block in blocks(cell)
    )
