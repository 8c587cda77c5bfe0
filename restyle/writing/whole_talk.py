"""Sections written with the whole talk in sight, several at once.

The talk stands first in every prompt, letter for letter as in the outline's, so that providers
that keep the beginning of a prompt read it once; the plan and what is asked stand behind it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from restyle.errors import AnswerError, RefusedError
from restyle.style.length import draft_ceiling
from restyle.text.markdown.prose import paragraphs
from restyle.topics.outline import Point, Topic
from restyle.transcript.transcript import Boundary, Segment
from restyle.writing import Job
from restyle.writing.ask import Asker, with_room
from restyle.writing.glossary import first_mentions, touched
from restyle.writing.numbered_talk import Piece, pieces, whole
from restyle.writing.sections import heading
from restyle.writing.voice import voice_values

_MOST_INTRODUCED = 5  # terms that are new in a section
_BESIDE = 200  # tokens that an answer may have beside what was asked for
_HEADING = re.compile(
    r"^[ ]{0,3}#{1,4}[ \t]++(?:section[ \t]++)?(\d{1,3})\b[^\n]*+$", re.MULTILINE | re.IGNORECASE
)
_ANY_HEADING = re.compile(r"^[ ]{0,3}#{1,4}[ \t]++\S[^\n]*+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PlannedPoint:
    """A point of a topic, and the number of the mark under which it is said."""

    text: str
    mark: int


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A section as the plan shows it to its writer and to those of the others."""

    number: int
    heading: str
    marks: str
    summary: str
    points: tuple[PlannedPoint, ...]
    words: int
    most: int
    introduces: tuple[str, ...]
    asides: tuple[str, ...]


def tokens_of(job: Job) -> int:
    """Return about how many tokens the talk has, marks and all."""
    return sum(piece.tokens for piece in _shown(job))


def talk_values(job: Job) -> dict[str, object]:
    """Return what every prompt about the whole talk is given: the talk, which stands first."""
    return {
        **voice_values(job),
        "talk": whole(_shown(job)),
        "part": 0,
        "parts": 1,
        "outline": job.outline,
    }


async def written(asker: Asker, job: Job, numbers: range) -> dict[int, tuple[str, ...]]:
    """Return the paragraphs of sections that follow one another, asked for in one call.

    A section that the answer does not hold is not in what is returned. Raises AnswerError where it
    holds none of several.
    """
    request = asker.request("sections", _values(job, numbers), job=job, segments=numbers)
    request = with_room(request, sum(job.lengths[n] for n in numbers), _BESIDE)
    answer = (await asker.answered(request)).text
    found = {
        n: texts
        for n, text in _cut(answer, numbers).items()
        if (texts := paragraphs(text, heading(job, n), job.source(n)))
    }
    if not found:
        await asker.forget(request)
        where = f"sections {numbers.start + 1} to {numbers.stop}"
        raise (RefusedError if len(numbers) == 1 else AnswerError)(
            f"{where}: the model's answer holds none of them"
        )
    return found


def _values(job: Job, numbers: range) -> dict[str, object]:
    plan = planned_sections(job)
    return {
        **talk_values(job),
        "plan": plan,
        "mine": [plan[n] for n in numbers],
        "terms": touched(job.outline.glossary, [job.source(n) for n in numbers]),
    }


def _shown(job: Job) -> list[Piece]:
    """The talk as writers see it: without what has no section."""
    begins = [_begin(segment) for segment in job.segments]
    known = {_order(mark) for mark in job.marks}
    marks = sorted((*job.marks, *(b for b in begins if _order(b) not in known)), key=_order)
    ends = [_end(segment) for segment in job.segments]
    return [
        piece
        for piece in pieces(job.transcript, marks)
        if any(
            _order(begin) <= _order(piece.begin) < end
            for begin, end in zip(begins, ends, strict=True)
        )
        and piece.text
    ]


def planned_sections(job: Job) -> list[PlannedSection]:
    """Return every section as the plan shows it."""
    places = [(_order(piece.begin), piece.number) for piece in _shown(job)]
    introduced = first_mentions(
        job.outline.glossary,
        ["\n".join(_texts(topic.points)) for topic in job.outline.topics],
        job.transcript.speakers,
    )

    def mark(begin: Boundary) -> int:
        before = [number for place, number in places if place <= _order(begin)]
        return before[-1] if before else places[0][1]

    def section(n: int, topic: Topic, segment: Segment) -> PlannedSection:
        inside = [
            number for place, number in places if _order(_begin(segment)) <= place < _end(segment)
        ]
        first, last = (inside[0], inside[-1]) if inside else (mark(topic.begin),) * 2
        return PlannedSection(
            number=n + 1,
            heading=heading(job, n),
            marks=f"[#{first}]" if first == last else f"[#{first}] to [#{last}]",
            summary=topic.summary,
            points=tuple(PlannedPoint(one.text, mark(one.begin)) for one in topic.points),
            words=job.lengths[n],
            most=draft_ceiling(job.lengths[n]),
            introduces=tuple(term.name for term in introduced[n][:_MOST_INTRODUCED]),
            asides=_texts(topic.asides),
        )

    pairs = zip(job.outline.topics, job.segments, strict=True)
    return [section(n, topic, segment) for n, (topic, segment) in enumerate(pairs)]


def _texts(points: Sequence[Point]) -> tuple[str, ...]:
    return tuple(point.text for point in points)


def _cut(answer: str, numbers: range) -> dict[int, str]:
    """An answer cut at its headings: by their numbers, else in their order.

    What stands before the first belongs to none, unless one section alone was asked for.
    """
    found = list(_HEADING.finditer(answer))
    known = [int(one[1]) - 1 for one in found]
    if not any(n in numbers for n in known):
        found = list(_ANY_HEADING.finditer(answer))
        known = list(numbers)
        if len(found) != len(numbers):
            return {numbers.start: answer} if len(numbers) == 1 else {}
    ends = [one.start() for one in found[1:]] + [len(answer)]
    parts: dict[int, str] = {}
    for n, one, end in zip(known, found, ends, strict=True):
        if n in numbers:
            parts.setdefault(n, answer[one.end() : end])
    return parts


def _begin(segment: Segment) -> Boundary:
    first = segment.spans[0]
    return Boundary(first.turn, first.start)


def _end(segment: Segment) -> tuple[int, int]:
    last = segment.spans[-1]
    return last.turn, last.end


def _order(place: Boundary) -> tuple[int, int]:
    return place.turn, place.start
