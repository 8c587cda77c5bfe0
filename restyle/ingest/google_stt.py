"""Google Speech-to-Text: a response, or the operation that wraps it."""

from itertools import groupby

from restyle.ingest import FORMATS, Format, Piece, Raw, Reading
from restyle.ingest.fields import (
    Fields,
    best,
    kept,
    lost,
    mapping,
    mappings,
    piece,
    seconds,
    speaker,
)


def detect(raw: Raw) -> float:
    """Score how sure this is Google's: results whose alternatives have a transcript."""
    readings = [best(result) for result in _results(raw)[:5]]
    return 0.9 if any("transcript" in one and "timestamps" not in one for one in readings) else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece a result; with speaker tags, the last one holds all words and is used."""
    results = [best(result) for result in _results(raw)]
    words = mappings(results[-1].get("words")) if results else []
    if words and all("speakerTag" in word for word in words):
        runs = groupby(words, key=lambda word: word["speakerTag"])
        return Reading(kept(_run(list(group), speaker(who)) for who, group in runs))
    pieces = kept(_run(mappings(r.get("words")), None, r.get("transcript")) for r in results)
    return Reading(pieces, warnings=lost(len(results), pieces, "results"))


def _results(raw: Raw) -> list[Fields]:
    value = mapping(raw.json)
    return mappings(value.get("results")) or mappings(mapping(value.get("response")).get("results"))


def _run(words: list[Fields], who: str | None, said: object = None) -> Piece | None:
    ends = words or [{}]
    said = said if said is not None else [word.get("word") for word in words]
    start, end = seconds(ends[0].get("startTime")), seconds(ends[-1].get("endTime"))
    return piece(who, said, start, end)


FORMATS.add("google-stt", Format(detect, parse))
