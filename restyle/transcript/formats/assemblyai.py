"""AssemblyAI: utterances, or the text with the times of its words; milliseconds."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from restyle.errors import TranscriptError
from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats._fields import (
    Fields,
    entry_piece,
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
    """Score how sure this is AssemblyAI: a status, words and utterances."""
    value = mapping(raw.json)
    return 1.0 if "status" in value and "words" in value and "text" in value else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece an utterance; raises TranscriptError where the job failed."""
    value = mapping(raw.json)
    if value.get("status") == "error":
        reason = text(value.get("error")) or "no reason given"
        raise TranscriptError(f"{raw.name}: the transcription failed: {reason}")
    utterances = mappings(value.get("utterances"))
    if not utterances:
        words = mappings(value.get("words")) or [{}]
        if any(word.get("speaker") or word.get("channel") for word in words):
            return Reading(kept(_runs(words)))
        times = (seconds(words[0].get("start"), 0.001), seconds(words[-1].get("end"), 0.001))
        return Reading(kept([piece(None, value.get("text"), *times)]))
    keys = ("speaker", "text", "start", "end")
    pieces = kept(entry_piece(utterance, *keys, 0.001) for utterance in utterances)
    return Reading(pieces, warnings=lost(len(utterances), len(pieces), "utterances"))


def _runs(words: Sequence[Fields]) -> Iterator[Piece | None]:
    """A piece for each run of words by one speaker, or on one channel."""
    for who, group in groupby(words, key=_who):
        run = list(group)
        said = text([word.get("text") for word in run])
        yield piece(
            who, said, seconds(run[0].get("start"), 0.001), seconds(run[-1].get("end"), 0.001)
        )


def _who(word: Fields) -> str | None:
    return speaker(word.get("speaker")) or speaker(word.get("channel"), "Channel")


FORMATS.add("assemblyai", Format(detect, parse))
