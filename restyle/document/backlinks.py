"""The way from a paragraph to what was said, and back from a turn to the paragraphs made of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from restyle.document.document import Document, Paragraph
from restyle.transcript.transcript import Boundary, Span, Transcript


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of a turn that a paragraph rests on, and when it begins, in seconds.

    `start` and `end` count UTF-16 code units, as scripts in a page do.
    """

    turn: int
    start: int
    end: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph's place in its document: the numbers of its section and of itself, from 1."""

    section: int
    paragraph: int


def said_by(paragraph: Paragraph, transcript: Transcript) -> tuple[Said, ...]:
    """Return what a paragraph rests on, in the order in which it was said."""
    timed = transcript.duration is not None
    return tuple(_said(span, transcript, timed=timed) for span in _joined(paragraph.spans))


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Stretches in order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.turn, one.start)):
        last = found[-1] if found else None
        if last and last.turn == span.turn and span.start <= last.end:
            found[-1] = Span(last.turn, last.start, max(last.end, span.end))
        else:
            found.append(span)
    return found


def uses(document: Document) -> dict[int, tuple[Place, ...]]:
    """Return for each turn, by its index, the paragraphs that rest on it, in order."""
    found: dict[int, dict[Place, None]] = {}
    for place, paragraph in places(document):
        for span in paragraph.spans:
            found.setdefault(span.turn, {})[place] = None
    return {turn: tuple(used) for turn, used in found.items()}


def places(document: Document) -> Iterator[tuple[Place, Paragraph]]:
    """Yield every paragraph with its place."""
    for number, section in enumerate(document.sections, 1):
        for position, paragraph in enumerate(section.paragraphs, 1):
            yield Place(number, position), paragraph


def _said(span: Span, transcript: Transcript, *, timed: bool) -> Said:
    text = transcript.turns[span.turn].text
    seconds = transcript.time(Boundary(span.turn, span.start)) if timed else None
    if text.isascii():
        return Said(span.turn, span.start, span.end, seconds)
    return Said(span.turn, _units(text[: span.start]), _units(text[: span.end]), seconds)


def _units(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
