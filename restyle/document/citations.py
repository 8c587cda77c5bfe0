"""Citations: each paragraph with the times or the turns that it comes from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from restyle.document.document import Document, Paragraph, Section
from restyle.document.media import clock, media_link, refuse_media
from restyle.errors import OutputError
from restyle.transcript.transcript import Boundary, Span, Transcript

_FIRST_WORDS = 9
_MOST_PLACES = 3  # of one paragraph
_APART = 20.0  # seconds; a place nearer to the one before it is the same to a listener
_LINK = re.compile(
    r"(?<!\s)\s*+\[(?:\d{1,4}:\d\d(?::\d\d)?\](?:\([^\s()]{1,600}+\))?|\^\d{1,9}\])\s*+$"
)
_LONGEST = 640  # letters of a link
_NOTE = re.compile(r"^\[\^\d+\]: ")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """How the paragraphs of a document say where they come from; not at all by default."""

    timestamps: bool = False
    footnotes: bool = False
    media_url: str = ""

    @property
    def wanted(self) -> bool:
        """Whether anything of this is asked for."""
        return self.timestamps or self.footnotes or bool(self.media_url)

    def refuse(self, transcript: Transcript, format: str) -> None:
        """Raise OutputError for times of a talk that has none, and notes outside Markdown."""
        refuse_media(self.media_url)
        if self.timestamps and self.footnotes:
            raise OutputError(
                "--timestamps and --footnotes name the sources twice; give one of them"
            )
        if self.footnotes and format != "markdown":
            raise OutputError(f"footnotes go with markdown, not with {format}")
        if self.wanted and not self.footnotes and transcript.duration is None:
            raise OutputError(
                f"{transcript.source.name}: has no times, so paragraphs cannot carry them; "
                "--footnotes names the turns"
            )


def cited(document: Document, citing: CitationStyle) -> Document:
    """Return the document with the sources of its paragraphs in their text."""
    if not citing.wanted:
        return document
    numbers = count(1)
    sections = tuple(
        _cited(section, document.transcript, citing, numbers) for section in document.sections
    )
    return replace(document, sections=sections)


def uncited(block: str) -> str:
    """Return a block of Markdown without what `cited` adds; empty for a note."""
    if _NOTE.match(block):
        return ""
    while last := _LINK.search(block, max(0, len(block) - _LONGEST)):
        block = block[: last.start()]
    return block


def _cited(
    section: Section, transcript: Transcript, citing: CitationStyle, numbers: "count[int]"
) -> Section:
    paragraphs: list[Paragraph] = []
    notes: list[Paragraph] = []
    for paragraph in section.paragraphs:
        if not paragraph.spans:
            paragraphs.append(paragraph)
        elif citing.footnotes:
            number = next(numbers)
            paragraphs.append(replace(paragraph, text=f"{paragraph.text}[^{number}]"))
            note = "; ".join(
                _note(span, transcript, citing) for span in paragraph.spans[:_MOST_PLACES]
            )
            notes.append(Paragraph(f"[^{number}]: {note}", paragraph.spans))
        else:
            links = " ".join(_links(paragraph.spans, transcript, citing))
            paragraphs.append(replace(paragraph, text=f"{paragraph.text} {links}".rstrip()))
    return replace(section, paragraphs=(*paragraphs, *notes))


def _links(spans: tuple[Span, ...], transcript: Transcript, citing: CitationStyle) -> Iterator[str]:
    """`[12:34]` for each place, as a link where an address is known."""
    known = sorted(t for span in spans if (t := _time(span, transcript)) is not None)
    shown: list[float] = []
    for seconds in known:
        if not shown or seconds - shown[-1] >= _APART:
            shown.append(seconds)
    for seconds in shown[:_MOST_PLACES]:
        label = f"[{clock(seconds)}]"
        yield f"{label}({media_link(citing.media_url, seconds)})" if citing.media_url else label


def _note(span: Span, transcript: Transcript, citing: CitationStyle) -> str:
    turn = transcript.turns[span.turn]
    words = transcript.said(span).split()
    dots = "…" if len(words) > _FIRST_WORDS else ""
    said = _SPECIAL.sub(r"\\\1", " ".join(words[:_FIRST_WORDS]) + dots)
    seconds = _time(span, transcript)
    place = f"turn {span.turn + 1}" if seconds is None else clock(seconds)
    if seconds is not None and citing.media_url:
        place = f"[{place}]({media_link(citing.media_url, seconds)})"
    who = _SPECIAL.sub(r"\\\1", turn.speaker)
    return f"{who}, {place}: “{said}”" if who else f"{place}: “{said}”"


def _time(span: Span, transcript: Transcript) -> float | None:
    return transcript.time(Boundary(span.turn, span.start))
