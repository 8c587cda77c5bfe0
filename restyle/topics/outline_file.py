"""An outline as a file that a person edits before the sections are written.

It is TOML: the title, the topics with the turn at which each begins, the glossary.
"""

import json
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from restyle import _toml as toml_file
from restyle.errors import OutlineError
from restyle.topics.outline import Outline, Point, Term, Topic, TopicKind
from restyle.transcript.transcript import Boundary, Transcript

_HEAD = """\
# The plan of a document, to be edited before its sections are written.
#
# title     what stands above the document, before the name of the voice
# summary   what the talk comes to, in a sentence: for lists of documents
# topics    one section each, in the order of the talk. Rename them, better the summaries, take a
#           topic out (its talk then goes to the one before it), or begin one at another turn.
# turn      the turn at which a topic begins, from 1; `restyle read --turns` prints them
# letter    where in that turn it begins, if not at its first letter, which is 0
# kind      "talk"; "ad", "greeting" and "housekeeping" have no section
# weight    how much of the document the topic is worth beside the others
# points    what carries the topic, and the turn at which each is said; writers keep to them
# asides    what a document that chooses leaves out
# glossary  how names and terms are spelled; writers keep to it
"""
_SHOWN = 70  # letters of what is said where a topic begins
_DIGEST = 16  # digits of the transcript's


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _PointEntry(_Strict):
    turn: Annotated[int, Field(ge=1)]
    letter: Annotated[int, Field(ge=0)] = 0
    text: Annotated[str, Field(min_length=1)]


class _TopicEntry(_Strict):
    turn: Annotated[int, Field(ge=1)]
    letter: Annotated[int, Field(ge=0)] = 0
    name: Annotated[str, Field(min_length=1)]
    summary: str = ""
    kind: str = TopicKind.TALK.value
    weight: Annotated[int, Field(ge=0, le=99)] = 0
    points: list[_PointEntry] = []
    asides: list[_PointEntry] = []


class _TermEntry(_Strict):
    name: Annotated[str, Field(min_length=1)]
    note: str = ""


class _File(_Strict):
    title: str
    summary: str = ""
    transcript: str = ""
    digest: str = ""
    topics: Annotated[list[_TopicEntry], Field(min_length=1)]
    glossary: list[_TermEntry] = []


def render_outline(outline: Outline, transcript: Transcript) -> str:
    """Return the file of an outline, each topic under the words with which it begins."""
    return "\n".join(_lines(outline, transcript)) + "\n"


def load_outline(path: str | Path, transcript: Transcript) -> Outline:
    """Return the outline in a file, as a person has settled it.

    Raises OutlineError with the place and what was expected; also for a file that was made for
    another transcript.
    """
    path = Path(path)
    table = toml_file.table(path, OutlineError)
    try:
        file: _File = _adapter().validate_python(table)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise OutlineError(f"{path}: {place}: {first['msg']}") from error
    if file.digest and file.digest != transcript.source.digest[:_DIGEST]:
        raise OutlineError(
            f"{path}: was made for another transcript ({file.transcript}); name a file that is "
            "not there yet to have one made for this"
        )
    topics = tuple(_topic(path, n, entry, transcript) for n, entry in enumerate(file.topics, 1))
    _in_order(path, topics)
    terms = tuple(Term(entry.name, entry.note) for entry in file.glossary)
    return Outline(file.title, topics, terms, file.summary, settled=True)


def _topic(path: Path, number: int, entry: _TopicEntry, transcript: Transcript) -> Topic:
    """A topic of the file; the first begins where the talk begins."""
    if entry.turn > len(transcript.turns):
        raise OutlineError(
            f"{path}: topic {number}: turn {entry.turn}: the talk has {len(transcript.turns)} turns"
        )
    kinds = [kind.value for kind in TopicKind]
    if entry.kind not in kinds:
        raise OutlineError(f"{path}: topic {number}: kind: expected one of {', '.join(kinds)}")
    begin = Boundary(0) if number == 1 else Boundary(entry.turn - 1, entry.letter)
    if begin.start >= max(1, len(transcript.turns[begin.turn].text)):
        raise OutlineError(f"{path}: topic {number}: letter {entry.letter}: the turn is shorter")
    points, asides = (
        tuple(_point(path, number, one, transcript) for one in listed)
        for listed in (entry.points, entry.asides)
    )
    kind = TopicKind(entry.kind)
    return Topic(entry.name, entry.summary, begin, kind, entry.weight, points, asides)


def _point(path: Path, number: int, entry: _PointEntry, transcript: Transcript) -> Point:
    if entry.turn > len(transcript.turns):
        raise OutlineError(
            f"{path}: topic {number}: {entry.text}: turn {entry.turn}: "
            f"the talk has {len(transcript.turns)} turns"
        )
    return Point(entry.text, Boundary(entry.turn - 1, entry.letter))


def _in_order(path: Path, topics: tuple[Topic, ...]) -> None:
    places = [(topic.begin.turn, topic.begin.start) for topic in topics]
    for number, (before, after) in enumerate(pairwise(places), 2):
        if after <= before:
            raise OutlineError(f"{path}: topic {number}: begins before the one above it does")


def _lines(outline: Outline, transcript: Transcript) -> Iterator[str]:
    yield _HEAD
    yield f"title = {_quoted(outline.title)}"
    if outline.summary:
        yield f"summary = {_quoted(outline.summary)}"
    yield f"transcript = {_quoted(transcript.source.name)}"
    yield f"digest = {_quoted(transcript.source.digest[:_DIGEST])}"
    for topic in outline.topics:
        yield from _topic_lines(topic, transcript)
    for term in outline.glossary:
        yield f"\n[[glossary]]\nname = {_quoted(term.name)}\nnote = {_quoted(term.note)}"


def _topic_lines(topic: Topic, transcript: Transcript) -> Iterator[str]:
    turn = transcript.turns[topic.begin.turn]
    begins = " ".join(turn.text[topic.begin.start :].split())
    who = f"{turn.speaker}: " if turn.speaker else ""
    dots = "…" if len(begins) > _SHOWN else ""
    yield f"\n[[topics]]  # {_commented(who + begins[:_SHOWN] + dots)}"
    yield f"turn = {topic.begin.turn + 1}"
    if topic.begin.start:
        yield f"letter = {topic.begin.start}"
    yield f"name = {_quoted(topic.name)}"
    yield f"summary = {_quoted(topic.summary)}"
    if topic.kind is not TopicKind.TALK:
        yield f"kind = {_quoted(topic.kind.value)}"
    if topic.weight:
        yield f"weight = {topic.weight}"
    for name, points in (("points", topic.points), ("asides", topic.asides)):
        if points:
            yield f"{name} = ["
            yield from (
                f"  {{turn = {one.begin.turn + 1}, {letter}text = {_quoted(one.text)}}},"
                for one in points
                for letter in [f"letter = {one.begin.start}, " if one.begin.start else ""]
            )
            yield "]"


def _quoted(text: str) -> str:
    """A basic string of TOML, which takes all that JSON escapes."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False).replace("\x7f", "\\u007f")


def _commented(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())


@cache
def _adapter() -> TypeAdapter[_File]:
    return TypeAdapter(_File)
