"""Transcripts in HTML: cite and time, headings that name the speaker, or any page's text.

Scripts, styles, navigation and footers are page furniture and never speech. Whatever of a page
is not taken is counted.
"""

import importlib.util
import re
from collections import Counter
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from restyle.errors import NoTranscriptError
from restyle.plugins import deferred
from restyle.transcript.formats import Piece, Raw, Reading
from restyle.transcript.formats import text as plain_text
from restyle.transcript.formats._columns import columns_of, pieces_of
from restyle.transcript.speaker_labels import possible
from restyle.transcript.spellings import tidy
from restyle.transcript.times import CLOCK, seconds
from restyle.transcript.transcript import Cue

_HIDDEN = "script,style,noscript,template,svg,iframe"
_FURNITURE = "nav,footer,aside,button,select"
_BLOCK_TAGS = "p div li br tr td th h1 h2 h3 h4 h5 h6 section article blockquote cite time dt dd"
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_CLOCK = re.compile(rf"\(?\[?({CLOCK})\]?\)?")
_MOSTLY = 0.6  # of the headings of a rank, that name speakers who come again
_WATCH_PAGE = re.compile(r"ytInitialPlayerResponse|ytInitialData")


def parse(raw: Raw) -> Reading:
    """Return the pieces of a page, by the first layout that fits it.

    Raises NoTranscriptError for a page on which a video is watched.
    """
    page = LexborHTMLParser(raw.text)
    if _WATCH_PAGE.search(raw.text):
        way_out = "save its transcript or its subtitles"
        raise NoTranscriptError(f"{raw.name}: this is a page to watch a video on; {way_out}")
    title = _words(page.css_first("title")) or _words(page.css_first("h1"))
    for node in page.css(_HIDDEN):
        node.decompose()
    furniture = 0
    for node in page.css(_FURNITURE):
        furniture += len(_words(node).split())
        node.decompose()
    reading = _laid_out(page, title) or _any_page(raw, page, title)
    gone = (f"{furniture} words of page furniture",) if furniture else ()
    return Reading(
        reading.pieces,
        reading.title,
        reading.metadata,
        reading.headings,
        reading.warnings,
        (*reading.dropped, *gone),
        labelled=True,
    )


def _laid_out(page: LexborHTMLParser, title: str) -> Reading | None:
    """The pieces of a page whose elements say who speaks and when; None for another page."""
    if table := _table(page, title):
        return table
    speakers = page.css(".speaker")
    headings = _naming_headings(page)
    if _cited(page):
        labels, marked = {"cite"}, ""
    elif len(speakers) > 1:
        labels, marked = {str(node.tag) for node in speakers}, "speaker"
    elif len(page.css("dt")) > 1 and page.css_first("dd"):
        labels, marked = {"dt"}, ""
    elif headings or len(page.css("time")) > 1:
        labels, marked = {headings} - {""}, ""
    else:
        return None
    return _sequence(page, title, labels, marked)


def _cited(page: LexborHTMLParser) -> bool:
    """Whether `cite` names speakers; within what is said it names works."""
    cites = page.css("cite")
    several = len(cites) > 1 or bool(cites and page.css("time"))
    return several and 2 * sum(map(_begins, cites)) > len(cites)


def _naming_headings(page: LexborHTMLParser) -> str:
    """The tag of headings that name speakers: most of them come again; empty without such."""
    for tag in ("h2", "h3", "h4", "h5", "h6"):
        labels = Counter(tidy(_words(node)) for node in page.css(tag))
        again = sum(count for label, count in labels.items() if count > 1 and possible(label))
        if len(labels) > 1 and again > _MOSTLY * sum(labels.values()):
            return tag
    return ""


def _table(page: LexborHTMLParser, title: str) -> Reading | None:
    """The rows of a page's tables of speech; what stands beside them is counted."""
    pieces: list[Piece] = []
    beside = len(_words(page.body).split())
    for table in page.css("table"):
        rows = [[_words(cell) for cell in row.css("th,td")] for row in table.css("tr")]
        if columns := columns_of(rows):
            pieces += pieces_of(rows, columns)
            beside -= len(_words(table).split())
    dropped = (f"{beside} words beside the table of speech",) if beside > 0 else ()
    return Reading(tuple(pieces), title, dropped=dropped) if pieces else None


def _begins(cite: LexborNode) -> bool:
    """Whether an element stands outside of paragraphs, or begins its own."""
    paragraph = _paragraph_of(cite)
    return paragraph is None or _words(paragraph).startswith(_words(cite))


