"""A TOML file's table, or one line that says what is wrong with it, and where."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from restyle.errors import RestyleError

_STRING_OR_COMMENT = re.compile(
    r'''"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*''', re.DOTALL
)
_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_TABLE = re.compile(rf"\A\s*+(\[\[?)\s*({_PART}(?:\s*\.\s*{_PART})*)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(rf"\A\s*+({_PART}(?:\s*\.\s*{_PART})*)\s*=")

Place = tuple[str | int, ...]


def table(path: Path, fault: type[RestyleError]) -> dict[str, object]:
    """Return the table in the file at `path`; raises `fault` that names the file and the place."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise fault(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise fault(f"{path}: is no text in UTF-8") from error
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise fault(f"{path}: is not TOML: {error}") from error


def line_of(text: str, keys: Sequence[str | int]) -> int | None:
    """Return the line, from 1, on which the value with these keys is set; None where none is.

    A value within a list or an inline table stands on the line of the nearest key round it, a
    key that is wanted and missing on that of its table.
    """
    best, depth = None, 0
    wanted = tuple(keys)
    for number, place in _places(text):
        shared = _shared(place, wanted)
        if shared > depth and shared == len(place):
            best, depth = number, shared
    return best


def _places(text: str) -> list[tuple[int, Place]]:
    """Every table and key of a file, with its line; a table of a list has its number in it."""
    found: list[tuple[int, Place]] = []
    within: Place = ()
    counts: dict[Place, int] = {}
    bare = _STRING_OR_COMMENT.sub(_bare, text)
    for number, line in enumerate(bare.split("\n"), 1):
        if head := _TABLE.match(line):
            within = _parts(head[2])
            if head[1] == "[[":
                counts[within] = counts.get(within, -1) + 1
                within = (*within, counts[within])
            found.append((number, within))
        elif key := _KEY.match(line):
            found.append((number, (*within, *_parts(key[1]))))
    return found


def _bare(match: re.Match[str]) -> str:
    """A comment and a string of several lines are blank; a short string may be a key."""
    long = match[0].startswith(('"""', "'''"))
    return "\n" * match[0].count("\n") if long or match[0][0] == "#" else match[0]


def _parts(dotted: str) -> Place:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


def _shared(one: Place, other: Place) -> int:
    """How many keys two places have in common from the start."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
