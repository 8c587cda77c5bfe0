"""HTML: one page that needs nothing else, and in which every paragraph shows what it rests on.

No word of a talk becomes markup or script.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from markdown_it import MarkdownIt
from markupsafe import Markup

from restyle.document.backlinks import Said, places, said_by, uses
from restyle.document.citations import CitationStyle
from restyle.document.document import Document, Finding, Section, Takeaway
from restyle.document.formats import RENDERERS, Renderer
from restyle.document.formats.markdown import credit
from restyle.document.labels import label
from restyle.document.media import clock, is_media, is_watched, link_form, player
from restyle.pages import page
from restyle.text.languages import code_of, is_right_to_left
from restyle.text.markdown.plain import plain
from restyle.transcript.addresses import is_private, publishable, without_password
from restyle.transcript.transcript import Transcript, Turn

_SAMPLE = 4000  # letters that tell a language
_MOST_SPEAKERS = 6
_ALIGNED = re.compile(r"(?<=<t[hd]) style=\"text-align:\w{1,9}\"")
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def render(document: Document, citing: CitationStyle) -> str:
    """Return the document as a complete page, with the talk that it was made from."""
    return page("document", page_values(document, citing.media_url))


def page_values(document: Document, media_url: str = "") -> dict[str, object]:
    """Return what the template of a document's page is given.

    The recording is that at `media_url`, or else the one that the source itself names.
    """
    spoken = _language(document.transcript)
    language = document.language or spoken
    sections = [_section(document, number) for number in range(1, len(document.sections) + 1)]
    first = len(sections) + 1
    closing = [
        _closing(document, number, heading, items)
        for number, (heading, items) in enumerate(document.closing, first)
    ]
    return {
        "title": plain(document.title),
        "language": language,
        "rtl": is_right_to_left(language),
        "say": partial(label, language=language),
        "heading": _inline(document.title),
        "subtitle": _inline(document.subtitle),
        "summary": _inline(document.summary),
        "about": _about(document.transcript),
        "parts": [*closing, *sections] if document.lead else [*sections, *closing],
        "talk": _talk(document, spoken if spoken != language else ""),
        "recording": _recording(document.transcript, media_url),
        "checked": _checked(document),
        "credit": _inline(credit(document)),
    }


def language_of(document: Document) -> str:
    """Return the code of the language that a document is in; empty where it is not known."""
    return document.language or _language(document.transcript)


def _section(document: Document, number: int) -> dict[str, object]:
    section = document.sections[number - 1]
    paragraphs = [
        {
            "id": f"p{number}-{position}",
            "text": _block(one.text),
            "said": _Sources(said_by(one, document.transcript)),
        }
        for position, one in enumerate(section.paragraphs, 1)
    ]
    return {
        "id": f"s{number}",
        "heading": _inline(section.heading),
        "title": plain(section.heading),
        "paragraphs": paragraphs,
    }


def _closing(
    document: Document, number: int, heading: str, items: Sequence[Takeaway]
) -> dict[str, object]:
    takeaways = [
        {
            "text": _inline(item.text),
            "sections": [
                {"number": index + 1, "heading": plain(document.sections[index].heading)}
                for index in item.sections
            ],
        }
        for item in items
    ]
    return {
        "id": f"s{number}",
        "heading": _inline(heading),
        "title": plain(heading),
        "takeaways": takeaways,
    }


class _Sources:
    """What a paragraph rests on, as the page carries it: `turn.start.end.seconds`, in order."""

    def __init__(self, said: Sequence[Said]) -> None:
        self._said = said
        self.turn = said[0].turn + 1 if said else 0
        self.time = clock(said[0].seconds) if said and said[0].seconds is not None else ""

    def __bool__(self) -> bool:
        return bool(self._said)

    def __str__(self) -> str:
        return " ".join(map(self._one, self._said))

    @staticmethod
    def _one(said: Said) -> str:
        numbers = [said.turn + 1, said.start, said.end]
        return ".".join(
            map(str, numbers if said.seconds is None else [*numbers, int(said.seconds)])
        )


def _about(transcript: Transcript) -> dict[str, object]:
    """Who speaks, when it was published, and the address of the talk's own page."""
    speakers = transcript.speakers
    named = ", ".join(speakers[:_MOST_SPEAKERS])
    url = publishable(transcript.metadata.url)
    return {
        "speakers": f"{named} …" if len(speakers) > _MOST_SPEAKERS else named,
        "date": transcript.metadata.date,
        "url": url if is_media(url) else "",
    }


