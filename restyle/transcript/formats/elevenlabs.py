"""ElevenLabs' Scribe: words and spacings with a speaker each; several channels one by one."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats._fields import (
    Fields,
    kept,
    mapping,
    mappings,
    piece,
    seconds,
    sentences,
    speaker,
)


def detect(raw: Raw) -> float:
    """Score how sure this is Scribe: words with a type, among them spacings."""
    words = [word for channel in _channels(raw)[:1] for word in mappings(channel.get("words"))]
    kinds = {word.get("type") for word in words}
    return 1.0 if "word" in kinds and kinds <= {"word", "spacing", "audio_event"} else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece a sentence of a speaker; what was heard beside is part of it."""
    channels = _channels(raw)
    pieces = [
        part
        for n, channel in enumerate(channels)
        for part in _runs(mappings(channel.get("words")), n if len(channels) > 1 else None)
    ]
    found = kept(pieces)
    if len(channels) > 1:
        found = tuple(sorted(found, key=lambda one: one.cue.start or 0.0))
    return Reading(found)


def _channels(raw: Raw) -> list[Fields]:
    value = mapping(raw.json)
    return mappings(value.get("transcripts")) or ([value] if "words" in value else [])


def _runs(words: Sequence[Fields], channel: int | None) -> Iterator[Piece | None]:
    spoken = [word for word in words if word.get("type") != "spacing"]
    for who, group in groupby(spoken, key=lambda word: word.get("speaker_id")):
        name = speaker(who) if channel is None or who else f"Channel {channel}"
        for sentence in sentences(group, "text"):
            said = _joined(sentence, words)
            times = (seconds(sentence[0].get("start")), seconds(sentence[-1].get("end")))
            yield piece(name, said, *times)


def _joined(sentence: Sequence[Fields], words: Sequence[Fields]) -> str:
    """The words with blanks between them, unless the file has no spacings, as for Chinese."""
    spaced = any(word.get("type") == "spacing" for word in words)
    return (" " if spaced else "").join(str(word.get("text", "")) for word in sentence)


FORMATS.add("elevenlabs", Format(detect, parse))
