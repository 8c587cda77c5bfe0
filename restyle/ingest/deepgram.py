"""Deepgram: utterances where there are some, else words grouped by speaker."""

from itertools import groupby

from restyle.ingest import FORMATS, Format, Piece, Raw, Reading
from restyle.ingest.fields import (
    Fields,
    entry_piece,
    kept,
    mapping,
    mappings,
    piece,
    seconds,
    speaker,
)


def detect(raw: Raw) -> float:
    """Score how sure this is Deepgram: channels with alternatives."""
    results = mapping(mapping(raw.json).get("results"))
    channels = mappings(results.get("channels"))
    return 1.0 if channels and "alternatives" in channels[0] else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece an utterance, or one a run of words by one speaker."""
    results = mapping(mapping(raw.json).get("results"))
    utterances = mappings(results.get("utterances"))
    if utterances:
        keys = ("speaker", "transcript", "start", "end")
        return Reading(kept(entry_piece(utterance, *keys) for utterance in utterances))
    pieces: list[Piece | None] = []
    for channel in mappings(results.get("channels")):
        best = mapping(next(iter(mappings(channel.get("alternatives"))), None))
        words = mappings(best.get("words"))
        pieces += _words(words) if words else [piece(None, best.get("transcript"))]
    return Reading(kept(pieces))


def _words(words: list[Fields]) -> list[Piece | None]:
    pieces = []
    for who, group in groupby(words, key=lambda word: word.get("speaker")):
        run = list(group)
        said = [word.get("punctuated_word") or word.get("word") for word in run]
        times = (seconds(run[0].get("start")), seconds(run[-1].get("end")))
        pieces.append(piece(speaker(who), said, *times))
    return pieces


FORMATS.add("deepgram", Format(detect, parse))