def _talk(document: Document, language: str) -> dict[str, object]:
    """The turns; `language` is that of the talk, where it is not the document's own."""
    used = uses(document)
    return {
        "turns": [_turn(turn, used.get(turn.index, ())) for turn in document.transcript.turns],
        "language": language,
        "rtl": is_right_to_left(language),
    }


def _turn(turn: Turn, used: Sequence[object]) -> dict[str, object]:
    return {
        "number": turn.index + 1,
        "speaker": turn.speaker,
        "time": "" if turn.start is None else clock(turn.start),
        "seconds": "" if turn.start is None else int(turn.start),
        "text": turn.text,
        "is_talk": turn.kind.is_talk,
        "used": used,
    }


def _recording(transcript: Transcript, media_url: str) -> dict[str, str]:
    """How the page plays the recording; empty where there is none, or nothing has a time."""
    known = transcript.metadata
    watched = known.url if is_watched(known.url) else ""
    own = [one for one in (known.media, watched) if not is_private(one)]
    url = next((one for one in (media_url, *own) if is_media(one)), "")
    if not url or transcript.duration is None:
        return {}
    found = player(without_password(url))
    before, form = link_form(without_password(url))
    return {
        "kind": found.kind,
        "address": found.address,
        "allows": found.allows,
        "link": before,
        "form": form,
    }


def _checked(document: Document) -> dict[str, object]:
    """What the checks and the judge found: what was put right, and what was left."""
    sections = [(f"s{number}", one) for number, one in enumerate(document.sections, 1)]
    mended = [
        _found(found, home, plain(section.heading))
        for home, section in sections
        for found in section.mended
        if found.text and found.text != found.fix
    ]
    mended += [_found(found) for found in (document.judgement.mended if document.judgement else ())]
    left = [
        _found(found, _home(found, section, document) or home, plain(section.heading))
        for home, section in sections
        for found in section.findings
    ]
    return {"mended": mended, "left": left, "judged": document.judged}


def _home(found: Finding, section: Section, document: Document) -> str:
    """The paragraph of a section in which a finding's words stand; empty where none has them."""
    for place, paragraph in places(document):
        if document.sections[place.section - 1] is section and found.text in paragraph.text:
            return f"p{place.section}-{place.paragraph}"
    return ""


def _found(found: Finding, home: str = "", heading: str = "") -> dict[str, str]:
    return {
        "home": home,
        "heading": heading,
        "before": plain(found.text),
        "after": plain(found.fix),
        "message": found.message,
    }


def _language(transcript: Transcript) -> str:
    return code_of(" ".join(_words(transcript)))


def _words(transcript: Transcript) -> Iterator[str]:
    left = _SAMPLE
    for turn in transcript.turns:
        if left <= 0:
            return
        yield turn.text[:left]
        left -= len(turn.text)


def _block(text: str) -> Markup:
    shown = _ALIGNED.sub("", _MARKDOWN.render(text).rstrip())  # the policy allows no styles
    return Markup(shown)  # noqa: S704 - the parser escapes


def _inline(text: str) -> Markup:
    return Markup(_MARKDOWN.renderInline(text))  # noqa: S704 - the parser escapes


RENDERERS.add("html", Renderer((".html", ".htm"), render, cites=True))
