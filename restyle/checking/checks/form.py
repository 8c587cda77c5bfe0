"""A section has the form that its style asks for: lists, dialogue, quoted passages or none."""

import re
from collections.abc import Iterator

from restyle.checking import CHECKS, Draft, abroad
from restyle.document.document import Finding
from restyle.text.markdown.sentences import is_block_quote, label_of

_LIST = re.compile(r"^[ \t]*+(?:[-*+]|\d{1,2}[.)])\s", re.MULTILINE)
_HEADING = re.compile(r"^[ \t]*+(?:#{1,6}\s|\*\*[^*\n]{2,80}\*\*[ \t]*+$)", re.MULTILINE)
_LONGEST_PARAGRAPH = 300  # words


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return what of a text is not in the form of its style."""
    if draft.brief.sums_up:
        return tuple(_lists(draft))
    return (*_lists(draft), *_paragraphs(draft), *_speakers(draft), *_passages(draft))


def _lists(draft: Draft) -> Iterator[Finding]:
    listed = [paragraph for paragraph in draft.paragraphs if _LIST.match(paragraph)]
    if listed and not draft.brief.style.shape.lists:
        yield _finding(listed[0], "the style has no lists; this is better said in prose")


def _paragraphs(draft: Draft) -> Iterator[Finding]:
    for paragraph in draft.paragraphs:
        if _HEADING.match(paragraph) and not label_of(paragraph):
            yield _finding(paragraph, "a section has no headings of its own")
        elif len(paragraph.split()) > _LONGEST_PARAGRAPH and not _LIST.search(paragraph):
            yield _finding(paragraph, "this paragraph is too long to be read at ease")


def _speakers(draft: Draft) -> Iterator[Finding]:
    """In a dialogue, those speak who are named in its form, and all of them do."""
    labels = draft.brief.style.form.section.labels
    if not labels:
        return
    spoken = [one for one in draft.paragraphs if not is_block_quote(one)]
    named = [label_of(one) for one in spoken]
    if spoken and not named[0]:
        yield _finding(spoken[0], f"nobody speaks here; it begins with {_shown(labels)}")
    for paragraph, label in zip(spoken, named, strict=True):
        if label and label not in labels and not _LIST.match(paragraph):
            yield _finding(paragraph, f"{label} does not speak here; {_shown(labels)} do")
    if silent := [label for label in labels if label not in named]:
        yield Finding("form", "", f"nothing is said by {_shown(silent)}")


def _passages(draft: Draft) -> Iterator[Finding]:
    """Where the form wants passages of the talk, they stand in block quotes, with their speaker."""
    if not draft.brief.style.form.section.quotes:
        return
    quoted = [one for one in draft.paragraphs if is_block_quote(one)]
    if not quoted:
        yield Finding("form", "", "no passage of the talk stands in a block quote")
    speakers = draft.evidence.transcript.speakers
    for paragraph in quoted:
        if speakers and not label_of(paragraph):
            yield _finding(paragraph, "this block quote does not begin with its speaker's name")


def _shown(labels: "tuple[str, ...] | list[str]") -> str:
    return " and ".join(f"**{label}:**" for label in labels)


def _finding(paragraph: str, message: str) -> Finding:
    return Finding("form", paragraph.split("\n", maxsplit=1)[0][:120], message)


CHECKS.add("form", abroad(check))
