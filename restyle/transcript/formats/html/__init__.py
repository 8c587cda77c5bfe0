"""HTML pages and fragments. The parser behind it is loaded when a page comes."""

import re

from restyle.plugins import deferred
from restyle.transcript.formats import FORMATS, Format, Raw
from restyle.transcript.formats._markup import looks_like_xml

_TAGS = re.compile(
    r"<(?:!doctype html|html|head|body|cite|time|p|div|h[1-6]|br|span|article)\b[^>]*>",
    re.IGNORECASE,
)


def detect(raw: Raw) -> float:
    """Score how sure this is HTML: it begins as a page, or is full of tags."""
    head = raw.text[:4000]
    if looks_like_xml(head) and "<html" not in head.lower():
        return 0.0
    found = len(_TAGS.findall(head))
    if re.match(
        r"\s*+(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+<(?:!doctype html|html|cite|head|body)\b",
        head,
        re.IGNORECASE,
    ):
        return 0.97
    return 0.6 if head.lstrip().startswith("<") and found >= 3 else 0.0


FORMATS.add("html", Format(detect, deferred("restyle.transcript.formats.html.page", "parse")))
