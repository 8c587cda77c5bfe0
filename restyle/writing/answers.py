"""Structured answers of a model, parsed at the door and forgivingly: what is whole is kept."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, TypeAlias

from pydantic import Field

from restyle.document.document import Takeaway
from restyle.document.labels import filled
from restyle.errors import AnswerError
from restyle.text.markdown.prose import inline
from restyle.topics.outline import Point, Term, Topic, TopicKind
from restyle.transcript.encoding import clean
from restyle.transcript.transcript import Boundary
from restyle.writing.json_answers import (
    Loose,
    Number,
    Numbers,
    Words,
    parsed,
    schema_of,
    whole_items,
)

_LONGEST_NAME = 120
_MOST_POINTS = 6
_HEAVIEST = 9


class _PointAnswer(Loose):
    at: Number = 0
    says: str


_Points: TypeAlias = Annotated[list[_PointAnswer], whole_items(_PointAnswer)]


class _TopicAnswer(Loose):
    begins: int
    name: str
    summary: Words = ""
    kind: Words = ""
    weight: Number = 0
    points: _Points = Field(default_factory=list)
    asides: _Points = Field(default_factory=list)


class _TermAnswer(Loose):
    name: str
    note: Words = ""


class _OutlineAnswer(Loose):
    title: Words = ""
    summary: Words = ""
    topics: Annotated[list[_TopicAnswer], whole_items(_TopicAnswer)]
    glossary: Annotated[list[_TermAnswer], whole_items(_TermAnswer)] = Field(default_factory=list)


class _TakeawayAnswer(Loose):
    claim: str
    why: Words = ""
    sections: Numbers = Field(default_factory=list)


class _TakeawaysAnswer(Loose):
    takeaways: Annotated[list[_TakeawayAnswer], whole_items(_TakeawayAnswer)]


class _GroupedTakeaway(_TakeawayAnswer):
    kind: Words = ""


class _GroupedAnswer(Loose):
    takeaways: Annotated[list[_GroupedTakeaway], whole_items(_GroupedTakeaway)]


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """What an answer says of the part that it was asked about; topics by their mark's number.

    `ignored` names the topics that begin where none can.
    """

    title: str
    topics: dict[int, Topic]
    glossary: tuple[Term, ...]
    ignored: tuple[str, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class WantedTakeaways:
    """What takeaways are to be: their pattern, how many sections there are, how many at most.

    They stand under `heading`, or under those of `groups`, by the word for their kind.
    """

    pattern: str
    sections: int
    most: int
    heading: str
    groups: Mapping[str, str] = field(default_factory=dict)


def outline_schema() -> str:
    """Return the JSON schema of an outline, as text."""
    return schema_of(_OutlineAnswer)


def takeaways_schema(*, grouped: bool = False) -> str:
    """Return the JSON schema of the takeaways, as text; of kinds where there are several."""
    return schema_of(_GroupedAnswer if grouped else _TakeawaysAnswer)


def parse_outline(text: str, offered: Mapping[int, Boundary], wanted: int) -> OutlinePart:
    """Return the outline in `text`, whose topics begin at marks that were offered.

    The first topic begins at the first mark. Raises AnswerError where there are less than a
    third of the topics that are wanted.
    """
    answer = parsed(text, _OutlineAnswer)
    topics = {
        topic.begins: topic
        for topic in reversed(answer.topics)
        if topic.begins in offered and _line(topic.name)
    }
    first, last = min(offered), max(offered)
    if not topics or 3 * len(topics) < wanted:
        raise AnswerError(
            f"it names {len(topics)} topics that begin at marks {first} to {last}, "
            f"where about {wanted} were asked for"
        )
    numbers = sorted(topics)
    begins = [first, *numbers[1:]]
    ends = [*begins[1:], last + 1]
    terms = (Term(_line(term.name), _line(term.note)) for term in answer.glossary)
    return OutlinePart(
        _line(answer.title)[:_LONGEST_NAME],
        {
            begin: _topic(topics[number], range(begin, end), offered)
            for begin, end, number in zip(begins, ends, numbers, strict=True)
        },
        tuple(term for term in terms if term.name),
        tuple(_line(topic.name) for topic in answer.topics if topic.begins not in offered),
        _line(answer.summary),
    )


def _topic(answer: _TopicAnswer, marks: range, offered: Mapping[int, Boundary]) -> Topic:
    """A topic that holds these marks; a point that names none of them stands at its first."""

    def points(found: Sequence[_PointAnswer]) -> tuple[Point, ...]:
        placed = (
            (offered[one.at if one.at in marks and one.at in offered else marks.start], one)
            for one in found
        )
        told = (Point(says, place) for place, one in placed if (says := _line(one.says)))
        return tuple(told)[:_MOST_POINTS]

    return Topic(
        _line(answer.name)[:_LONGEST_NAME],
        _line(answer.summary),
        offered[marks.start],
        _kind(answer.kind),
        max(0, min(answer.weight, _HEAVIEST)),
        points(answer.points),
        points(answer.asides),
    )


def parse_takeaways(text: str, wanted: WantedTakeaways) -> tuple[Takeaway, ...]:
    """Return the takeaways in `text` that name their sections and, where there are, their kind.

    Those of one kind follow one another. Raises AnswerError if there is none.
    """
    answer = parsed(text, _GroupedAnswer)
    headings = list(wanted.groups.values())
    found = [
        takeaway
        for item in answer.takeaways
        if _line(item.claim) and (takeaway := _takeaway(item, wanted)).sections
        if not headings or takeaway.heading in headings
    ]
    if not found:
        kinds = f" and are of a kind ({', '.join(wanted.groups)})" if headings else ""
        raise AnswerError(f"it holds no takeaways that name the sections they rest on{kinds}")
    kept = found[: wanted.most]
    return tuple(sorted(kept, key=lambda one: headings.index(one.heading)) if headings else kept)


def _takeaway(item: _GroupedTakeaway, wanted: WantedTakeaways) -> Takeaway:
    claim, why = (inline(_line(words)) for words in (item.claim, item.why))
    kind = item.kind.strip().casefold()
    return Takeaway(
        filled(wanted.pattern, claim=claim, why=why).strip(),
        tuple(dict.fromkeys(n - 1 for n in item.sections if 1 <= n <= wanted.sections)),
        wanted.groups.get(kind, "") if wanted.groups else wanted.heading,
    )


def _line(text: str) -> str:
    """One line without the marks of a heading or of emphasis round it: `C#` keeps its own."""
    return re.sub(r"^#{1,6}\s+", "", " ".join(clean(text).split())).strip("*_ ")


def _kind(word: str) -> TopicKind:
    """The kind of a topic; whatever is no known one is talk."""
    kinds = {kind.value: kind for kind in TopicKind}
    return kinds.get(word.strip().casefold(), TopicKind.TALK)
