"""JSON and XML text to values, as untrusted files are read: no entity, no surprise, no crash."""

import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

_JSON_START = re.compile(r"\A\s*+(?:\{\s*+[\"}]|\[\s*+(?:[{\"\]]|\[\s*+[\[{\"\]\d]))")
_XML_START = re.compile(
    r"\A\s*+<(?:\?xml|!DOCTYPE|tt\b|rss\b|transcript\b|Trans\b|timedtext\b|[\w-]+:[\w-]+[\s>])"
)


def looks_like_json(text: str) -> bool:
    """Whether a text begins as JSON does; `[Speaker 1]: text` and `{Intro music}` do not."""
    return bool(_JSON_START.match(text))


def looks_like_xml(text: str) -> bool:
    """Whether a text begins as the XML formats of transcripts do."""
    return bool(_XML_START.match(text))


def json_value(text: str) -> object:
    """Return the value of a text that is JSON, or the list of values of JSON Lines; else None."""
    if not looks_like_json(text):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return _json_lines(text)


def json_fault(text: str) -> str:
    """Return what is wrong with a text that is no JSON, with the place."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return f"line {error.lineno}, column {error.colno}: {error.msg}"
    except RecursionError:
        return "it is nested too deeply"
    except ValueError:
        return "it holds a number that is too long"
    return "it is JSON"


def xml_root(text: str) -> Element | None:
    """Return the root of a text that is XML and defines no entities; else None."""
    if not looks_like_xml(text) or "<!ENTITY" in text:
        return None
    try:
        # Entities are refused above, and expat fetches no external DTD.
        return ET.fromstring(text.lstrip())  # noqa: S314
    except (ET.ParseError, ValueError):
        return None


def xml_fault(text: str) -> str:
    """Return why a text cannot be read as XML, with the place."""
    if "<!ENTITY" in text:
        return "it defines entities, which is not safe to read"
    try:
        ET.fromstring(text.lstrip())  # noqa: S314
    except (ET.ParseError, ValueError) as error:
        return str(error)
    return "it is XML"


def local(tag: str) -> str:
    """Return the name of a tag without its namespace."""
    return tag.rpartition("}")[2]


def words_of(element: Element) -> str:
    """Return all text within an element, with a blank wherever an element begins or ends."""
    return " ".join(" ".join(element.itertext()).split())


def own_text(element: Element, but: str) -> Iterator[str]:
    """Yield the text within an element, apart from what elements named `but` hold."""
    # A stack instead of recursion, as a file may nest deeper than Python calls.
    left: list[Element | str] = [element]
    while left:
        one = left.pop()
        if isinstance(one, str):
            yield one
            continue
        yield one.text or ""
        for child in reversed(one):
            left.append(child.tail or "")
            if local(child.tag) != but:
                left.append(child)


def _json_lines(text: str) -> object:
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not lines[0].startswith("{"):
        return None
    try:
        return [json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        return None
