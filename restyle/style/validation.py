"""What a style profile must be: its keys, its values, and where one that is wrong stands."""

import difflib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from restyle import _toml as toml_file
from restyle.errors import StyleError
from restyle.style.profile import StyleProfile

_OWN = frozenset({"extends", "append"})  # keys of a file that are no part of a profile
_NAMED = "is the name of its file; leave it out"


@dataclass(frozen=True, slots=True)
class Layer:
    """A file that a profile rests on, and its table; `root` is where that lies in the profile."""

    path: Path
    table: dict[str, object]
    root: str = ""

    @property
    def appended(self) -> tuple[str, ...]:
        """The lists that are put behind those of the profile that this one extends."""
        named = self.table.get("append", [])
        return tuple(map(str, named)) if isinstance(named, list) else ()

    def place(self, keys: Sequence[str | int]) -> str:
        """Return `file: line 3` where this file says something of a key; else empty."""
        inner = list(keys)
        if self.root:
            if inner[:1] != [self.root]:
                return ""
            inner = inner[1:]
        value: object = self.table
        for key in inner:
            if isinstance(value, Mapping) and key in value:
                value = value[str(key)]
            elif isinstance(value, list) and isinstance(key, int) and key < len(value):
                value = value[key]
            else:
                return ""
        line = toml_file.line_of(self.path.read_text(encoding="utf-8"), inner)
        return f"{self.path}: line {line}" if line else str(self.path)


def where(layers: Sequence[Layer], keys: Sequence[str | int]) -> str:
    """Return the file and the line that a value comes from, or that its table lies in."""
    at, dotted = _list_in(keys)
    left = list(layers)
    for number, layer in enumerate(layers):
        here = isinstance(_within(layer.table, dotted.removeprefix(f"{layer.root}.")), list)
        if at is not None and here and dotted not in layer.appended:
            left = [*layers[:number], layer]  # whose list takes the place of those below
            break
    for known in (keys, keys[:-1]):
        for number, layer in enumerate(left):
            own = _own_place(left[number:], known)
            if own and (place := layer.place(own)):
                return place
    return str(layers[0].path)


def _own_place(layers: Sequence[Layer], keys: Sequence[str | int]) -> Sequence[str | int]:
    """The place in the first file of what has these keys in all; empty if it is not there.

    A file's items of a list come behind those of the files that it extends, where it says so.
    """
    at, dotted = _list_in(keys)
    if at is None or dotted not in layers[0].appended:
        return keys
    below = [_within(layer.table, dotted) for layer in layers[1:]]
    before = next((len(one) for one in below if isinstance(one, list)), 0)
    index = int(keys[at]) - before
    return (*keys[:at], index, *keys[at + 1 :]) if index >= 0 else ()


def _list_in(keys: Sequence[str | int]) -> tuple[int | None, str]:
    """Where in keys the first index into a list stands, and the dotted keys before it."""
    at = next((n for n, key in enumerate(keys) if isinstance(key, int)), None)
    return at, ".".join(map(str, keys[:at]))


def profile_of(table: Mapping[str, object], layers: Sequence[Layer]) -> StyleProfile:
    """Return the profile of a table; raises StyleError that says the first thing wrong with it."""
    for fault in _of_files(layers):
        raise StyleError(fault)
    try:
        profile = _typed(table)
    except ValidationError as error:
        raise StyleError(next(_of_types(error, layers))) from error
    for fault in _of_values(profile, layers):
        raise StyleError(fault)
    return profile


def faults(table: Mapping[str, object], layers: Sequence[Layer]) -> tuple[str, ...]:
    """Return all that is wrong with a profile, each with file, line, key and what is expected."""
    found = list(_of_files(layers))
    try:
        profile = _typed(table)
    except ValidationError as error:
        return (*found, *_of_types(error, layers))
    return (*found, *_of_values(profile, layers))


def _typed(table: Mapping[str, object]) -> StyleProfile:
    # JSON, because strict validation takes its arrays for tuples.
    return _adapter().validate_json(json.dumps(table, default=_odd), strict=True)


def _odd(value: object) -> list[str]:
    """What TOML has and JSON has not, such as a date, as what no key takes."""
    return [str(value)]


@cache
def _adapter() -> TypeAdapter[StyleProfile]:
    return TypeAdapter(StyleProfile)


def _of_files(layers: Sequence[Layer]) -> Iterator[str]:
    """What is wrong with the keys that say how files rest on one another."""
    for layer in layers:
        if layer.root:
            continue
        named = layer.table.get("append", [])
        if "name" in layer.table:
            yield f"{layer.place(('name',))}: name: {_NAMED}"
        if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
            yield f"{layer.place(('append',))}: append: expected a list such as ['voice.do']"
            continue
        if named and "extends" not in layer.table:
            yield f"{layer.place(('append',))}: append: without extends there is nothing before it"
        for one in named:
            if not isinstance(_within(layer.table, one), list):
                yield f"{layer.place(('append',))}: append: this file has no list {one!r}"


