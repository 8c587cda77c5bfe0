"""A TOML file's table, or one line that says what is wrong with it."""

import tomllib
from pathlib import Path

from restyle.errors import RestyleError


def table(path: Path, fault: type[RestyleError]) -> dict[str, object]:
    """Return the table in the file at `path`; raises `fault` that names the file and the place."""
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except OSError as error:
        raise fault(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise fault(f"{path}: is not TOML: {error}") from error
