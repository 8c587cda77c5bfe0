"""What the other pages of a site tell of an episode, found in its document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from restyle.archive.entry import Entry
from restyle.document.backlinks import Place, places
from restyle.document.document import Document
from restyle.text.markdown.sentences import plain
from restyle.text.placeholders import nameless
from restyle.text.sentences import split
from restyle.transcript.addresses import publishable

_LONGEST = 300  # letters of a sentence that is shown elsewhere
_SECONDS_A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or term of a glossary, what it is, and what the document first says of it where."""

    name: str
    note: str
    anchor: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """A section or a list of takeaways: its anchor, its heading, and what its topic comes to."""

    anchor: str
    heading: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class TakeawayFacts:
    """A takeaway, as plain words, and the anchor of the section that it rests on."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class EpisodeFacts:
    """An episode in one voice. `date` is `2024-03-01` or empty, `minutes` 0 where none is known."""

    title: str
    voice: str
    style: str
    language: str
    date: str = ""
    link: str = ""
    summary: str = ""
    words: int = 0
    minutes: int = 0
    speakers: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    sections: tuple[SectionFacts, ...] = ()
    takeaways: tuple[TakeawayFacts, ...] = ()
    mentions: tuple[Mention, ...] = ()


def facts_of(document: Document, entry: Entry, language: str) -> EpisodeFacts:
    """Return what is told elsewhere of a document, which the ledger knows as an entry."""
    talk, known = document.transcript, document.metadata
    speakers = dict.fromkeys([*known.speakers, *talk.speakers, *entry.guests])
    topics = document.outline.topics
    return EpisodeFacts(
        title=entry.title or plain(document.title),
        voice=entry.voice,
        style=document.style,
        language=language,
        date=entry.date or known.date,
        link=publishable(known.url),
        summary=plain(document.summary),
        words=document.words,
        minutes=round((talk.duration or 0.0) / _SECONDS_A_MINUTE),
        speakers=tuple(name for name in speakers if not nameless(name)),
        guests=entry.guests,
        sections=tuple(
            SectionFacts(
                f"s{number}",
                plain(section.heading),
                plain(topics[number - 1].summary) if len(topics) == len(document.sections) else "",
            )
            for number, section in enumerate(document.sections, 1)
        ),
        takeaways=tuple(
            TakeawayFacts(plain(one.text), f"s{one.sections[0] + 1}" if one.sections else "")
            for one in document.takeaways
        ),
        mentions=tuple(_mentions(document)),
    )


def _mentions(document: Document) -> Iterator[Mention]:
    texts = [(place, plain(paragraph.text)) for place, paragraph in places(document)]
    for term in document.outline.glossary:
        pattern = re.compile(rf"(?<!\w){re.escape(term.name)}(?!\w)", re.IGNORECASE)
        found = _first(pattern, texts)
        if found:
            place, sentence = found
            yield Mention(term.name, term.meaning, f"p{place.section}-{place.paragraph}", sentence)


def _first(
    pattern: re.Pattern[str], texts: Sequence[tuple[Place, str]]
) -> tuple[Place, str] | None:
    """The place and the sentence, shortened, that first hold what is looked for."""
    for place, text in texts:
        if pattern.search(text):
            sentence = next((one for one in split(text) if pattern.search(one)), text)
            whole = " ".join(sentence.split())
            return place, whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1]}…"
    return None