def _within(table: Mapping[str, object], dotted: str) -> object:
    value: object = table
    for key in dotted.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _of_types(error: ValidationError, layers: Sequence[Layer]) -> Iterator[str]:
    for one in error.errors():
        keys = tuple(one["loc"])
        yield f"{where(layers, keys)}: {_dotted(keys)}: {_expected(dict(one))}"


def _of_values(profile: StyleProfile, layers: Sequence[Layer]) -> Iterator[str]:
    for key, fine, expected in _rules(profile):
        if not fine:
            yield f"{where(layers, tuple(key.split('.')))}: {key}: expected {expected}"


def _dotted(keys: Sequence[str | int]) -> str:
    """`voice.do`; an item of a list counts from 1: `examples 2, source`."""
    text = ""
    for key in keys:
        text += (
            f" {key + 1}," if isinstance(key, int) else f" {key}" if text[-1:] == "," else f".{key}"
        )
    return text.strip(".,")


def _rules(profile: StyleProfile) -> tuple[tuple[str, bool, str], ...]:
    """What a type cannot say of a profile: a key, whether it is fine, what is expected."""
    shape, takeaways, sampling = profile.shape, profile.takeaways, profile.sampling
    section = profile.form.section
    return (
        (
            "shape.heading",
            _fills(shape.heading, "topic"),
            "a pattern with {topic} in it, and no other place",
        ),
        ("title", bool(profile.title.strip()), "words for the document's title"),
        (
            "form.title",
            _fills(profile.form.title, "voice", needed=False),
            "a pattern in which {voice} is the only place",
        ),
        (
            "shape.section_words",
            shape.section_words is None or 100 <= shape.section_words <= 10_000,
            "words of talk that a section rests on, from 100 to 10,000",
        ),
        ("shape.length", 0 < shape.length <= 2, "words out for each word in, from 0 to 2"),
        *(
            (f"shape.{key}", value is None or 100 <= value <= 1_000_000, "words, 100 or more")
            for key, value in (("most_words", shape.most_words), ("words", shape.words))
        ),
        ("takeaways.count", 1 <= takeaways.count <= 50, "a number from 1 to 50"),
        (
            "takeaways.pattern",
            _fills(takeaways.pattern, "claim", "why"),
            "a pattern with {claim} in it, perhaps {why}, and no other place",
        ),
        ("sampling.temperature", 0 <= (sampling.temperature or 0) <= 2, "a number from 0 to 2"),
        ("sampling.top_p", 0 <= (sampling.top_p or 0) <= 1, "a number from 0 to 1"),
        ("voice.brief", bool(profile.voice.brief.strip()), "who speaks, in a few sentences"),
        (
            "form.closing.groups",
            len({group.name.casefold() for group in profile.form.closing.groups} - {""})
            == len(profile.form.closing.groups),
            "groups whose names are words, each with another",
        ),
        (
            "form.section.commentary",
            set(section.commentary) <= set(section.labels),
            "names that are in form.section.labels",
        ),
    )


def _fills(pattern: str, first: str, *others: str, needed: bool = True) -> bool:
    """Whether a pattern has the first place, unless it is not needed, and none that is unknown."""
    places = re.findall(r"\{([^{}]*)\}", pattern)
    return (first in places or not needed) and set(places) <= {first, *others}


def _expected(error: Mapping[str, object]) -> str:
    kind = error["type"]
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return f"there is no such key{_nearest(error['loc'])}"
    if kind in ("missing", "missing_argument"):
        return "is missing"
    if kind == "tuple_type" and isinstance(error["input"], Mapping):
        return "is a list; each of its tables begins with two brackets: [[…]]"
    return f"{error['msg']}, not {error['input']!r}"


def _nearest(place: object) -> str:
    """The known key that an unknown one is probably meant for, at its place or elsewhere."""
    *above, key = place if isinstance(place, tuple) else ("",)
    if key in _OWN:
        return "; it belongs above the first table"
    here = _keys(StyleProfile, [part for part in above if isinstance(part, str)])
    known: dict[str, str] = {}
    for name, dotted in _all_keys(StyleProfile):
        known.setdefault(name, dotted)
    for names in (here, tuple(known)):
        if near := difflib.get_close_matches(str(key), names, n=1):
            return f"; did you mean {near[0] if names is here else known[near[0]]}?"
    return f"; there are: {', '.join(here)}"


def _keys(kind: type, path: Sequence[str]) -> tuple[str, ...]:
    """The keys of a table of a profile, by its own keys."""
    for key in path:
        hint = get_type_hints(kind).get(key)
        inner = [one for one in (hint, *get_args(hint)) if is_dataclass(one)]
        if not inner or not isinstance(inner[0], type):
            return ()
        kind = inner[0]
    known = [one.name for one in fields(kind) if one.name != "name" or path[-1:] == ["groups"]]
    return (*known, *sorted(_OWN)) if not path else tuple(known)


def _all_keys(kind: type, above: str = "") -> Iterator[tuple[str, str]]:
    """Every key of a profile, with the tables that it lies in before it."""
    for one in fields(kind):
        yield one.name, f"{above}{one.name}"
        hint = get_type_hints(kind)[one.name]
        for inner in (hint, *get_args(hint)):
            if is_dataclass(inner) and isinstance(inner, type):
                yield from _all_keys(inner, f"{above}{one.name}.")
