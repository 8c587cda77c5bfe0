"""Podcast feeds: RSS 2.0 with the transcripts of the podcast namespace (podcastindex.org).

All transcripts that an item offers are seen, the likely richest first: JSON, which may name
speakers, before WebVTT, which may, before SRT, HTML and text.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from restyle.errors import TranscriptError
from restyle.media.feed_recovery import feed_text, recovered
from restyle.transcript.addresses import in_ascii, is_url
from restyle.transcript.formats._markup import local

_BEGINS = re.compile(
    r"\A[\s\ufeff]*+(?:<!--(?:[^-]|-(?!->))*+-->\s*+|<\?(?:[^?]|\?(?!>))*+\?>\s*+"
    r"|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\])?\s*+>\s*+)*+<(?:rss|feed|rdf:RDF)\b",
    re.IGNORECASE,
)
_TYPES = (
    ("json", ("json",)),
    ("vtt", ("vtt",)),
    ("srt", ("srt", "subrip")),
    ("html", ("html", "htm")),
    ("text", ("plain", "txt", "text")),
)
_HEAD = 16_000
_ROOT = re.compile(r"<(?:rss|rdf:RDF)\b", re.IGNORECASE)
_PROLOGUE = "<?xml"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_NAMESPACE = "podcast"
_HOST, _GUEST = "host", "guest"


@dataclass(frozen=True, slots=True)
class Offer:
    """A transcript that an item offers: where it lies, in which format, in which language."""

    url: str
    format: str
    language: str


@dataclass(frozen=True, slots=True)
class Item:
    """An episode as its feed tells it; `date` as `2024-03-01`, empty where the feed has none.

    `media` is the address of the recording.
    """

    guid: str
    title: str
    date: str
    link: str
    hosts: tuple[str, ...]
    guests: tuple[str, ...]
    offers: tuple[Offer, ...]
    media: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, its items in its own order, the address of its next page, and notes."""

    title: str
    items: tuple[Item, ...]
    next_page: str = ""
    notes: tuple[str, ...] = ()


def is_feed(text: str) -> bool:
    """Return whether a text begins as a podcast's feed does, after what a server may put first."""
    head = text[:_HEAD]
    return bool(_BEGINS.match(head) or (_PROLOGUE in head and _ROOT.search(head)))


def parse_feed(data: bytes, url: str) -> Feed:
    """Return the feed in the bytes that lie at `url`; raises TranscriptError where it is none.

    A feed that is not well-formed is read as far as it goes, which is said in its notes.
    """
    found = recovered(feed_text(data, url))
    root = found.root
    if root is not None and _name(root) == "feed":
        raise TranscriptError(f"{url}: is an Atom feed; transcripts come with podcasts' RSS feeds")
    channel = None if root is None else next((e for e in root if _name(e) == "channel"), None)
    if root is None or channel is None:
        reason = found.fault or "it has no channel"
        raise TranscriptError(f"{url}: is no feed that can be read: {reason}")
    base = channel.get(_BASE) or root.get(_BASE) or ""
    place = urljoin(url, base) if base else url
    language = _text(channel, "language")
    elements = [e for e in (*channel, *root) if _name(e) == "item"]
    items = tuple(_item(e, place, language) for e in elements)
    if found.fault and not items:
        raise TranscriptError(f"{url}: is no feed that can be read: {found.fault}")
    notes = (f"{url}: is not well-formed ({found.fault}); what can be read of it was taken",)
    return Feed(
        _text(channel, "title"), items, _next_page(channel, place), notes if found.fault else ()
    )


def _name(element: Element) -> str:
    """The name of an element, without its namespace or a prefix that stands for none."""
    return local(str(element.tag)).rpartition(":")[2].casefold()


def _item(element: Element, url: str, language: str) -> Item:
    link = _text(element, "link")
    offers = tuple(_offers(element, url))
    enclosure = next((e.get("url", "") for e in element if _name(e) == "enclosure"), "")
    title = _text(element, "title")
    return Item(
        guid=_text(element, "guid") or link or enclosure or title,
        title=title,
        date=_date(_text(element, "pubDate")),
        link=_joined(url, link) if link else "",
        hosts=tuple(_people(element, _HOST)),
        guests=tuple(_people(element, _GUEST)),
        offers=_fitting(offers, language),
        media=_joined(url, enclosure) if enclosure else "",
    )


def _offers(element: Element, url: str) -> Iterator[Offer]:
    for one in element:
        address = (one.get("url") or "").strip()
        if _name(one) == "transcript" and _NAMESPACE in str(one.tag) and address:
            kind = _format(one.get("type", ""), address)
            if whole := _joined(url, address):
                yield Offer(whole, kind, one.get("language", "").strip())


def _joined(url: str, address: str) -> str:
    """The address as a whole; empty for what is none of the web, such as a local file."""
    try:
        whole = in_ascii(urljoin(url, address))
        return whole if is_url(whole) and urlsplit(whole).hostname else ""
    except ValueError:
        return ""


def _format(mime: str, address: str) -> str:
    """A short name for a format, from its declared type or, failing that, its address."""
    ending = PurePosixPath(address.partition("?")[0].partition("#")[0]).suffix.lstrip(".")
    for declared in (mime.casefold(), ending.casefold()):
        for name, words in _TYPES:
            if declared and any(word in declared for word in words):
                return name
    return ""


def _fitting(offers: Sequence[Offer], language: str) -> tuple[Offer, ...]:
    """The transcripts in the show's language, or all if there is none, by their format."""
    own = [one for one in offers if not _is_foreign(one, language)]
    return tuple(sorted(own or offers, key=lambda one: _rank(one.format)))


def _is_foreign(offer: Offer, language: str) -> bool:
    told = offer.language and language
    return bool(told and offer.language.casefold()[:2] != language.strip().casefold()[:2])


def _rank(format: str) -> int:
    names = [name for name, _ in _TYPES]
    return names.index(format) if format in names else len(names)


def _people(element: Element, role: str) -> Iterator[str]:
    """The names in `podcast:person`, whose role is `host` unless it says otherwise."""
    for one in element:
        person = _name(one) == "person" and _NAMESPACE in str(one.tag) and one.text
        if person and (one.get("role") or _HOST).strip().casefold() == role:
            yield " ".join((one.text or "").split())


def _next_page(channel: Element, url: str) -> str:
    """The address in `<atom:link rel="next">` of a paged feed (RFC 5005)."""
    for one in channel:
        if _name(one) == "link" and one.get("rel") == "next" and one.get("href"):
            return _joined(url, one.get("href", ""))
    return ""


def _text(element: Element, tag: str) -> str:
    """The words of a child; what is escaped twice, as many feeds have it, is plain."""
    full = str(element.tag)
    own = full[: -len(local(full))] + tag  # in a feed with a namespace for all
    found = next((e for e in element if str(e.tag) in (tag, own)), None)
    words = " ".join((found.text or "").split()) if found is not None else ""
    return html.unescape(words) if tag == "title" else words


def _date(text: str) -> str:
    """The day of a date as RFC 5322 writes it, in UTC; ISO 8601 is met as well."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            when = read(text)
            return (when.astimezone(UTC) if when.tzinfo else when).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return ""
