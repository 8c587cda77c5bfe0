"""Feeds as they are really served: in any encoding, and not always well-formed.

A strict parser reads what is sound, and tells the fault of what is not; then bare ampersands,
entities of HTML and control characters are mended; and what still is no XML is read by a parser
that goes on after a fault, as every player does.
"""

import html
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from lxml import etree

from restyle.transcript.encoding import clean, decode
from restyle.transcript.formats._markup import xml_fault, xml_root

_DECLARED = re.compile(rb"""\A\s{0,80}+<\?xml[^>]{0,200}?encoding=["']([\w.:-]{1,40})["']""")
_DECLARATION = re.compile(r"<\?xml[^>]{0,400}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,400}(?:\[[^\]]{0,4000}\])?\s{0,9}>")
_ENTITY = re.compile(r"&(#?\w{1,31};)?")
_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_ROOT = re.compile(r"<(?:rss|rdf:RDF)\b", re.IGNORECASE)
_PREFIX = re.compile(r"</?(\w{1,20}):\w|\s(\w{1,20}):\w{1,40}=")
_DECLARES = re.compile(r"xmlns:(\w{1,20})=")
_NAMESPACES = {"podcast": "https://podcastindex.org/namespace/1.0"}
_BEGINNING = re.compile(r"<\?xml|<rss\b|<rdf:RDF\b", re.IGNORECASE)
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


@dataclass(frozen=True, slots=True)
class Recovered:
    """The root of a feed, None where there is none, and what is wrong with it."""

    root: Element | None
    fault: str = ""


def feed_text(data: bytes, name: str) -> str:
    """Return a feed's text, in the encoding that it declares, else in the one that it is in."""
    declared = None if data.startswith(_MARKS) else _DECLARED.match(data)
    if declared:
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeError):
            pass  # a name that nobody knows, or a wrong one; the bytes say more
    return decode(data, name, "")[0]


def recovered(text: str) -> Recovered:
    """Return the root of a feed, mended where it is not well-formed."""
    begin = _BEGINNING.search(text)
    text = text[begin.start() :] if begin else text
    root = xml_root(text)
    if root is not None:
        return Recovered(root)
    fault = xml_fault(text)
    mended = _mended(text)
    root = xml_root(mended)
    return Recovered(root if root is not None else _as_far_as_it_goes(mended), fault)


def _mended(text: str) -> str:
    """The text without entities that XML does not know, control characters and declarations."""
    plain = clean(_DOCTYPE.sub("", _DECLARATION.sub("", text))).strip()
    return _with_prefixes(_ENTITY.sub(_known, plain))


def _with_prefixes(text: str) -> str:
    """The text with the namespaces declared that its prefixes need."""
    used = {prefix for pair in _PREFIX.findall(text) for prefix in pair if prefix}
    missing = sorted(used - set(_DECLARES.findall(text)) - {"xml", "xmlns"})
    places = (f' xmlns:{prefix}="{_NAMESPACES.get(prefix, prefix)}"' for prefix in missing)
    return _ROOT.sub(lambda root: root[0] + "".join(places), text, count=1)


def _known(match: re.Match[str]) -> str:
    name = match[1]
    if name is None:
        return "&amp;"
    if name in _XML or name.startswith("#"):
        return match[0]
    letter = html.unescape(match[0])
    return f"&amp;{name}" if letter == match[0] else html.escape(letter)


def _as_far_as_it_goes(text: str) -> Element | None:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return xml_root(etree.tostring(root, encoding="unicode")) if root is not None else None
