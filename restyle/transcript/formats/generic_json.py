"""Plain JSON: lists of entries under the names that people give such fields, and flat tokens.

Whatever is JSON and fits no other format ends here, and is refused with the keys that it has.
"""

from collections.abc import Sequence

from restyle.errors import NoTranscriptError, TranscriptError
from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats._fields import (
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
from restyle.transcript.formats._markup import json_fault, looks_like_json
from restyle.transcript.times import seconds as clock
from restyle.transcript.transcript import Metadata

_TEXT = ("text", "content", "body", "transcript", "words", "sentence", "said", "utterance", "line")
_WHO = tuple(
    "speaker speaker_name speakerName name who author voice speaker_label participant "
    "user_profile real_name display_name username user".split()
)
_WORD = ("text", "word", "content")
_LEVELS = 4  # at which a list of entries may stand: {"data": {"transcript": {"sentences": []
_RESOURCE = "/"  # a name with it is an address of the entry, not a person
_START = tuple(
    "start start_time startTime begin from timestamp time at offset start_timestamp "
    "offsetMilliseconds".split()
)
_END = ("end", "end_time", "endTime", "to", "stop", "end_timestamp")
_SIGNS = '{}[],"'  # with which the lines of JSON begin or end
_SAMPLE = 200  # lines
_MOST_WORDS_A_SECOND = 8  # nobody speaks faster: times that say so are milliseconds


def detect(raw: Raw) -> float:
    """Score how sure this is JSON of no known tool."""
    broken = looks_like_json(raw.text) and _reads_like_json(raw.text)
    return 0.3 if raw.json is not None or broken else 0.0


def _reads_like_json(text: str) -> bool:
    """Whether most lines of a text that begins as JSON go on as JSON does."""
    lines = [line.strip() for line in text[:20_000].split("\n", _SAMPLE) if line.strip()]
    alike = sum(line[0] in _SIGNS or line[-1] in _SIGNS for line in lines)
    return 2 * alike > len(lines)


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
            _said(entry),
            _time(entry, _START, scale),
            _time(entry, _END, scale),
        )
        for entry in entries
    )
    value = mapping(raw.json)
    title = text(value.get("title"))
    return Reading(pieces, title, warnings=lost(len(entries), len(pieces), "entries"))


def _entries(value: object) -> list[Fields]:
    """The longest list of mappings with words in them, in the value or a few levels below."""
    level, found = [value], list[list[Fields]]()
    for _ in range(_LEVELS):
        found += [
            entries
            for item in level
            if (entries := mappings(item)) and any(_said(entry) for entry in entries)
        ]
        if found:
            break
        level = [below for item in level for below in mapping(item).values()]
    return max(found, key=len, default=[])


def _said(entry: Fields) -> object:
    """What an entry holds: a text, or words each with a text and a time."""
    found = _first(entry, _TEXT)
    words = [_first(word, _WORD) for word in mappings(found)]
    return words or found


def _who(entry: Fields) -> str | None:
    named = _first(entry, _WHO)
    found = speaker(_first(mapping(named), _WHO) if mapping(named) else named)
    return None if found and _RESOURCE in found else found


def _time(entry: Fields, names: Sequence[str], scale: float) -> float | None:
    """A time of an entry, or of the first or the last of its words."""
    found = seconds(_first(entry, names), scale)
    words = mappings(_first(entry, _TEXT))
    if found is not None or not words:
        return found
    time = _first(words[0 if names is _START else -1], names)
    return seconds(mapping(time).get("relative", time), scale)


def _first(entry: Fields, names: Sequence[str]) -> object:
    return next((entry[name] for name in names if entry.get(name) not in (None, "")), None)


def _scale(entries: list[Fields]) -> float:
    """Seconds or milliseconds, decided by how fast people would speak."""
    times = [t for e in entries if (t := _time(e, _START, 1.0)) is not None]
    if len(times) < 2 or max(times) == min(times):
        return 1.0
    words = sum(len(text(_said(entry)).split()) for entry in entries)
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
    media = text(value.get("mp3_url"))
    metadata = Metadata(text(value.get("date")), text(value.get("url")) or media, media=media)
    return Reading(kept(pieces), text(value.get("title")), metadata)


def _clock(said: str) -> float | None:
    try:
        return clock(said)
    except ValueError:
        return None


FORMATS.add("json", Format(detect, parse))