@dataclass(slots=True)
class _Read:
    """What has been read of a page: its pieces, and who speaks next, and when."""

    pieces: list[Piece] = field(default_factory=list)
    who: str | None = None
    start: float | None = None
    named: bool = False
    taken: int = 0  # words, of labels and times too

    def say(self, words: str) -> None:
        if words:
            self.pieces.append(Piece(self.who, Cue(words, self.start)))
            self.who, self.start = None, None

    def name(self, label: str) -> None:
        self.who, self.named = tidy(label.strip().rstrip(":：")) or self.who, True


def _sequence(page: LexborHTMLParser, title: str, labels: set[str], marked: str = "") -> Reading:
    """Labels, times and paragraphs in the order of the page."""
    read = _Read()
    for node in page.css(
        "cite,time,p,h2,h3,h4,h5,h6,span,b,strong,dt,dd" + ",div" * ("div" in labels)
    ):
        if node.tag == "div" and any(n.tag in ("div", "p") for n in node.traverse() if n != node):
            continue
        within = _paragraph_of(node)
        if within is not None and within != node:
            continue  # its paragraph has taken it
        said = _words(node)
        if node.tag in labels and _is_marked(node, marked):
            read.taken += len(said.split())
            # A time may stand within the element that names the speaker.
            read.name(" ".join((node.text(deep=False) or "").split()) or said)
        elif node.tag == "time" or _CLOCK.fullmatch(said):
            clock = _CLOCK.fullmatch(said)
            read.start = seconds(clock[1]) if clock else read.start
            read.taken += len(said.split()) if clock else 0
        elif node.tag in ("p", "dd", "div") and said:
            before = read.who
            words = _labelled(node, read, labels, marked)
            if read.named or not labels:
                read.taken += len(said.split())
                read.say(words)
            else:
                read.who = before
    body = page.body or page.root
    rest = (len(_words(body).split()) if body else 0) - read.taken
    dropped = (f"{rest} words beside the paragraphs of speech",) if rest > 0 else ()
    return Reading(tuple(read.pieces), title, dropped=dropped)


def _labelled(node: LexborNode, read: _Read, labels: set[str], marked: str) -> str:
    """The words of a paragraph without the label that it begins with, which is noted."""
    said = _words(node)
    first = next((n for n in node.traverse() if n.tag in labels and _is_marked(n, marked)), None)
    if first is None:
        return said
    label = _words(first)
    if not label or not said.startswith(label):
        return said
    read.name(label)
    return said[len(label) :].lstrip(" :：")


def _is_marked(node: LexborNode, marked: str) -> bool:
    return not marked or marked in (node.attributes.get("class") or "")


def _paragraph_of(node: LexborNode) -> LexborNode | None:
    """The paragraph that an element stands in; None outside of one."""
    parent: LexborNode | None = node
    while parent is not None and parent.tag not in ("p", "dd", "body"):
        parent = parent.parent
    return parent if parent is not None and parent.tag != "body" else None


def _any_page(raw: Raw, page: LexborHTMLParser, title: str) -> Reading:
    """The text of the page, read by the habits of text; an extractor finds it if installed."""
    text = "\n".join(_lines(page))
    reading = plain_text.parse(Raw(raw.name, raw.data, text, raw.known))
    named = any(piece.speaker for piece in reading.pieces)
    if not named and importlib.util.find_spec("trafilatura"):
        article = deferred("trafilatura", "extract")(raw.text)
        if article:
            reading = plain_text.parse(Raw(raw.name, raw.data, str(article), raw.known))
    return Reading(
        reading.pieces,
        title or reading.title,
        headings=reading.headings,
        warnings=reading.warnings,
        dropped=reading.dropped,
    )


def _lines(page: LexborHTMLParser) -> list[str]:
    """The text of the page, a line for each block; a paragraph's end is a blank line."""
    lines = [""]
    root = page.body or page.root
    for node in root.traverse(include_text=True) if root else ():
        if node.tag == "-text":
            first, *others = _lines_of_text(node)
            lines[-1] += first
            lines += others
        elif node.tag in _BLOCKS:
            lines += ["", ""]
    return [" ".join(line.split()) for line in lines]


def _lines_of_text(node: LexborNode) -> list[str]:
    """The lines of a text; but for preformatted text, a line's end is a blank."""
    said = node.text_content or ""
    parent = node.parent
    return said.split("\n") if parent is not None and parent.tag == "pre" else [said]


def _words(node: LexborNode | None) -> str:
    return " ".join(node.text(separator=" ").split()) if node else ""
