"""Transcripts in HTML: cite and time, headings that name the speaker, or any page's text.

Scripts, styles, navigation and footers are page furniture and never speech.
"""

import importlib.util
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from restyle.domain import Cue
from restyle.ingest import Piece, Raw, Reading
from restyle.ingest import text as plain_text
from restyle.ingest.labels import tidy
from restyle.ingest.times import CLOCK, seconds
from restyle.registry import deferred

_FURNITURE = "script,style,noscript,template,nav,footer,aside,form,button,svg,iframe,select,header"
_BLOCK_TAGS = "p div li br tr td th h1 h2 h3 h4 h5 h6 section article blockquote cite time dt dd"
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_CLOCK = re.compile(rf"\(?\[?({CLOCK})\]?\)?")


def parse(raw: Raw) -> Reading:
    """Return the pieces of a page, by the first layout that fits it."""
    page = LexborHTMLParser(raw.text)
    title = _words(page.css_first("title")) or _words(page.css_first("h1"))
    for node in page.css(_FURNITURE):
        node.decompose()
    if page.css_first("cite") and page.css_first("p"):
        return Reading(_sequence(page, {"cite"}), title)
    speakers = page.css(".speaker")
    if len(speakers) > 1:
        return Reading(_sequence(page, {str(node.tag) for node in speakers}, "speaker"), title)
    if len(page.css("time")) > 1:
        return Reading(_sequence(page, set()), title)
    return _any_page(raw, page, title)


def _sequence(page: LexborHTMLParser, labels: set[str], marked: str = "") -> tuple[Piece, ...]:
    """Labels, times and paragraphs in the order of the page."""
    pieces: list[Piece] = []
    who: str | None = None
    start: float | None = None
    seen = False
    for node in page.css("cite,time,p,h2,h3,h4,h5,span,b,strong,dt"):
        said = _words(node)
        if node.tag in labels and (not marked or marked in (node.attributes.get("class") or "")):
            own = " ".join((node.text(deep=False) or "").split())
            who, seen = tidy(own or said) or who, True
        elif (node.tag == "time" or _CLOCK.fullmatch(said)) and (clock := _CLOCK.fullmatch(said)):
            start = seconds(clock[1])
        elif node.tag == "p" and said and (seen or not labels):
            pieces.append(Piece(who, Cue(said, start)))
            who, start = None, None
    return tuple(pieces)


def _any_page(raw: Raw, page: LexborHTMLParser, title: str) -> Reading:
    """The text of the page, read by the habits of text; an extractor finds it if installed."""
    lines = _lines(page)
    text = "\n".join(lines)
    reading = plain_text.parse(Raw(raw.name, raw.data, text))
    named = any(piece.speaker for piece in reading.pieces)
    if not named and importlib.util.find_spec("trafilatura"):
        article = deferred("trafilatura", "extract")(raw.text)
        if article:
            reading = plain_text.parse(Raw(raw.name, raw.data, str(article)))
    return Reading(reading.pieces, title or reading.title, headings=reading.headings)


def _lines(page: LexborHTMLParser) -> list[str]:
    """The text of the page, a line for each block; a paragraph's end is a blank line."""
    lines = [""]
    root = page.body or page.root
    for node in root.traverse(include_text=True) if root else ():
        if node.tag == "-text":
            lines[-1] += node.text_content or ""
        elif node.tag in _BLOCKS:
            lines += ["", ""]
    return [" ".join(line.split()) for line in lines]


def _words(node: LexborNode | None) -> str:
    return " ".join(node.text(separator=" ").split()) if node else ""
