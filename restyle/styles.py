"""Style profiles: found by name, loaded from TOML, inherited, validated."""

import difflib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from restyle import toml_file
from restyle.chat import Sampling
from restyle.errors import StyleError
from restyle.profile import Example, Shape, StyleProfile, TakeawaysShape, Voice
from restyle.registry import unknown
from restyle.resources import bundled
from restyle.settings import user_styles

_SUFFIX = ".toml"


def load(style: str | Path) -> StyleProfile:
    """Return the profile called `style`, or in the file at `style` if it ends in `.toml`.

    Raises StyleError for an unknown name, with the nearest ones, and for a faulty profile,
    with its file, the key and what was expected.
    """
    path = Path(style) if str(style).endswith(_SUFFIX) else _find(str(style))
    return _validated(_merged(path, ()), path)


@dataclass(frozen=True, slots=True)
class StyleFile:
    """Where a style lies; `place` is `./styles`, `user` or `bundled`."""

    path: Path
    place: str


def available() -> dict[str, StyleFile]:
    """Return every style by name; `./styles` hides the user's, and these the bundled ones."""
    found: dict[str, StyleFile] = {}
    for place, folder in _folders():
        for path in sorted(folder.glob(f"*{_SUFFIX}")):
            found.setdefault(path.name.removesuffix(_SUFFIX), StyleFile(path, place))
    return dict(sorted(found.items()))


def _folders() -> Iterator[tuple[str, Path]]:
    if Path("styles").resolve() != bundled("styles").resolve():
        yield "./styles", Path("styles")
    yield "user", user_styles()
    yield "bundled", bundled("styles")


def _find(name: str, below: Path | None = None) -> Path:
    """The file of a style. A style may extend the one of its own name that it hides."""
    for _, folder in _folders():
        path = folder / f"{name}{_SUFFIX}"
        if path.is_file() and (below is None or path.resolve() != below.resolve()):
            return path
    near = unknown("style", name, list(available()))
    raise StyleError(f"{near}; `restyle styles` lists them all")


def _merged(path: Path, children: tuple[str, ...]) -> dict[str, object]:
    """The tables of a profile over those of the profile that it extends."""
    name = path.name.removesuffix(_SUFFIX)
    if str(path) in children:
        chain = " extends ".join(Path(child).stem for child in (*children, str(path)))
        raise StyleError(f"{path}: extends itself: {chain}")
    if not path.exists():
        raise StyleError(f"{path}: there is no such style profile")
    table = toml_file.table(path, StyleError)
    parent = table.pop("extends", None)
    table["name"] = name
    if parent is None:
        return table
    if not isinstance(parent, str):
        raise StyleError(f"{path}: extends: expected the name of a style")
    try:
        found = _find(parent, below=path)
    except StyleError as error:
        raise StyleError(f"{path}: extends: {error}") from error
    return _over(table, _merged(found, (*children, str(path))))


def _over(child: Mapping[str, object], parent: Mapping[str, object]) -> dict[str, object]:
    """Tables are merged key by key; any other value, lists included, replaces the parent's."""
    merged = dict(parent)
    for key, value in child.items():
        below = merged.get(key)
        both = isinstance(value, Mapping) and isinstance(below, Mapping)
        merged[key] = _over(value, below) if both else value  # type: ignore[arg-type]
    return merged


@cache
def _adapter() -> TypeAdapter[StyleProfile]:
    return TypeAdapter(StyleProfile)


def _validated(table: Mapping[str, object], path: Path) -> StyleProfile:
    try:
        # JSON, because strict validation takes its arrays for tuples.
        profile = _adapter().validate_json(json.dumps(table, default=str), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise StyleError(f"{path}: {place}: {_expected(dict(first))}") from error
    for key, fine, expected in _rules(profile):
        if not fine:
            raise StyleError(f"{path}: {key}: expected {expected}")
    return profile


def _rules(profile: StyleProfile) -> tuple[tuple[str, bool, str], ...]:
    """What a type cannot say of a profile: a key, whether it is fine, what is expected."""
    shape, takeaways, sampling = profile.shape, profile.takeaways, profile.sampling
    return (
        ("shape.heading", "{topic}" in shape.heading, "a pattern with {topic} in it"),
        (
            "shape.section_words",
            shape.section_words is None or 100 <= shape.section_words <= 10_000,
            "words of talk that a section rests on, from 100 to 10,000",
        ),
        ("shape.length", 0 < shape.length <= 2, "words out for each word in, from 0 to 2"),
        ("takeaways.count", 1 <= takeaways.count <= 50, "a number from 1 to 50"),
        ("takeaways.pattern", "{claim}" in takeaways.pattern, "a pattern with {claim} in it"),
        ("sampling.temperature", 0 <= (sampling.temperature or 0) <= 2, "a number from 0 to 2"),
        ("sampling.top_p", 0 <= (sampling.top_p or 0) <= 1, "a number from 0 to 1"),
    )


def _expected(error: Mapping[str, object]) -> str:
    kind = error["type"]
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return f"there is no such key{_nearest(error['loc'])}"
    if kind in ("missing", "missing_argument"):
        return "is missing"
    return f"{error['msg']}, not {error['input']!r}"


def _nearest(place: object) -> str:
    """The known key that an unknown one is probably meant for."""
    key = str(place[-1]) if isinstance(place, tuple) else ""
    parts = (StyleProfile, Voice, Shape, TakeawaysShape, Example, Sampling)
    known = {item.name for part in parts for item in fields(part)}
    near = difflib.get_close_matches(key, sorted(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""
