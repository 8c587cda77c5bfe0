"""Deepgram: utterances where there are some, else words by speaker; channels are speakers."""

from collections.abc import Iterator
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
)

_PAUSE = 1.0  # seconds of silence on a line in which another may have spoken


def detect(raw: Raw) -> float:
    """Score how sure this is Deepgram: channels with alternatives."""
    results = mapping(mapping(raw.json).get("results"))
    channels = mappings(results.get("channels"))
    return 1.0 if channels and "alternatives" in channels[0] else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece an utterance, or one a run of words by one speaker."""
    results = mapping(mapping(raw.json).get("results"))
    utterances = mappings(results.get("utterances"))
    channels = mappings(results.get("channels"))
    several = len({one.get("channel") for one in utterances}) > 1 or len(channels) > 1
    if utterances:
        found = [part for one in utterances for part in _utterance(one, several=several)]
        pieces = kept(found)
        return Reading(pieces, warnings=lost(len(found), len(pieces), "utterances"))
    pieces = kept(
        part for n, one in enumerate(channels) for part in _channel(one, n if several else None)
    )
    if several:  # people on two lines take turns
        pieces = tuple(sorted(pieces, key=lambda piece: piece.cue.start or 0.0))
    return Reading(pieces)


def _utterance(utterance: Fields, *, several: bool) -> Iterator[Piece | None]:
    """The parts of an utterance: one, unless its words say that two people speak in it."""
    words = mappings(utterance.get("words"))
    channel = utterance.get("channel") if several else None
    if len({word.get("speaker") for word in words}) > 1:
        yield from _words(words, channel)
        return
    times = (seconds(utterance.get("start")), seconds(utterance.get("end")))
    yield piece(_who(utterance.get("speaker"), channel), utterance.get("transcript"), *times)


def _channel(channel: Fields, number: int | None) -> list[Piece | None]:
    reading = best(channel)
    words = mappings(reading.get("words"))
    if not words:
        return [piece(_who(None, number), reading.get("transcript"))]
    return _words(words, number)


def _who(label: object, channel: object) -> str | None:
    """The speaker; where there are several channels, each is a line with a person on it."""
    if channel is None:
        return speaker(label)
    line = speaker(channel, "Channel")
    return line if label in (None, 0) else f"{line}, {speaker(label)}"


def _words(words: list[Fields], channel: object) -> list[Piece | None]:
    pieces = []
    for who, group in groupby(words, key=lambda word: word.get("speaker")):
        for run in _runs(list(group), parted=channel is not None):
            said = [word.get("punctuated_word") or word.get("word") for word in run]
            times = (seconds(run[0].get("start")), seconds(run[-1].get("end")))
            pieces.append(piece(_who(who, channel), said, *times))
    return pieces


def _runs(words: list[Fields], *, parted: bool) -> Iterator[list[Fields]]:
    """The words as one run, or where others may speak meanwhile, as many as pauses part."""
    run: list[Fields] = []
    for word in words:
        start, end = seconds(word.get("start")), seconds(run[-1].get("end")) if run else None
        if parted and start is not None and end is not None and start - end > _PAUSE:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


FORMATS.add("deepgram", Format(detect, parse))
