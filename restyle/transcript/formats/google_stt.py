"""Google Speech-to-Text: a response, or the operation that wraps it."""

from itertools import groupby

from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats._fields import (
    Fields,
    best,
    kept,
    lost,
    mapping,
    mappings,
    piece,
    seconds,
    speaker,
    text,
)


def detect(raw: Raw) -> float:
    """Score how sure this is Google's: results whose alternatives have a transcript."""
    readings = [best(result) for result in _results(raw)[:5]]
    return 0.9 if any("transcript" in one and "timestamps" not in one for one in readings) else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece a result; with speaker tags, the last one may hold all words."""
    results = [best(result) for result in _results(raw)]
    words = _tagged(results)
    if words:
        runs = groupby(words, key=lambda word: word["speakerTag"])
        return Reading(kept(_run(list(group), speaker(who)) for who, group in runs))
    pieces = kept(_run(mappings(r.get("words")), None, r.get("transcript")) for r in results)
    return Reading(pieces, warnings=lost(len(results), len(pieces), "results"))


def _tagged(results: list[Fields]) -> list[Fields]:
    """The words with their speakers: those of the last result if it holds all, else of each."""
    tagged = [[w for w in mappings(r.get("words")) if "speakerTag" in w] for r in results]
    if not tagged or not tagged[-1] or len(tagged[-1]) < len(mappings(results[-1].get("words"))):
        return []
    spoken = sum(len(text(result.get("transcript")).split()) for result in results[:-1])
    if len(tagged[-1]) >= spoken or not all(tagged[:-1]):
        return tagged[-1]
    return [word for words in tagged for word in words]


def _results(raw: Raw) -> list[Fields]:
    value = mapping(raw.json)
    return mappings(value.get("results")) or mappings(mapping(value.get("response")).get("results"))


def _run(words: list[Fields], who: str | None, said: object = None) -> Piece | None:
    ends = words or [{}]
    said = said if said is not None else [word.get("word") for word in words]
    start, end = seconds(ends[0].get("startTime")), seconds(ends[-1].get("endTime"))
    return piece(who, said, start, end)


FORMATS.add("google-stt", Format(detect, parse))
