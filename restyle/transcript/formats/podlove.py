"""Podlove: the web player's JSON list, and the simple-transcripts XML."""

from restyle.transcript.formats import FORMATS, Format, Raw, Reading
from restyle.transcript.formats._fields import kept, lost, mappings, piece, seconds, speaker
from restyle.transcript.formats._markup import local, words_of
from restyle.transcript.times import seconds as clock


def detect(raw: Raw) -> float:
    """Score how sure this is the player's list: entries with `start_ms` and `text`."""
    first = mappings(raw.json)[:1]
    return 1.0 if first and "start_ms" in first[0] and "text" in first[0] else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece an entry; the name is in `voice`, `speaker` is a number."""
    entries = mappings(raw.json)
    pieces = kept(
        piece(
            speaker(entry.get("voice") or entry.get("speaker")),
            entry.get("text"),
            seconds(entry.get("start_ms"), 0.001),
            seconds(entry.get("end_ms"), 0.001),
        )
        for entry in entries
    )
    return Reading(pieces, warnings=lost(len(entries), len(pieces), "entries"))


def detect_xml(raw: Raw) -> float:
    """Score how sure this is simple-transcripts."""
    root = raw.xml
    found = root is not None and "podlove.org/simple-transcripts" in root.tag
    return 1.0 if found else 0.0


def parse_xml(raw: Raw) -> Reading:
    """Return one piece an item; a speech without a name goes on with nobody named."""
    pieces = []
    for speech in raw.xml if raw.xml is not None else ():
        name = next((words_of(child) for child in speech if local(child.tag) == "speaker"), "")
        for item in speech:
            if local(item.tag) == "item":
                start, end = item.get("start"), item.get("end")
                times = (clock(start) if start else None, clock(end) if end else None)
                pieces.append(piece(name or None, words_of(item), *times))
    return Reading(kept(pieces))


FORMATS.add("podlove", Format(detect, parse))
FORMATS.add("podlove-xml", Format(detect_xml, parse_xml))
