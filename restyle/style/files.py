"""Style profiles: found by name, loaded from TOML, inherited.

A profile may name another in `extends`. Its tables are merged with the other's, key by key; its
lists, like any other value, take the place of the other's, but for those that it names in
`append`: `append = ["voice.do", "examples"]`. The form that a profile names lies below it, as
the table `form`, so that a profile may change a part of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from restyle import _toml as toml_file
from restyle.errors import StyleError, unknown
from restyle.resources import bundled
from restyle.settings import user_styles
from restyle.style.profile import StyleProfile
from restyle.style.validation import Layer, faults, profile_of, where

_SUFFIX = ".toml"
_FORMS = "forms"
_ESSAY = "essay"
_LONGEST = 100  # letters of a name


@dataclass(frozen=True, slots=True)
class StyleFile:
    """Where a style lies; `place` is `./styles`, `user` or `bundled`.

    `hides` are the places of files of the same name that it hides.
    """

    path: Path
    place: str
    hides: tuple[str, ...] = ()


def load(style: str | Path) -> StyleProfile:
    """Return the profile called `style`, or in the file at `style` if it ends in `.toml`.

    Raises StyleError for an unknown name, with the nearest ones, and for a faulty profile,
    with its file, the line, the key and what was expected.
    """
    table, layers = _laid(_path_of(style))
    return profile_of(table, layers)


def path_of(style: str | Path) -> Path | None:
    """Return the file of a style; None where there is none."""
    try:
        path = _path_of(style)
    except StyleError:
        return None
    return path if path.is_file() else None


def faults_of(style: str | Path) -> tuple[str, ...]:
    """Return all that is wrong with a profile, each with its file, its line and its key."""
    try:
        table, layers = _laid(_path_of(style))
    except StyleError as error:
        return (str(error),)
    return faults(table, layers)


def lineage(style: str | Path) -> tuple[Path, ...]:
    """Return the file of a style and of each that it extends, the last one extending none."""
    return tuple(layer.path for layer in _chain(_path_of(style), ()))


def available() -> dict[str, StyleFile]:
    """Return every style by name; `./styles` hides the user's, and these the bundled ones."""
    found: dict[str, StyleFile] = {}
    for place, folder in _folders():
        for path in sorted(folder.glob(f"[!.#]*{_SUFFIX}")):
            if not path.is_file():
                continue
            name = path.name.removesuffix(_SUFFIX)
            first = found.get(name)
            found[name] = (
                StyleFile(first.path, first.place, (*first.hides, place))
                if first
                else StyleFile(path, place)
            )
    return dict(sorted(found.items()))


def hides_bundled(style: str | Path) -> str:
    """Return a note where a style's name means another file than the bundled one; else nothing."""
    found = available().get(str(style))
    if found is None or "bundled" not in found.hides:
        return ""
    return f"the voice {style} is {found.path}, which hides the bundled one"


def forms() -> dict[str, Path]:
    """Return the file of every form of a document, by name."""
    paths = [path for _, folder in _folders() for path in (folder / _FORMS).glob(f"*{_SUFFIX}")]
    return {path.name.removesuffix(_SUFFIX): path for path in reversed(paths)}


def _folders() -> Iterator[tuple[str, Path]]:
    if Path("styles").resolve() != bundled("styles").resolve():
        yield "./styles", Path("styles")
    yield "user", user_styles()
    yield "bundled", bundled("styles")


def _path_of(style: str | Path) -> Path:
    return Path(style) if str(style).endswith(_SUFFIX) else _find(str(style))


def _find(name: str, above: Sequence[Path] = ()) -> Path:
    """The file of a style. One that extends its own name means the one that it hides."""
    passed = {path.resolve() for path in above}
    for _, folder in _folders():
        path = folder / f"{name}{_SUFFIX}"
        if len(name) <= _LONGEST and path.is_file() and path.resolve() not in passed:
            return path
    near = unknown("style", name, [one for one in available() if one != name])
    raise StyleError(f"{near}; `restyle styles` lists them all")


def _laid(path: Path) -> tuple[dict[str, object], tuple[Layer, ...]]:
    """A profile's table over all that it rests on, and the files, the profile's own first."""
    layers = _chain(path, ())
    merged: dict[str, object] = {}
    for layer in reversed(layers):
        merged = _over(layer, layer.table, merged)
    shape = merged.get("shape")
    form = shape.get("form", _ESSAY) if isinstance(shape, Mapping) else _ESSAY
    below = _form(str(form), layers)
    own = merged.get("form", {})
    merged["form"] = (
        _over(layers[0], own, below.table, "form.") if isinstance(own, Mapping) else own
    )
    name = path.name.removesuffix(_SUFFIX)
    merged["name"] = name.encode("utf-8", "replace").decode("utf-8")
    return merged, (*layers, below)


def _form(name: str, layers: Sequence[Layer]) -> Layer:
    known = forms()
    if name not in known:
        near = unknown("form", name, sorted(known))
        raise StyleError(f"{where(layers, ('shape', 'form'))}: shape.form: {near}")
    return Layer(known[name], {**toml_file.table(known[name], StyleError), "name": name}, "form")


def _chain(path: Path, above: tuple[Path, ...]) -> tuple[Layer, ...]:
    """A profile and those that it extends, each with the table of its file."""
    if path in above:
        chain = " extends ".join(one.stem for one in (*above, path))
        raise StyleError(f"{path}: extends itself: {chain}")
    if not path.is_file():
        raise StyleError(f"{path}: there is no such style profile")
    layer = Layer(path, toml_file.table(path, StyleError))
    parent = layer.table.get("extends")
    if parent is None:
        return (layer,)
    if not isinstance(parent, str) or not parent.strip():
        raise StyleError(f"{layer.place(('extends',))}: extends: expected the name of a style")
    passed = (*above, path)
    own = [one for one in passed if one.stem == parent] if path.stem == parent else []
    try:
        found = _find(parent, own)
    except StyleError as error:
        chain = " extends ".join((*(one.stem for one in passed), parent))
        raise StyleError(f"{layer.place(('extends',))}: {chain}: {error}") from error
    return (layer, *_chain(found, passed))


def _over(
    layer: Layer, child: Mapping[str, object], parent: Mapping[str, object], above: str = ""
) -> dict[str, object]:
    """Tables merged key by key; a list is put behind the parent's where the layer says so."""
    merged = dict(parent)
    for key, value in child.items():
        place, below = f"{above}{key}", merged.get(key)
        if isinstance(value, Mapping) and isinstance(below, Mapping):
            merged[key] = _over(layer, value, below, f"{place}.")
        elif place in layer.appended and isinstance(value, list) and isinstance(below, list):
            merged[key] = [*below, *value]
        elif not above and key in ("extends", "append"):
            continue
        else:
            merged[key] = value
    return merged
