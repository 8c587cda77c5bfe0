"""Whisper and its kin: openai-whisper, faster-whisper, WhisperX, whisper-timestamped, whisper.cpp.

WhisperX gives each word a speaker but not every segment one; the commonest among its words is
taken. podwhisperer names the speakers in a table of their own.
"""

from collections import Counter
from collections.abc import Mapping

from restyle.ingest import FORMATS, Format, Piece, Raw, Reading
from restyle.ingest.fields import Fields, kept, lost, mapping, mappings, piece, seconds, speaker


def detect(raw: Raw) -> float:
    """Score how sure this is Whisper's JSON: segments with `start`, `end` and `text`."""
    value = mapping(raw.json)
    segments = mappings(value.get("segments"))
    if not segments:
        return 0.0
    sample = segments[:20]
    hits = sum("text" in segment and ("start" in segment or len(segment) < 3) for segment in sample)
    return 0.9 * hits / len(sample)


def parse(raw: Raw) -> Reading:
    """Return one piece a segment."""
    value = mapping(raw.json)
    segments = mappings(value.get("segments"))
    names = {
        key: name
        for key, name in mapping(value.get("speakers")).items()
        if isinstance(name, str) and name.strip()
    }
    announced = value.get("segments")
    pieces = kept(_piece(segment, names) for segment in segments)
    return Reading(
        pieces, warnings=lost(len(announced) if isinstance(announced, list) else 0, pieces)
    )


def detect_cpp(raw: Raw) -> float:
    """Score how sure this is whisper.cpp's JSON."""
    first = mappings(mapping(raw.json).get("transcription"))[:1]
    return 1.0 if first and "offsets" in first[0] and "text" in first[0] else 0.0


def parse_cpp(raw: Raw) -> Reading:
    """Return one piece a segment; offsets are milliseconds."""
    segments = mappings(mapping(raw.json).get("transcription"))
    found = []
    for segment in segments:
        offsets = mapping(segment.get("offsets"))
        times = (seconds(offsets.get("from"), 0.001), seconds(offsets.get("to"), 0.001))
        found.append(piece(speaker(segment.get("speaker")), segment.get("text"), *times))
    pieces = kept(found)
    return Reading(pieces, warnings=lost(len(segments), pieces))


def _piece(segment: Fields, names: Mapping[str, object]) -> Piece | None:
    label = segment.get("speaker", segment.get("speakerLabel"))
    if label is None:
        spoken = Counter(
            word["speaker"]
            for word in mappings(segment.get("words"))
            if isinstance(word.get("speaker"), str)
        )
        label = spoken.most_common(1)[0][0] if spoken else None
    name = names.get(label, label) if isinstance(label, str) else label
    start, end = seconds(segment.get("start")), seconds(segment.get("end"))
    return piece(speaker(name), segment.get("text"), start, end)


def detect_chunks(raw: Raw) -> float:
    """Score how sure this is from transformers: `chunks`, or `speakers`, with a pair of times."""
    first = _chunks(raw)[:1]
    return 1.0 if first and "text" in first[0] and "timestamp" in first[0] else 0.0


def parse_chunks(raw: Raw) -> Reading:
    """Return one piece a chunk; those with speakers are taken where there are some."""
    chunks = _chunks(raw)
    pieces = kept(
        piece(speaker(one.get("speaker")), one.get("text"), *_pair(one.get("timestamp")))
        for one in chunks
    )
    return Reading(pieces, warnings=lost(len(chunks), pieces, "chunks"))


def _chunks(raw: Raw) -> list[Fields]:
    value = mapping(raw.json)
    speakers = mappings(value.get("speakers"))
    named = [one for one in speakers if "timestamp" in one]
    return named or mappings(value.get("chunks"))


def _pair(times: object) -> tuple[float | None, float | None]:
    start, end = times if isinstance(times, list) and len(times) == 2 else (None, None)
    return seconds(start), seconds(end)


FORMATS.add("whisper", Format(detect, parse))
FORMATS.add("whisper-cpp", Format(detect_cpp, parse_cpp))
FORMATS.add("transformers", Format(detect_chunks, parse_chunks))
