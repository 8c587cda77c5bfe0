"""Citations: each paragraph with the times or the turns that it comes from.

A link goes to the place in the recording, in the way in which its site writes one; any other
address gets the temporal part of W3C Media Fragments (`#t=754`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from urllib.parse import urlsplit

from restyle.document.document import Document, Paragraph, Section
from restyle.errors import OutputError
from restyle.transcript.transcript import Boundary, Span, Transcript

_FIRST_WORDS = 9
_MOST_PLACES = 3  # of one paragraph
_APART = 20.0  # seconds; a place nearer to the one before it is the same to a listener
_LINK = re.compile(
    r"(?<!\s)\s*+(?:\[\d{1,4}:\d\d(?::\d\d)?\](?:\([^\s()]{1,600}+\))?\s*+)++$|\[\^\d{1,9}\]$"
)
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
        if self.media_url and not re.match(r"https?://[^\s/]", self.media_url):
            raise OutputError(
                f"--media-url {self.media_url}: expected an address, such as https://…"
            )
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
    return "" if _NOTE.match(block) else _LINK.sub("", block)


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
        label = f"[{_clock(seconds)}]"
        yield f"{label}({media_link(citing.media_url, seconds)})" if citing.media_url else label


def _note(span: Span, transcript: Transcript, citing: CitationStyle) -> str:
    turn = transcript.turns[span.turn]
    words = transcript.said(span).split()
    dots = "…" if len(words) > _FIRST_WORDS else ""
    said = _SPECIAL.sub(r"\\\1", " ".join(words[:_FIRST_WORDS]) + dots)
    seconds = _time(span, transcript)
    place = f"turn {span.turn + 1}" if seconds is None else _clock(seconds)
    if seconds is not None and citing.media_url:
        place = f"[{place}]({media_link(citing.media_url, seconds)})"
    who = _SPECIAL.sub(r"\\\1", turn.speaker)
    return f"{who}, {place}: “{said}”" if who else f"{place}: “{said}”"


def media_link(url: str, seconds: float) -> str:
    """Return the address of a moment in a recording, in the site's own way of writing times."""
    whole = int(seconds)
    url = url.partition("#")[0]
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    join = "&" if parts.query else "?"
    if host in ("youtube.com", "youtu.be", "music.youtube.com", "open.spotify.com", "twitch.tv"):
        suffix = (
            f"{whole // 3600}h{whole // 60 % 60}m{whole % 60}s" if host == "twitch.tv" else whole
        )
        return f"{url}{join}t={suffix}"
    if host == "podcasts.apple.com":
        return f"{url}{join}t={whole}"
    if host == "vimeo.com":
        return f"{url}#t={whole}s"
    if host == "soundcloud.com":
        return f"{url}#t={_clock(seconds)}"
    if host == "overcast.fm":
        return f"{url.rstrip('/')}/{_clock(seconds)}"
    return f"{url}#t={whole}"


def _time(span: Span, transcript: Transcript) -> float | None:
    return transcript.time(Boundary(span.turn, span.start))


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
