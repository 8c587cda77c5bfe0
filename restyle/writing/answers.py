"""Structured answers of a model, parsed at the door and forgivingly: what is whole is kept."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from restyle.document.document import Takeaway
from restyle.document.labels import filled
from restyle.errors import AnswerError
from restyle.text.markdown.prose import inline
from restyle.topics.outline import Term, Topic, TopicKind

_TRAILING_COMMA = re.compile(r",(?=\s{0,40}[}\]])")
_MOST_OBJECTS = 20  # places in an answer at which a JSON object may begin
_LONGEST_NAME = 120


def _words(value: object) -> object:
    return "" if value is None else value


def _numbers(value: object) -> object:
    return value if isinstance(value, list) else []


Words: TypeAlias = Annotated[str, BeforeValidator(_words)]
Numbers: TypeAlias = Annotated[list[int], BeforeValidator(_numbers)]


class _Loose(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


class _TopicAnswer(_Loose):
    begins: int
    name: str
    summary: Words = ""
    kind: Words = ""


class _TermAnswer(_Loose):
    name: str
    note: Words = ""


class _OutlineAnswer(_Loose):
    title: Words = ""
    summary: Words = ""
    topics: list[_TopicAnswer]
    glossary: list[_TermAnswer] = []


class _TakeawayAnswer(_Loose):
    claim: str
    why: Words = ""
    sections: Numbers = []


class _TakeawaysAnswer(_Loose):
    takeaways: list[_TakeawayAnswer]


class _GroupedTakeaway(_TakeawayAnswer):
    kind: Words = ""


class _GroupedAnswer(_Loose):
    takeaways: list[_GroupedTakeaway]


_ITEMS: dict[str, type[_Loose]] = {
    "topics": _TopicAnswer,
    "glossary": _TermAnswer,
    "takeaways": _GroupedTakeaway,
}


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
    return _schema(_OutlineAnswer)


def takeaways_schema(*, grouped: bool = False) -> str:
    """Return the JSON schema of the takeaways, as text; of kinds where there are several."""
    return _schema(_GroupedAnswer if grouped else _TakeawaysAnswer)


def parse_outline(text: str, offered: Sequence[int], wanted: int) -> OutlinePart:
    """Return the outline in `text`, whose topics begin at numbers that were offered.

    The first topic begins at the first number. Raises AnswerError where there are less than a
    third of the topics that are wanted.
    """
    answer: _OutlineAnswer = _parsed(text, _OutlineAnswer)
    topics = {
        topic.begins: Topic(name, _line(topic.summary), kind=_kind(topic.kind))
        for topic in reversed(answer.topics)
        if topic.begins in offered and (name := _line(topic.name)[:_LONGEST_NAME])
    }
    if not topics or 3 * len(topics) < wanted:
        raise AnswerError(
            f"it names {len(topics)} topics that begin at marks {offered[0]} to {offered[-1]}, "
            f"where about {wanted} were asked for"
        )
    numbers = sorted(topics)
    begins = [offered[0], *numbers[1:]]
    terms = (Term(_line(term.name), _line(term.note)) for term in answer.glossary)
    return OutlinePart(
        _line(answer.title)[:_LONGEST_NAME],
        {begin: topics[number] for begin, number in zip(begins, numbers, strict=True)},
        tuple(term for term in terms if term.name),
        tuple(_line(topic.name) for topic in answer.topics if topic.begins not in offered),
        _line(answer.summary),
    )


def parse_takeaways(text: str, wanted: WantedTakeaways) -> tuple[Takeaway, ...]:
    """Return the takeaways in `text` that name their sections and, where there are, their kind.

    Those of one kind follow one another. Raises AnswerError if there is none.
    """
    answer: _GroupedAnswer = _parsed(text, _GroupedAnswer)
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
    return re.sub(r"^#{1,6}\s+", "", " ".join(text.split())).strip("*_ ")


def _kind(word: str) -> TopicKind:
    """The kind of a topic; whatever is no known one is talk."""
    kinds = {kind.value: kind for kind in TopicKind}
    return kinds.get(word.strip().casefold(), TopicKind.TALK)


@cache
def _adapter(kind: type[_Loose]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _schema(kind: type[_Loose]) -> str:
    schema = _adapter(kind).json_schema()
    return json.dumps(_closed(schema, schema.get("$defs", {})), sort_keys=True)


def _closed(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema as strict endpoints want it: no references, every key required, no other."""
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    if "properties" in schema:
        inner = {name: _closed(part, definitions) for name, part in schema["properties"].items()}
        required = {"required": list(inner), "additionalProperties": False}
        return {"type": "object", "properties": inner, **required}
    if "items" in schema:
        return {"type": "array", "items": _closed(schema["items"], definitions)}
    return {"type": schema["type"]}


def _parsed(text: str, kind: type[_Loose]) -> Any:
    value = _object(text)
    for key, items in value.items():
        if key in _ITEMS and isinstance(items, list):
            value[key] = [item for item in items if _is_whole(item, _ITEMS[key])]
    try:
        return _adapter(kind).validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise AnswerError(f"{place}: {first['msg']}") from error


def _object(text: str) -> dict[str, Any]:
    """The longest JSON object in an answer, whatever stands before and after it.

    A comma before a closing bracket, which JSON does not know, is forgiven.
    """
    found: tuple[int, dict[str, Any]] = (0, {})
    fault = "it holds no JSON object"
    for candidate in dict.fromkeys((text, _TRAILING_COMMA.sub("", text))):
        at = candidate.find("{")
        for _ in range(_MOST_OBJECTS):
            if at < 0:
                break
            try:
                value, end = json.JSONDecoder().raw_decode(candidate, at)
            except (ValueError, RecursionError) as error:
                fault, end = f"it is not JSON ({error})", at + 1
            else:
                found = (end - at, value) if end - at > found[0] else found
            at = candidate.find("{", end)
    if not found[0]:
        raise AnswerError(fault)
    whole: dict[str, Any] = _whole_letters(found[1])
    return whole


def _whole_letters(value: Any) -> Any:
    """A JSON value without halves of characters: its escapes may name them, no file holds them."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_whole_letters(item) for item in value]
    if isinstance(value, dict):
        return {_whole_letters(key): _whole_letters(item) for key, item in value.items()}
    return value


def _is_whole(item: object, kind: type[_Loose]) -> bool:
    try:
        _adapter(kind).validate_python(item)
    except ValidationError:
        return False
    return True
