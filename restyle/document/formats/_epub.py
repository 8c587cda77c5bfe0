"""EPUB 3.3: the container, the package and the chapters (W3C Recommendation, 2023)."""

import hashlib
import re
import uuid
from collections.abc import Sequence
from functools import partial

from markdown_it import MarkdownIt
from markupsafe import Markup

from restyle.document.citations import CitationStyle
from restyle.document.document import Document, parts_of
from restyle.document.formats._zip import for_xml, packed
from restyle.document.formats.html import language_of
from restyle.document.formats.markdown import credit
from restyle.document.labels import label
from restyle.pages import part
from restyle.text.languages import is_right_to_left
from restyle.text.markdown.plain import plain
from restyle.transcript.addresses import publishable

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True}).enable("table")
_UNKNOWN = "und"  # the code of a language that nobody knows (ISO 639-2)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LONG_AGO = "2000-01-01"  # the package must say a time, and the same talk gives the same bytes


def render(document: Document, citing: CitationStyle) -> bytes:
    """Return the document as an EPUB file."""
    del citing  # they stand in the text
    language = for_xml(language_of(document)) or _UNKNOWN
    parts = enumerate(parts_of(document), 1)
    chapters = [_chapter(number, heading, blocks) for number, (heading, blocks) in parts]
    known = document.metadata
    day = known.date if _DAY.fullmatch(known.date) else ""
    values = {
        "title": for_xml(plain(document.title)),
        "heading": _inline(document.title),
        "subtitle": _inline(document.subtitle),
        "summary": _inline(document.summary),
        "description": for_xml(plain(document.summary)),
        "authors": [for_xml(name) for name in known.speakers or document.transcript.speakers],
        "language": language,
        "direction": "rtl" if is_right_to_left(language) else "ltr",
        "date": day,
        "modified": f"{day or _LONG_AGO}T00:00:00Z",
        "identifier": _identifier(document),
        "source": for_xml(publishable(known.url)),
        "credit": _inline(credit(document)),
        "chapters": chapters,
        "say": partial(label, language=language),
    }
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": part("epub/container.xml", values),
        "EPUB/package.opf": part("epub/package.opf", values),
        "EPUB/nav.xhtml": part("epub/nav.xhtml", values),
        "EPUB/book.css": part("epub/book.css", values),
        "EPUB/title.xhtml": part("epub/title.xhtml", values),
    }
    for one in chapters:
        files[f"EPUB/{one['id']}.xhtml"] = part("epub/chapter.xhtml", {**values, "chapter": one})
    return packed(files, first_as_it_is=True)


def _chapter(number: int, heading: str, blocks: Sequence[str]) -> dict[str, object]:
    return {
        "id": f"c{number:03}",
        "title": for_xml(plain(heading)),
        "heading": _inline(heading),
        "text": Markup("").join(map(_block, blocks)),
    }


def _block(text: str) -> Markup:
    return Markup(for_xml(_MARKDOWN.render(text)))  # noqa: S704 - the parser escapes


def _inline(text: str) -> Markup:
    return Markup(for_xml(_MARKDOWN.renderInline(text)))  # noqa: S704 - the parser escapes


def _identifier(document: Document) -> str:
    """A name for the book that a book of the same words has, and no other."""
    digest = hashlib.sha256(for_xml(f"{document.title}\n{_text(document)}").encode()).hexdigest()
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}"


def _text(document: Document) -> str:
    return "\n".join(section.text for section in document.sections)
