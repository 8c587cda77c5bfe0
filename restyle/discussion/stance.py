"""A stance: as whom the model answers, as a small file of `styles/stances`."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import TypeAdapter, ValidationError

from restyle import _toml as toml_file
from restyle.errors import StyleError, unknown
from restyle.resources import bundled
from restyle.settings import user_styles

_SUFFIX = ".toml"
_FOLDER = "stances"


@dataclass(frozen=True, slots=True)
class Stance:
    """As whom somebody discusses a talk: what they are after, what they do and do not do."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    title: str
    description: str
    brief: str
    do: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


def stances() -> dict[str, Path]:
    """Return the file of every stance by name; one's own hide the bundled ones."""
    folders = (bundled("styles"), user_styles(), Path("styles"))
    return {
        path.name.removesuffix(_SUFFIX): path
        for folder in folders
        for path in sorted((folder / _FOLDER).glob(f"[!.]*{_SUFFIX}"))
    }


def load_stance(name: str | Path) -> Stance:
    """Return the stance called `name`, or in a `.toml` file.

    Raises StyleError for an unknown name and for a faulty file, with the file and the key.
    """
    known = stances()
    path = Path(name) if str(name).endswith(_SUFFIX) else known.get(str(name))
    if path is None:
        raise StyleError(unknown("stance", str(name), sorted(known)))
    if not path.is_file():
        raise StyleError(f"{path}: there is no such stance")
    table = toml_file.table(path, StyleError)
    try:
        return TypeAdapter(Stance).validate_python(table)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"]))
        raise StyleError(f"{path}: {where}: {fault['msg']}") from error
