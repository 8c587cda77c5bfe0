"""Speechmatics' json-v2 and Azure's batch transcriptions: words, or phrases, with alternatives."""

from itertools import groupby

from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats._fields import (
    Fields,
    best,
    first,
    glued,
    kept,
    lost,
    mapping,
    mappings,
    piece,
    seconds,
    speaker,
)

_TICKS = 1e-7  # seconds


def detect(raw: Raw) -> float:
    """Score how sure this is json-v2: results whose alternatives have a content."""
    words = mappings(mapping(raw.json).get("results"))[:5]
    return 1.0 if any("content" in best(one) and "type" in one for one in words) else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece a run of words by one speaker; punctuation is glued to the word before."""
    words = mappings(mapping(raw.json).get("results"))
    runs = groupby(words, key=lambda word: best(word).get("speaker"))
    several = len({best(word).get("speaker") for word in words} - {"UU", None}) > 0
    return Reading(kept(_run(who, list(group), several=several) for who, group in runs))


def detect_azure(raw: Raw) -> float:
    """Score how sure this is Azure's: recognized phrases with their best readings."""
    return 1.0 if "nBest" in first(mapping(raw.json).get("recognizedPhrases")) else 0.0


def parse_azure(raw: Raw) -> Reading:
    """Return one piece a phrase, in order of time over all channels; times are in ticks."""
    phrases = mappings(mapping(raw.json).get("recognizedPhrases"))
    several = len({one.get("channel") for one in phrases}) > 1
    pieces = kept(_phrase(one, several=several) for one in phrases)
    ordered = sorted(pieces, key=lambda one: one.cue.start or 0.0)
    return Reading(tuple(ordered), warnings=lost(len(phrases), len(pieces), "phrases"))


def _run(who: object, words: list[Fields], *, several: bool) -> Piece | None:
    """A run of words; `UU` is somebody unknown, where anybody is known."""
    unknown = "" if several else None
    name = unknown if who == "UU" else speaker(who)
    return piece(
        name, glued(words), seconds(words[0].get("start_time")), seconds(words[-1].get("end_time"))
    )


def _phrase(phrase: Fields, *, several: bool) -> Piece | None:
    start = seconds(phrase.get("offsetInTicks"), _TICKS)
    length = seconds(phrase.get("durationInTicks"), _TICKS)
    end = start + length if start is not None and length is not None else None
    who = speaker(phrase.get("speaker"))
    if who is None and several:
        who = speaker(phrase.get("channel"), "Channel")
    return piece(who, first(phrase.get("nBest")).get("display"), start, end)


FORMATS.add("speechmatics", Format(detect, parse))
FORMATS.add("azure-stt", Format(detect_azure, parse_azure))
