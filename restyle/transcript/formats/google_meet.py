"""Google Meet's transcript entries: participants by their number, times of the day."""

from restyle.transcript.formats import FORMATS, Format, Raw, Reading
from restyle.transcript.formats._fields import (
    Fields,
    kept,
    lost,
    mapping,
    mappings,
    moment,
    piece,
    text,
)


def detect(raw: Raw) -> float:
    """Score how sure this is Meet's: entries with a participant and a text."""
    first = _entries(raw)[:1]
    return 1.0 if first and "participant" in first[0] and "text" in first[0] else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece an entry; its times are seconds since the first began."""
    entries = _entries(raw)
    began = min((at for one in entries if (at := moment(one.get("startTime")))), default=0.0)
    pieces = kept(
        piece(
            _who(one),
            one.get("text"),
            _since(one, "startTime", began),
            _since(one, "endTime", began),
        )
        for one in entries
    )
    return Reading(pieces, warnings=lost(len(entries), len(pieces), "entries"))


def _entries(raw: Raw) -> list[Fields]:
    value = raw.json
    return mappings(mapping(value).get("transcriptEntries")) or mappings(value)


def _who(entry: Fields) -> str | None:
    number = text(entry.get("participant")).rpartition("/")[2]
    return f"Participant {number}" if number else None


def _since(entry: Fields, key: str, began: float) -> float | None:
    at = moment(entry.get(key))
    return None if at is None else max(0.0, at - began)


FORMATS.add("google-meet", Format(detect, parse))
