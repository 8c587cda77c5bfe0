"""restyle's own JSON, as `restyle read --format json` writes it."""

from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.formats._fields import mapping, mappings, seconds, text
from restyle.transcript.transcript import Cue, Heading, Metadata


def detect(raw: Raw) -> float:
    """Score how sure this is restyle's own."""
    return 1.0 if mapping(raw.json).get("restyle") == "transcript" else 0.0


def parse(raw: Raw) -> Reading:
    """Return the pieces as they were written, with title, metadata and headings."""
    value = mapping(raw.json)
    pieces: list[Piece] = []
    firsts: list[int] = []
    for turn in mappings(value.get("turns")):
        firsts.append(len(pieces))
        who: str | None = text(turn.get("speaker"))
        for cue in mappings(turn.get("cues")):
            if said := text(cue.get("text")):
                start, end = seconds(cue.get("start")), seconds(cue.get("end"))
                pieces.append(Piece(who, Cue(said, start, end)))
                who = None
    known = mapping(value.get("metadata"))
    speakers = known.get("speakers")
    metadata = Metadata(
        text(known.get("date")),
        text(known.get("url")),
        tuple(filter(None, map(text, speakers if isinstance(speakers, list) else []))),
        text(known.get("host")),
        text(known.get("guest")),
        text(known.get("media")),
    )
    headings = tuple(
        Heading(firsts[home], text(heading.get("text")))
        for heading in mappings(value.get("headings"))
        if isinstance(home := heading.get("turn"), int) and 0 <= home < len(firsts)
    )
    title = text(value.get("title"))
    return Reading(tuple(pieces), title, metadata, headings, labelled=True)


FORMATS.add("restyle", Format(detect, parse))
