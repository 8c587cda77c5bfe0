"""Samples of somebody's writing: files, folders and addresses, read as paragraphs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from restyle.document.article import read_article
from restyle.errors import RestyleError, StyleError
from restyle.stylometry.prose import Block, blocks_of
from restyle.transcript.addresses import is_url
from restyle.transcript.read import read

_TEXT = (".md", ".markdown", ".txt", ".text")
_PAGES = (".html", ".htm", ".docx")
_ENDS = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_HEADING_WORDS = 14


@dataclass(frozen=True, slots=True)
class Sample:
    """A text of the writer's: where it comes from, and its paragraphs without headings."""

    name: str
    blocks: tuple[Block, ...]

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(block.words for block in self.blocks)


def read_samples(sources: Iterable[str]) -> tuple[tuple[Sample, ...], tuple[str, ...]]:
    """Return the texts in files, folders and at http(s) addresses, and notes on what was passed by.

    Markdown, plain text, HTML and Word are read. Raises StyleError where a source that was named
    is none of these, and what reading it raises; in a folder such a file is passed by.
    """
    found: list[Sample] = []
    notes: list[str] = []
    for source in sources:
        if not is_url(source) and Path(source).is_dir():
            found += _folder(Path(source), notes)
        else:
            found.append(_sample(source))
    return tuple(one for one in found if one.words), tuple(notes)


def _folder(folder: Path, notes: list[str]) -> Iterator[Sample]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    known = [path for path in files if path.suffix.lower() in (*_TEXT, *_PAGES)]
    known = [path for path in known if not _is_hidden(path.relative_to(folder))]
    if not known:
        raise StyleError(f"{folder}: holds no text: .md, .txt, .html or .docx")
    for path in known:
        try:
            yield _sample(str(path))
        except RestyleError as error:
            notes.append(f"passed by: {error}")


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _sample(source: str) -> Sample:
    suffix = "" if is_url(source) else Path(source).suffix.lower()
    if is_url(source) or suffix in _PAGES:
        transcript = read(source, keep_ads=True)
        paragraphs = (turn.text for turn in transcript.turns if not _is_heading(turn.text))
        return Sample(transcript.source.name, blocks_of(paragraphs))
    if suffix not in _TEXT:
        raise StyleError(f"{source}: samples are read from .md, .txt, .html and .docx")
    article = read_article(source)
    return Sample(article.name, blocks_of(p for part in article.parts for p in part.paragraphs))


def _is_heading(text: str) -> bool:
    return len(text.split()) <= _HEADING_WORDS and not _ENDS.search(text.strip())
