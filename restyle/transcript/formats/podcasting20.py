"""Podcasting 2.0 JSON: https://github.com/Podcastindex-org/podcast-namespace, transcripts."""

from restyle.transcript.formats import FORMATS, Format, Raw, Reading
from restyle.transcript.formats._fields import Fields, entry_piece, kept, lost, mapping, mappings

_PSEUDO = frozenset({"jingles", "jingle", "music", "sound"})


def detect(raw: Raw) -> float:
    """Score how sure this is Podcasting 2.0: segments with a `body`."""
    segments = mappings(mapping(raw.json).get("segments"))
    return 1.0 if segments and any("body" in segment for segment in segments[:20]) else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece a segment; a segment may be one word, and need not name a speaker."""
    segments = mappings(mapping(raw.json).get("segments"))
    spoken = [one for one in segments if not _is_pseudo(one)]
    keys = ("speaker", "body", "startTime", "endTime")
    pieces = kept(entry_piece(segment, *keys) for segment in spoken)
    sounds = len(segments) - len(spoken)
    dropped = (f"{sounds} segments of music and jingles",) if sounds else ()
    return Reading(pieces, warnings=lost(len(spoken), len(pieces)), dropped=dropped)


def _is_pseudo(segment: Fields) -> bool:
    return str(segment.get("speaker", "")).strip().casefold() in _PSEUDO


FORMATS.add("podcasting20", Format(detect, parse))
