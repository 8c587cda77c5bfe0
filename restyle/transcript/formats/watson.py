"""IBM Watson Speech to Text: results with times of words, and speakers by the time of a word."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats._fields import (
    Fields,
    best,
    kept,
    mapping,
    mappings,
    piece,
    seconds,
    speaker,
    text,
)

_HESITATION = "%HESITATION"


def detect(raw: Raw) -> float:
    """Score how sure this is Watson's: alternatives with timestamps, or a stream of results."""
    readings = [best(result) for result in _results(raw)[:5]]
    stream = any("result_index" in part for part in _parts(raw))
    said = any("transcript" in one and ("timestamps" in one or stream) for one in readings)
    return 1.0 if said else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece a run of words by one speaker within a result."""
    labels = sorted(
        (at, label.get("speaker"))
        for part in _parts(raw)
        for label in mappings(part.get("speaker_labels"))
        if (at := seconds(label.get("from"))) is not None
    )
    finals = [result for result in _results(raw) if result.get("final", True)]
    return Reading(kept(part for result in finals for part in _result(best(result), labels)))


def _results(raw: Raw) -> list[Fields]:
    return [result for part in _parts(raw) for result in mappings(part.get("results"))]


def _parts(raw: Raw) -> list[Fields]:
    """The answer, or those of a stream in a list."""
    return mappings(raw.json) or [mapping(raw.json)]


def _result(reading: Fields, labels: Sequence[tuple[float, object]]) -> Iterator[Piece | None]:
    stamps = reading.get("timestamps")
    listed = stamps if isinstance(stamps, list) else []
    words = [word for word in listed if isinstance(word, list) and len(word) == 3]
    if not words:
        yield piece(None, reading.get("transcript"))
        return
    for who, group in groupby(words, key=lambda word: _who(word[1], labels)):
        run = list(group)
        said = text([word[0] for word in run if word[0] != _HESITATION])
        yield piece(speaker(who), said, seconds(run[0][1]), seconds(run[-1][2]))


def _who(start: object, labels: Sequence[tuple[float, object]]) -> object:
    """Who speaks at a time: whom the last label before it names."""
    at = seconds(start)
    place = bisect_right([when for when, _ in labels], at if at is not None else 0.0)
    return labels[place - 1][1] if place else None


FORMATS.add("watson", Format(detect, parse))
