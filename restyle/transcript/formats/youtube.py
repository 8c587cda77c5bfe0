"""YouTube: json3 as yt-dlp saves it, timedtext XML, and youtube-transcript-api's lists."""

import html

from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats._fields import Fields, kept, mapping, mappings, piece, seconds
from restyle.transcript.formats._markup import local, words_of


def detect_json3(raw: Raw) -> float:
    """Score how sure this is json3."""
    value = mapping(raw.json)
    return 1.0 if value.get("wireMagic") == "pb3" and "events" in value else 0.0


def parse_json3(raw: Raw) -> Reading:
    """Return one piece an event; events that only break a line are passed over."""
    return Reading(kept(_event(event) for event in mappings(mapping(raw.json).get("events"))))


def detect_list(raw: Raw) -> float:
    """Score how sure this is a transcript list: text, start and duration, nothing else."""
    first = mappings(raw.json)[:1]
    return 0.95 if first and set(first[0]) == {"text", "start", "duration"} else 0.0


def parse_list(raw: Raw) -> Reading:
    """Return one piece an entry."""
    pieces = []
    for entry in mappings(raw.json):
        start, length = seconds(entry.get("start")), seconds(entry.get("duration"))
        pieces.append(_piece(entry.get("text"), start, length))
    return Reading(kept(pieces))


def detect_timedtext(raw: Raw) -> float:
    """Score how sure this is timedtext: `text` elements with a start, or `p` with `t`."""
    root = raw.xml
    if root is None or local(root.tag) not in ("transcript", "timedtext"):
        return 0.0
    return 1.0 if any(e.get("start") or e.get("t") for e in root.iter()) else 0.0


def parse_timedtext(raw: Raw) -> Reading:
    """Return one piece an element; entities are escaped twice."""
    pieces = []
    for element in raw.xml.iter() if raw.xml is not None else ():
        if local(element.tag) == "text" and element.get("start"):
            start, length = seconds(element.get("start")), seconds(element.get("dur"))
        elif local(element.tag) == "p" and element.get("t"):
            start, length = seconds(element.get("t"), 0.001), seconds(element.get("d"), 0.001)
        else:
            continue
        pieces.append(_piece(html.unescape(words_of(element)), start, length))
    return Reading(kept(pieces))


def _event(event: Fields) -> Piece | None:
    said = "".join(str(segment.get("utf8", "")) for segment in mappings(event.get("segs")))
    start, length = seconds(event.get("tStartMs"), 0.001), seconds(event.get("dDurationMs"), 0.001)
    return _piece(said, start, length)


def _piece(said: object, start: float | None, length: float | None) -> Piece | None:
    end = start + length if start is not None and length is not None else None
    return piece(None, said, start, end)


FORMATS.add("youtube-json3", Format(detect_json3, parse_json3))
FORMATS.add("youtube-list", Format(detect_list, parse_list))
FORMATS.add("youtube-timedtext", Format(detect_timedtext, parse_timedtext))
