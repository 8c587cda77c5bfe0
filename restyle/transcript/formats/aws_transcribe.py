"""Amazon Transcribe: the jobs' items with speaker or channel labels, and Call Analytics."""

from itertools import groupby

from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats._fields import (
    Fields,
    entry_piece,
    glued,
    kept,
    mapping,
    mappings,
    piece,
    seconds,
    speaker,
)


def detect(raw: Raw) -> float:
    """Score how sure this is a Transcribe job: results with items."""
    results = mapping(mapping(raw.json).get("results"))
    return 1.0 if mappings(results.get("items")) and "transcripts" in results else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece a run of items by one speaker; punctuation has no time and is glued."""
    results = mapping(mapping(raw.json).get("results"))
    items = mappings(results.get("items"))
    labels = _labels(results)
    current: object = None
    marked: list[tuple[object, Fields]] = []
    for item in items:
        if item.get("type") != "punctuation":
            at = item.get("start_time")
            current = item.get("speaker_label") or labels.get(str(at)) or item.get("channel_label")
        marked.append((current, item))
    return Reading(
        kept(
            _run(who, [item for _, item in group])
            for who, group in groupby(marked, key=lambda pair: pair[0])
        )
    )


def detect_calls(raw: Raw) -> float:
    """Score how sure this is Call Analytics: a Transcript with roles."""
    turns = mappings(mapping(raw.json).get("Transcript"))
    return 1.0 if turns and "ParticipantRole" in turns[0] else 0.0


def parse_calls(raw: Raw) -> Reading:
    """Return one piece a turn; offsets are milliseconds."""
    turns = mappings(mapping(raw.json).get("Transcript"))
    keys = ("ParticipantRole", "Content", "BeginOffsetMillis", "EndOffsetMillis")
    return Reading(kept(entry_piece(turn, *keys, 0.001) for turn in turns))


def _labels(results: Fields) -> dict[str, object]:
    """The speaker at each start time, from older jobs that label segments and not items."""
    segments = mappings(mapping(results.get("speaker_labels")).get("segments"))
    return {
        str(item.get("start_time")): item.get("speaker_label")
        for segment in segments
        for item in mappings(segment.get("items"))
    }


def _run(who: object, items: list[Fields]) -> Piece | None:
    timed = [item for item in items if "start_time" in item] or [{}]
    return piece(
        speaker(who),
        glued(items),
        seconds(timed[0].get("start_time")),
        seconds(timed[-1].get("end_time")),
    )


FORMATS.add("aws-transcribe", Format(detect, parse))
FORMATS.add("aws-call-analytics", Format(detect_calls, parse_calls))
