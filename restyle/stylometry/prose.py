"""A text as stylometry reads it: its paragraphs without marks, cut into pieces of like length."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from restyle.text import sentences
from restyle.text.markdown.sentences import plain

PIECE = 300  # words; habits are means over pieces of about this length
_ITEM = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or an item of a list: its words as a reader reads them, and its sentences."""

    text: str
    sentences: tuple[str, ...]
    words: int
    is_item: bool = False


def blocks_of(markdown: str | Iterable[str]) -> tuple[Block, ...]:
    """Return the paragraphs and list items of a text, headings and marks left out.

    A text is one string, whose paragraphs are parted by blank lines, or its paragraphs.
    """
    paragraphs = _BLANK.split(markdown) if isinstance(markdown, str) else markdown
    return tuple(
        block
        for paragraph in paragraphs
        if not paragraph.lstrip().startswith("#")
        for block in _blocks(paragraph)
    )


def pieces_of(blocks: Sequence[Block], words: int = PIECE) -> list[tuple[Block, ...]]:
    """Return the blocks in stretches of about so many words; one too long is cut at sentences.

    What is left over at the end goes to the last piece unless it is half a piece or more.
    """
    pieces: list[list[Block]] = [[]]
    filled = 0
    for block in _short(blocks, words):
        if filled >= words:
            pieces.append([])
            filled = 0
        pieces[-1].append(block)
        filled += block.words
    if len(pieces) > 1 and 2 * filled < words:
        last = pieces.pop()
        pieces[-1].extend(last)
    return [tuple(piece) for piece in pieces if piece]


def _blocks(paragraph: str) -> Iterable[Block]:
    starts = [match.start() for match in _ITEM.finditer(paragraph)]
    edges = sorted({0, *starts, len(paragraph)})
    for begin, end in pairwise(edges):
        text = " ".join(plain(paragraph[begin:end]).split())
        if _WORD.search(text):
            yield _block(sentences.split(text), is_item=begin in starts)


def _block(found: Sequence[str], *, is_item: bool) -> Block:
    text = " ".join(found)
    return Block(text, tuple(found), len(text.split()), is_item)


def _short(blocks: Iterable[Block], most: int) -> Iterable[Block]:
    """The blocks; one of more words than a piece, as texts without paragraphs have, in parts."""
    for block in blocks:
        part: list[str] = []
        filled = 0
        for sentence in block.sentences:
            part.append(sentence)
            filled += len(sentence.split())
            if filled >= most:
                yield _block(part, is_item=block.is_item)
                part, filled = [], 0
        if part:
            yield _block(part, is_item=block.is_item)
