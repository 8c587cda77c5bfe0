"""Rev.ai: monologues, whose punctuation elements carry the blanks."""

from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats._fields import (
    Fields,
    kept,
    lost,
    mapping,
    mappings,
    piece,
    seconds,
    speaker,
)


def detect(raw: Raw) -> float:
    """Score how sure this is Rev.ai: monologues with elements."""
    monologues = mappings(mapping(raw.json).get("monologues"))
    return 1.0 if monologues and "elements" in monologues[0] else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece a monologue."""
    names = {
        str(known.get("id")): known.get("name")
        for known in mappings(mapping(raw.json).get("speakers"))
    }
    monologues = mappings(mapping(raw.json).get("monologues"))
    pieces = kept(_piece(monologue, names) for monologue in monologues)
    return Reading(pieces, warnings=lost(len(monologues), len(pieces), "monologues"))


def _piece(monologue: Fields, names: dict[str, object]) -> Piece | None:
    elements = mappings(monologue.get("elements"))
    said = "".join(str(element.get("value", "")) for element in elements)
    timed = [element for element in elements if "ts" in element] or [{}]
    who = names.get(str(monologue.get("speaker"))) or monologue.get("speaker")
    times = (seconds(timed[0].get("ts")), seconds(timed[-1].get("end_ts")))
    return piece(speaker(who), said, *times)


FORMATS.add("revai", Format(detect, parse))
