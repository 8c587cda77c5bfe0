"""Plain JSON: lists of entries under the names that people give such fields, and flat tokens.

Whatever is JSON and fits no other format ends here, and is refused with the keys that it has.
"""

from collections.abc import Sequence

from restyle.domain import Metadata
from restyle.errors import NoTranscriptError, TranscriptError
from restyle.ingest import FORMATS, Format, Piece, Raw, Reading
from restyle.ingest.fields import (
    Fields,
    kept,
    lost,
    mapping,
    mappings,
    piece,
    seconds,
    speaker,
    text,
)
from restyle.ingest.markup import json_fault, looks_like_json
from restyle.ingest.times import seconds as clock

_TEXT = ("text", "content", "body", "transcript", "words", "sentence", "said", "utterance", "line")
_WHO = ("speaker", "speaker_name", "speakerName", "name", "who", "author", "voice", "speaker_label")
_RESOURCE = "/"  # a name with it is an address of the entry, not a person
_START = ("start", "start_time", "startTime", "begin", "from", "timestamp", "time", "at", "offset")
_END = ("end", "end_time", "endTime", "to", "stop")
_MOST_WORDS_A_SECOND = 8  # nobody speaks faster: times that say so are milliseconds


def detect(raw: Raw) -> float:
    """Score how sure this is JSON of no known tool."""
    return 0.3 if raw.json is not None or looks_like_json(raw.text) else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece an entry; raises TranscriptError for other JSON, and for broken JSON."""
    if raw.json is None:
        raise TranscriptError(f"{raw.name}: is not whole JSON: {json_fault(raw.text)}")
    tokens = mappings(mapping(raw.json).get("transcript"))
    if tokens and all("type" in token for token in tokens):
        return _flat(mapping(raw.json), tokens)
    entries = _entries(raw.json)
    if not entries:
        keys = ", ".join(sorted(map(str, mapping(raw.json)))[:12]) or "a list of something else"
        raise NoTranscriptError(
            f"{raw.name}: no known JSON layout; at the top it has: {keys}; "
            "restyle reads lists of entries with a text and, if known, speaker, start and end"
        )
    scale = _scale(entries)
    pieces = kept(
        piece(
            _who(entry),
            _first(entry, _TEXT),
            seconds(_first(entry, _START), scale),
            seconds(_first(entry, _END), scale),
        )
        for entry in entries
    )
    value = mapping(raw.json)
    title = text(value.get("title"))
    return Reading(pieces, title, warnings=lost(len(entries), pieces, "entries"))


def _entries(value: object) -> list[Fields]:
    """The longest list of mappings with words in them, at the top or one level below."""
    lists = [value, *mapping(value).values()]
    found = [
        entries
        for item in lists
        if (entries := mappings(item)) and any(_first(e, _TEXT) is not None for e in entries)
    ]
    return max(found, key=len, default=[])


def _who(entry: Fields) -> str | None:
    found = speaker(_first(entry, _WHO))
    return None if found and _RESOURCE in found else found


def _first(entry: Fields, names: Sequence[str]) -> object:
    return next((entry[name] for name in names if entry.get(name) not in (None, "")), None)


def _scale(entries: list[Fields]) -> float:
    """Seconds or milliseconds, decided by how fast people would speak."""
    times = [t for e in entries if (t := seconds(_first(e, _START))) is not None]
    if len(times) < 2 or max(times) == min(times):
        return 1.0
    words = sum(len(text(_first(entry, _TEXT)).split()) for entry in entries)
    pace = words / (max(times) - min(times))
    return 0.001 if pace < _MOST_WORDS_A_SECOND / 1000 else 1.0


def _flat(value: Fields, tokens: list[Fields]) -> Reading:
    """Speakers, times and paragraphs one after the other; an introduction may be printed twice."""
    pieces: list[Piece | None] = []
    who: str | None = None
    start: float | None = None
    named = any(token.get("type") == "speaker" for token in tokens)
    for token in tokens:
        said = text(token.get("text"))
        if token.get("type") == "speaker":
            who = said or who
        elif token.get("type") == "ts":
            start = _clock(said)
        elif who is not None or not named:  # before the first speaker, the page describes the talk
            pieces.append(piece(who, said, start))
            start = None
    metadata = Metadata(text(value.get("date")), text(value.get("mp3_url") or value.get("url")))
    return Reading(kept(pieces), text(value.get("title")), metadata)


def _clock(said: str) -> float | None:
    try:
        return clock(said)
    except ValueError:
        return None


FORMATS.add("json", Format(detect, parse))
