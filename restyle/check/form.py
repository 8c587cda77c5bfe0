"""A section has the form that its style asks for: paragraphs, and lists only if it wants them."""

import re

from restyle.check import CHECKS, Draft
from restyle.domain import Finding

_LIST = re.compile(r"^\s*(?:[-*+]|\d{1,2}[.)])\s", re.MULTILINE)
_HEADING = re.compile(r"^\s*(?:#{1,6}\s|\*\*[^*\n]{2,80}\*\*\s*$)", re.MULTILINE)
_LONGEST_PARAGRAPH = 300  # words
_LEAST_WORDS = 20  # of prose; a text of lists alone is none


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return what of a text is not in the form of its style."""
    found = []
    listed = [paragraph for paragraph in draft.paragraphs if _LIST.match(paragraph)]
    if listed and not draft.brief.style.shape.lists:
        found.append(_finding(listed[0], "the style has no lists; this is better said in prose"))
    for paragraph in draft.paragraphs:
        if _HEADING.match(paragraph) and not draft.brief.sums_up:
            found.append(_finding(paragraph, "a section has no headings of its own"))
        elif len(paragraph.split()) > _LONGEST_PARAGRAPH and not _LIST.search(paragraph):
            found.append(_finding(paragraph, "this paragraph is too long to be read at ease"))
    return tuple(found)


def _finding(paragraph: str, message: str) -> Finding:
    return Finding("form", paragraph.split("\n", maxsplit=1)[0][:120], message)


CHECKS.add("form", check)
