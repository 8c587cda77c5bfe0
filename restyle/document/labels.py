"""The words that restyle itself puts into a document, in the document's language."""

import re
import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("labels.toml")
_ANY = "any"  # what holds in every language but English
_ENGLISH = "en"
_PLACE = re.compile(r"\{(\w+)\}")


def label(english: str, language: str) -> str:
    """Return a heading or a line in a language, by its code; as it is where none is known."""
    if language in ("", _ENGLISH):
        return english
    known = _labels()
    return known.get(language, {}).get(english) or known[_ANY].get(english, english)


def filled(line: str, **parts: str) -> str:
    """Return a line with its places filled; the parts are data and are not looked at again."""
    return _PLACE.sub(lambda match: parts.get(match[1], match[0]), line)


@cache
def _labels() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
