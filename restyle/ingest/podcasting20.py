"""Podcasting 2.0 JSON: https://github.com/Podcastindex-org/podcast-namespace, transcripts."""

from restyle.ingest import FORMATS, Format, Raw, Reading
from restyle.ingest.fields import entry_piece, kept, lost, mapping, mappings

_PSEUDO = frozenset({"jingles", "jingle", "music", "sound"})


def detect(raw: Raw) -> float:
    """Score how sure this is Podcasting 2.0: segments with a `body`."""
    segments = mappings(mapping(raw.json).get("segments"))
    return 1.0 if segments and any("body" in segment for segment in segments[:20]) else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece a segment; a segment may be one word, and need not name a speaker."""
    segments = mappings(mapping(raw.json).get("segments"))
    pieces = kept(
        entry_piece(segment, "speaker", "body", "startTime", "endTime")
        for segment in segments
        if str(segment.get("speaker", "")).strip().casefold() not in _PSEUDO
    )
    return Reading(pieces, warnings=lost(len(segments), pieces))


FORMATS.add("podcasting20", Format(detect, parse))
