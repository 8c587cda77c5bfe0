"""Whisper and its kin: openai-whisper, faster-whisper, WhisperX, whisper-timestamped, whisper.cpp.

WhisperX gives each word a speaker but not every segment one; the commonest among its words is
taken, and where another speaker says a sentence of it, the segment is parted. podwhisperer names
the speakers in a table of their own.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats._fields import (
    Fields,
    kept,
    lost,
    mapping,
    mappings,
    piece,
    seconds,
    sentences,
    speaker,
    text,
)


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
    pieces = kept(part for segment in segments for part in _pieces(segment, names))
    spoken = sum(bool(text(segment.get("text"))) for segment in segments)
    several = len(announced) if isinstance(announced, list) else 0
    return Reading(pieces, warnings=lost(several, spoken))


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
    return Reading(pieces, warnings=lost(len(segments), len(pieces)))


def _pieces(segment: Fields, names: Mapping[str, object]) -> Iterator[Piece | None]:
    """The segment as a piece, or one for each who speaks in it by the words."""
    words = mappings(segment.get("words"))
    label = segment.get("speaker", segment.get("speakerLabel"))
    runs = _runs(words, label)
    if len(runs) > 1 and _letters(segment.get("text")) == "".join(
        _letters(w.get("word")) for w in words
    ):
        for who, run in runs:
            times = (seconds(run[0].get("start")), seconds(run[-1].get("end")))
            yield piece(_name(who, names), text([word.get("word") for word in run]), *times)
        return
    if label is None:
        spoken = Counter(who for who, run in runs for _ in run if who is not None)
        label = spoken.most_common(1)[0][0] if spoken else None
    start, end = seconds(segment.get("start")), seconds(segment.get("end"))
    yield piece(_name(label, names), segment.get("text"), start, end)


def _runs(words: Sequence[Fields], label: object) -> list[tuple[object, list[Fields]]]:
    """Sentences in a row that one speaker says: whom most of the words of each name.

    Within a sentence, recognisers often err in who speaks.
    """
    runs: list[tuple[object, list[Fields]]] = []
    for sentence in sentences(words, "word"):
        spoken = Counter(who for word in sentence if isinstance(who := word.get("speaker"), str))
        who = spoken.most_common(1)[0][0] if spoken else runs[-1][0] if runs else label
        if runs and runs[-1][0] == who:
            runs[-1][1].extend(sentence)
        else:
            runs.append((who, sentence))
    return runs


def _name(label: object, names: Mapping[str, object]) -> str | None:
    return speaker(names.get(label, label) if isinstance(label, str) else label)


def _letters(said: object) -> str:
    return "".join(text(said).split())


def detect_chunks(raw: Raw) -> float:
    """Score how sure this is from transformers: `chunks`, or `speakers`, with a pair of times."""
    first = _chunks(raw)[:1]
    return 1.0 if first and "text" in first[0] and "timestamp" in first[0] else 0.0


def parse_chunks(raw: Raw) -> Reading:
    """Return one piece a chunk; those with speakers are taken where there are some.

    What was recognised after the last of them was said by nobody known.
    """
    chunks = _chunks(raw)
    pieces = kept(
        piece(speaker(one.get("speaker")), one.get("text"), *_pair(one.get("timestamp")))
        for one in chunks
    )
    return Reading(pieces, warnings=lost(len(chunks), len(pieces), "chunks"))


def _chunks(raw: Raw) -> list[Fields]:
    value = mapping(raw.json)
    speakers = mappings(value.get("speakers"))
    named = [one for one in speakers if "timestamp" in one]
    chunks = mappings(value.get("chunks"))
    ends = [end for one in named if (end := _pair(one.get("timestamp"))[1]) is not None]
    if not named or len(ends) < len(named):
        return named or chunks
    after = [one for one in chunks if (_pair(one.get("timestamp"))[0] or 0.0) >= max(ends)]
    return [*named, *after]


def _pair(times: object) -> tuple[float | None, float | None]:
    start, end = times if isinstance(times, list) and len(times) == 2 else (None, None)
    return seconds(start), seconds(end)


FORMATS.add("whisper", Format(detect, parse))
FORMATS.add("whisper-cpp", Format(detect_cpp, parse_cpp))
FORMATS.add("transformers", Format(detect_chunks, parse_chunks))
