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
    """A doubt in the source, and the words of the text that keep it; empty where none do."""

    words: Words = ""
    sentence: Number = 0
    kept: Words = ""


class _Answer(Loose):
    doubts: Annotated[list[_Doubt], whole_items(_Doubt)] = Field(default_factory=list)
    found: Annotated[list[_Found], whole_items(_Found)]


SCHEMA = schema_of(_Answer)


def parse_verdicts(text: str) -> tuple[Verdict, ...]:
    """Return the verdicts in an answer, one a sentence; raises AnswerError without a list.

    A doubt that no word of the text keeps is a verdict, too, if the answer has none on its
    sentence.
    """
    answer = parsed(text, _Answer)
    by_sentence = {one.sentence: _lost(one) for one in reversed(answer.doubts) if _is_lost(one)}
    for one in reversed(answer.found):
        lines = _line(one.source), _line(one.why), _line(one.instead)
        by_sentence[one.sentence] = Verdict(one.sentence, one.kind, *lines)
    return tuple(verdict for _, verdict in sorted(by_sentence.items()))


def _is_lost(one: _Doubt) -> bool:
    return not one.kept.strip() and bool(one.words.strip())


def _lost(one: _Doubt) -> Verdict:
    return Verdict(one.sentence, Fault.HEDGE, _line(one.words), "a doubt is lost", "")


def _line(text: str) -> str:
    return " ".join(text.split())
