"""Values out of JSON that nobody vouches for: what is not of the right kind is not there."""

import html
import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from restyle.transcript.encoding import clean
from restyle.transcript.formats import Piece
from restyle.transcript.times import LATEST
from restyle.transcript.transcript import Cue

Fields = Mapping[str, object]
_ENDS = (".", "?", "!", "…", "。", "？", "！")


def mapping(value: object) -> Fields:
    """Return `value` if it is a mapping, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def mappings(value: object) -> list[Fields]:
    """Return the mappings in a list; none where it is no list."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def first(value: object) -> Fields:
    """Return the first mapping in a list, an empty one where there is none."""
    return next(iter(mappings(value)), {})


def best(result: Fields) -> Fields:
    """Return the likeliest of a recogniser's readings of a word or a phrase."""
    return first(result.get("alternatives"))


def glued(words: Iterable[Fields]) -> str:
    """Return the contents of words' best readings, punctuation glued to the word before."""
    said = ""
    for word in words:
        glue = "" if word.get("type") == "punctuation" or not said else " "
        said += glue + text(best(word).get("content"))
    return said


def text(value: object) -> str:
    """Return the words in `value`, with single blanks; lists of words are joined."""
    words: list[str] = []
    left = [value]  # a stack instead of recursion, as JSON may nest deeper than Python calls
    while left:
        one = left.pop()
        if isinstance(one, list):
            left += reversed(one)
        elif isinstance(one, str):
            words += one.split()
    return " ".join(words)


def lines(value: object) -> str:
    """Return the words in `value` as `text` does, with its line ends where it is one text."""
    if not isinstance(value, str):
        return text(value)
    return "\n".join(" ".join(line.split()) for line in value.split("\n") if line.strip())


def seconds(value: object, scale: float = 1.0) -> float | None:
    """Return a time in seconds from a number or `"3.4"` or `"3.400s"`; None where it is none."""
    if isinstance(value, str):
        try:
            value = float(value.strip().removesuffix("s"))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if abs(value) > LATEST / min(scale, 1.0):
        return None
    found = float(value) * scale
    return found if math.isfinite(found) and 0 <= found < LATEST else None


def moment(value: object) -> float | None:
    """Return the seconds since 1970 of a date and time as ISO 8601 writes it; None without one."""
    try:
        when = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if when is None:
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def speaker(value: object, prefix: str = "Speaker") -> str | None:
    """Return a speaker's name; a number or a letter becomes `Speaker 1`, nothing None."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return f"{prefix} {value}"
    name = text(value)
    if not name:
        return None
    return f"{prefix} {name}" if len(name) == 1 or name.isdigit() else name


def piece(
    who: str | None, said: object, start: float | None = None, end: float | None = None
) -> Piece | None:
    """Return a piece, or None where nothing was said."""
    words = lines(clean(html.unescape(said)) if isinstance(said, str) else said)
    return Piece(who, Cue(words, start, end)) if words else None


def entry_piece(
    entry: Fields, who: str, said: str, start: str, end: str, scale: float = 1.0
) -> Piece | None:
    """Return the piece that an entry holds under these keys; `scale` makes its times seconds."""
    times = (seconds(entry.get(start), scale), seconds(entry.get(end), scale))
    return piece(speaker(entry.get(who)), entry.get(said), *times)


def sentences(words: Iterable[Fields], said: str) -> Iterator[list[Fields]]:
    """Yield the words up to each end of a sentence; `said` is the key of what a word says."""
    sentence: list[Fields] = []
    for word in words:
        sentence.append(word)
        if text(word.get(said)).endswith(_ENDS):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def kept(pieces: Iterable[Piece | None]) -> tuple[Piece, ...]:
    """Return the pieces in which something was said."""
    return tuple(found for found in pieces if found is not None)


def lost(announced: int, read: int, noun: str = "segments") -> tuple[str, ...]:
    """Return a warning where fewer pieces were read than the file announces."""
    missing = announced - read
    return (f"{missing} of {announced} {noun} hold no words",) if missing > 0 else ()
