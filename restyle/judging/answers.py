"""What a judge answers: its schema, and the verdicts in it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from restyle.writing.json_answers import Loose, Number, Words, parsed, schema_of, whole_items


class Fault(StrEnum):
    """In what a sentence differs from what was said."""

    NEGATION = "negation"
    HEDGE = "hedge"
    RELATION = "relation"
    ATTRIBUTION = "attribution"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sentence, by its number, that is said not to be borne out, and what should stand there.

    `source` are the words of the talk that show it; empty for a claim that nobody made.
    `instead` is empty where nothing of the sentence can stand.
    """

    number: int
    fault: Fault
    source: str
    why: str
    instead: str


class _Found(Loose):
    sentence: Number
    kind: Fault
    source: Words = ""
    why: Words = ""
    instead: Words = ""


class _Doubt(Loose):
    """What makes a judge look at every doubt before it answers; nobody reads it afterwards."""

    words: Words = ""
    sentence: Number = 0
    kept: bool = True


class _Answer(Loose):
    doubts: Annotated[list[_Doubt], whole_items(_Doubt)] = Field(default_factory=list)
    found: Annotated[list[_Found], whole_items(_Found)]


SCHEMA = schema_of(_Answer)


def parse_verdicts(text: str) -> tuple[Verdict, ...]:
    """Return the verdicts in an answer, one a sentence; raises AnswerError without a list."""
    by_sentence = {one.sentence: one for one in reversed(parsed(text, _Answer).found)}
    return tuple(
        Verdict(one.sentence, one.kind, _line(one.source), _line(one.why), _line(one.instead))
        for _, one in sorted(by_sentence.items())
    )


def _line(text: str) -> str:
    return " ".join(text.split())
