"""A text that restyle did not write, read so that it can be held against a talk."""

import re
from dataclasses import dataclass
from pathlib import Path

from restyle.document.document import Document
from restyle.errors import OutputError
from restyle.text.markdown.sentences import plain
from restyle.transcript.encoding import clean, decode

_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(.*?)[ \t#]*")
_FRONT = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_KNOWN = (".md", ".markdown", ".txt", ".text", "")
_LARGEST = 4_000_000  # bytes
_WORD = re.compile(r"\w")
_HEADING_WORDS = 14
_LONG_LINE = 100  # letters: a text with such lines marks paragraphs by the ends of lines


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under a heading: its paragraphs, in Markdown. The first may have no heading."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A text about a talk: its title, empty where it has none, and its parts in order."""

    name: str
    title: str
    parts: tuple[Part, ...]


def read_article(path: str | Path) -> Article:
    """Return the text in a Markdown or plain text file.

    Raises OutputError for another kind of file, one that cannot be read, and one without words.
    """
    path = Path(path)
    if path.suffix.lower() not in _KNOWN:
        raise OutputError(f"{path}: an article is read from .md or .txt; save it as one of them")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OutputError(f"{path}: cannot be read: {error.strerror}") from error
    if len(data) > _LARGEST:
        raise OutputError(f"{path}: is larger than an article, {len(data) >> 20} MB")
    text, _ = decode(data, str(path))
    parts = _parts(_FRONT.sub("", clean(text), count=1))
    if not any(part.paragraphs for part in parts):
        raise OutputError(f"{path}: holds no words")
    title = parts[0].heading if parts[0].heading and not parts[0].paragraphs else ""
    named = tuple(part for part in parts if part.paragraphs)
    return Article(path.name, title, named)


def article_of(document: Document) -> Article:
    """Return a document as a text of parts: its sections, and its takeaways under their headings.

    What restyle itself says in it, such as its foot, is no part of it.
    """
    sections = [
        Part(plain(one.heading), tuple(paragraph.text for paragraph in one.paragraphs))
        for one in document.sections
    ]
    closing = [
        Part(heading, tuple(one.text for one in group)) for heading, group in document.closing
    ]
    title = plain(document.title)
    return Article(title, title, (*sections, *closing))


def _parts(text: str) -> list[Part]:
    parts: list[tuple[str, list[str]]] = [("", [])]
    blocks = _blocks(text)
    for number, block in enumerate(blocks):
        following = blocks[number + 1] if number + 1 < len(blocks) else ""
        heading = _HEADING.fullmatch(block)
        if heading or (_is_short(block) and (number == 0 or len(following) > len(block))):
            parts.append((heading[2] if heading else block, []))
        else:
            parts[-1][1].append(block)
    found = [Part(heading, tuple(paragraphs)) for heading, paragraphs in parts]
    return [part for part in found if part.heading or part.paragraphs]


def _is_short(block: str) -> bool:
    """Whether a line of plain text may be a heading: few words, no end, no item of a list."""
    ends = block[-1] in ".?!:;,…" or block[:1] in "-*>•"
    return "\n" not in block and len(block.split()) <= _HEADING_WORDS and not ends


def _blocks(text: str) -> list[str]:
    """The paragraphs: parted by blank lines, or by ends of lines where the lines are long."""
    lines = [line for line in text.split("\n") if line.strip()]
    long = sum(len(line) > _LONG_LINE for line in lines)
    cut = re.compile(r"\n+" if long >= len(lines) / 4 else r"\n[ \t]*\n\s*")
    marked = re.sub(r"^([ ]{0,3}#{1,6}[ \t].*)$", r"\n\n\1\n\n", text, flags=re.MULTILINE)
    return [block.strip() for block in cut.split(marked) if _WORD.search(block)]
