"""JSON in a model's answer: its schema, and what is whole of what came, forgivingly parsed."""

import json
import re
from functools import cache
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from restyle.errors import AnswerError

_TRAILING_COMMA = re.compile(r",(?=\s{0,40}[}\]])")
_MOST_OBJECTS = 20  # places in an answer at which a JSON object may begin


class Loose(BaseModel):
    """An object in an answer, of which keys that nobody asked for are passed over."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


T = TypeVar("T", bound=Loose)


def _words(value: object) -> object:
    return "" if value is None else value


def _numbers(value: object) -> object:
    return value if isinstance(value, list) else []


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return 0
    try:
        return int(float(value)) if float(value).is_integer() else 0
    except (ValueError, OverflowError):
        return 0


Words: TypeAlias = Annotated[str, BeforeValidator(_words)]
Numbers: TypeAlias = Annotated[list[int], BeforeValidator(_numbers)]
Number: TypeAlias = Annotated[int, BeforeValidator(_number)]


def whole_items(kind: type[Loose]) -> BeforeValidator:
    """Return what keeps of a list those items that are whole, and makes one of anything else."""

    def kept(value: object) -> object:
        items = value if isinstance(value, list) else []
        return [item for item in items if _is_whole(item, kind)]

    return BeforeValidator(kept)


def schema_of(kind: type[Loose]) -> str:
    """Return the JSON schema of an answer, as text, as strict endpoints want it."""
    schema = _adapter(kind).json_schema()
    return json.dumps(_closed(schema, schema.get("$defs", {})), sort_keys=True)


def parsed(text: str, kind: type[T]) -> T:
    """Return the object in an answer; raises AnswerError with the place of what is wrong."""
    value = _object(text)
    try:
        found: T = _adapter(kind).validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise AnswerError(f"{place}: {first['msg']}") from error
    return found


@cache
def _adapter(kind: type[Loose]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


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


def _is_whole(item: object, kind: type[Loose]) -> bool:
    try:
        _adapter(kind).validate_python(item)
    except ValidationError:
        return False
    return True
