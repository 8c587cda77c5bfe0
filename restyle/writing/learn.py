"""Asking a model what makes a writer's voice, and for examples of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from restyle.errors import AnswerError
from restyle.writing.ask import Asker
from restyle.writing.json_answers import Loose, Numbers, Words, parsed, schema_of, whole_items

_EXPECTED = 1200  # tokens of a voice
_EXAMPLE = 600  # and of an example


@dataclass(frozen=True, slots=True)
class Habit:
    """A rule of a voice, and the passages that show it, by their numbers from 0."""

    rule: str
    shown: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class VoiceInWords:
    """What a model says of a voice."""

    description: str
    brief: str
    do: tuple[Habit, ...]
    avoid: tuple[Habit, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """An example: a piece of talk, and the same in the voice."""

    source: str
    rewrite: str


class _Rule(Loose):
    rule: str
    shown: Numbers = Field(default_factory=list)


_Rules = Annotated[list[_Rule], whole_items(_Rule)]


class _Voice(Loose):
    description: Words = ""
    brief: str
    do: _Rules
    avoid: _Rules = Field(default_factory=list)
    openings: _Rules = Field(default_factory=list)


class _Pair(Loose):
    source: str
    rewrite: Words = ""


async def described(
    asker: Asker, passages: Sequence[str], counted: Sequence[str], *, quote: bool
) -> VoiceInWords:
    """Return the voice of passages in words; a habit that no passage shows is left out.

    `counted` are its measured habits, in words. Raises AnswerError where two answers hold none.
    """
    values = {"passages": passages, "counted": counted, "quote": quote}
    request = asker.request("learn", values, schema_of(_Voice), talk="\n\n".join(passages))

    def parse(text: str) -> VoiceInWords:
        answer = parsed(text, _Voice)
        do = _shown([*answer.do, *answer.openings], len(passages))
        if not answer.brief.strip() or not do:
            raise AnswerError("it has no brief, or no habit that a passage shows")
        avoid = tuple(Habit(_line(one.rule), ()) for one in answer.avoid if one.rule.strip())
        return VoiceInWords(_line(answer.description), _line(answer.brief), do, avoid)

    return await asker.parsed(request.expecting(_EXPECTED), parse)


async def example(asker: Asker, passage: str, brief: str, *, quote: bool) -> Pair:
    """Return talk and its rewrite: the passage itself with `quote`, else on another subject."""
    values = {"passage": passage, "brief": brief, "quote": quote}
    request = asker.request("learn-example", values, schema_of(_Pair), talk=passage)

    def parse(text: str) -> Pair:
        answer = parsed(text, _Pair)
        rewrite = passage if quote else answer.rewrite
        if ":" not in answer.source or not rewrite.strip():
            raise AnswerError("it holds no talk with its speakers, or no rewrite")
        return Pair(answer.source.strip(), rewrite.strip())

    return await asker.parsed(request.expecting(_EXAMPLE), parse)


def _shown(rules: Sequence[_Rule], count: int) -> tuple[Habit, ...]:
    found = (
        Habit(_line(one.rule), tuple(dict.fromkeys(n - 1 for n in one.shown if 1 <= n <= count)))
        for one in rules
    )
    return tuple(habit for habit in found if habit.rule and habit.shown)


def _line(text: str) -> str:
    return " ".join(text.split())
