"""Show notes: what stands beside an episode, of what its document holds already.

They are the summary, the chapters with their times, who and what was named, links, a few lines
word for word, and a post for social networks. No model is asked for them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from restyle.document.citations import CitationStyle
from restyle.document.document import Document
from restyle.document.formats import RENDERERS, Renderer
from restyle.document.labels import label
from restyle.document.media import clock, is_media, is_watched, media_link
from restyle.errors import TranscriptError
from restyle.text import sentences
from restyle.text.markdown.plain import plain
from restyle.text.markdown.prose import escape
from restyle.text.placeholders import nameless
from restyle.topics.chapters import chapters
from restyle.topics.outline import Outline
from restyle.transcript.addresses import is_private, publishable
from restyle.transcript.transcript import Boundary

_QUOTES = 3
_LEAST_WORDS, _MOST_WORDS = 8, 60  # of a quotation
_VARIED = 0.6  # of a quotation's words, how many are different ones
_POST = 280  # characters of a post
_QUOTED = re.compile(r"[“\"]([^“”\"]{20,500})[”\"]")
_LINK = re.compile(
    r"\bhttps?://[^\s<>\"'()]{4,200}[\w/]"
    r"|\b(?:[\w-]{1,40}\.){1,3}(?:com|org|net|io|dev|ai|fm|edu|gov|app)\b(?:/[\w./-]{0,100}\w)?"
)


@dataclass(frozen=True, slots=True)
class _Quote:
    words: str
    speaker: str
    seconds: float | None


def render(document: Document, citing: CitationStyle) -> str:
    """Return the show notes of a document, as Markdown."""
    parts = [f"# {_title(document)}", document.summary or _first_takeaway(document)]
    for heading, lines in (
        ("Chapters", list(_chapters(document, citing.media_url))),
        ("People and terms", list(_named(document))),
        ("Links", list(_links(document))),
        ("In their words", [_shown(one) for one in quotes(document)]),
    ):
        if lines:
            parts += [f"## {label(heading, document.language)}", "\n".join(lines)]
    if text := post(document):
        parts += [f"## {label('A post', document.language)}", f"```text\n{text}\n```"]
    return "\n\n".join(filter(None, parts)) + "\n"


def chapter_outline(document: Document) -> Outline:
    """Return the outline with the headings that the document has, for chapters."""
    headings = {
        (section.segment.spans[0].turn, section.segment.spans[0].start): plain(section.heading)
        for section in document.sections
        if section.segment.spans
    }
    named = (
        replace(topic, name=headings.get((topic.begin.turn, topic.begin.start), topic.name))
        for topic in document.outline.topics
    )
    return replace(document.outline, topics=tuple(named))


def post(document: Document) -> str:
    """Return the summary's first sentences as far as a post has room, with the episode's page."""
    link = _page(document)
    room = _POST - (len(link) + 1 if link else 0)
    text = plain(document.summary) or plain(_first_takeaway(document))
    told = ""
    for sentence in sentences.split(text):
        longer = f"{told} {sentence}".strip()
        if len(longer) > room:
            break
        told = longer
    return f"{told} {link}".strip() if told else ""


def quotes(document: Document) -> list[_Quote]:
    """Return a few of the document's quotations that stand in the talk word for word."""
    found: dict[str, _Quote] = {}
    for section in document.sections:
        best = max(_exact(document, section.text), key=lambda one: len(one.words), default=None)
        if best:
            found.setdefault(best.words, best)
    longest = sorted(found.values(), key=lambda one: -len(one.words))[:_QUOTES]
    return [one for one in found.values() if one in longest]


def _exact(document: Document, text: str) -> Iterator[_Quote]:
    for match in _QUOTED.finditer(plain(" ".join(text.split()))):
        words = match[1].strip()
        said = words.casefold().split()
        if not _LEAST_WORDS <= len(said) <= _MOST_WORDS or len(set(said)) < _VARIED * len(said):
            continue
        for turn in document.transcript.turns:
            place = turn.text.find(words)
            if place >= 0:
                seconds = document.transcript.time(Boundary(turn.index, place))
                yield _Quote(words, turn.speaker, seconds)
                break


def _title(document: Document) -> str:
    return escape(document.outline.title or plain(document.title))


def _first_takeaway(document: Document) -> str:
    return document.takeaways[0].text if document.takeaways else ""


def _chapters(document: Document, media_url: str) -> Iterator[str]:
    """Each section with its time, as a link where the recording is known; or by its heading."""
    try:
        found = chapters(document.transcript, chapter_outline(document))
    except TranscriptError:  # not all of it has times
        yield from (f"- {escape(plain(one.heading))}" for one in document.sections)
        return
    media_url = media_url or next(filter(is_media, _recordings(document)), "")
    for one in found:
        time = clock(one.start)
        linked = f"[{time}]({media_link(media_url, one.start)})" if media_url else time
        yield f"- {linked} {escape(one.title)}"


def _named(document: Document) -> Iterator[str]:
    """Who speaks, and the names and terms that the document has, each with what it is."""
    text = plain(" ".join(" ".join(one.text.split()) for one in document.sections)).casefold()
    terms = document.outline.glossary
    notes = {plain(one.name): one.meaning for one in terms if one.name.casefold() in text}
    speakers = [name for name in document.transcript.speakers if not nameless(name)]
    for name in dict.fromkeys([*speakers, *notes]):
        note = notes.get(name, "")
        yield f"- **{escape(name)}**{f': {escape(note)}' if note else ''}"


def _links(document: Document) -> Iterator[str]:
    url = _page(document)
    said = (match[0] for turn in document.transcript.turns for match in _LINK.finditer(turn.text))
    for link in dict.fromkeys(filter(None, [url, *said])):
        yield f"- <{link}>" if is_media(link) else f"- {escape(link)}"


def _page(document: Document) -> str:
    """The address of the episode's own page; empty where the source names none."""
    url = publishable(document.metadata.url)
    return url if is_media(url) else ""


def _recordings(document: Document) -> tuple[str, ...]:
    """The addresses at which a moment of the recording can be linked to, the likeliest first."""
    page = _page(document)
    own = document.metadata.media
    return ("" if is_private(own) else own, page if is_watched(page) else "")


def _shown(quote: _Quote) -> str:
    time = "" if quote.seconds is None else clock(quote.seconds)
    who = ", ".join(filter(None, (escape(quote.speaker), time)))
    return f"> “{escape(quote.words)}”{f' ({who})' if who else ''}\n"


RENDERERS.add("show-notes", Renderer((".notes.md",), render, cites=True))
