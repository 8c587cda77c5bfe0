"""What a person quotes from a talk, exactly or roughly: found in it and set right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from restyle.grounding.exact_words import Place, Wording, words_of
from restyle.text.english.quotations import quotations
from restyle.transcript.transcript import Transcript

_LEAST = 5  # words; fewer are a term
_NEAR = 0.62  # of the words, in order, from which on a stretch is the one that is meant
_LINE = re.compile(r"^[ \t]*>[ \t]?(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SetRight:
    """A text with its quotations in exact words, and a note on each that was changed or not said.

    `places` are those that were found.
    """

    text: str
    notes: tuple[str, ...]
    places: tuple[Place, ...]


def set_right(text: str, ground: Transcript) -> SetRight:
    """Return a person's text with each quotation from the talk as it was said.

    What nobody said stays as it is, and is said to be so.
    """
    quoted = sorted(_quoted(text), reverse=True)
    if not quoted:
        return SetRight(text, (), ())
    wording = Wording(ground)
    notes, places = [], []
    for start, end in quoted:
        words = text[start:end]
        if place := found(words, wording):
            places.append(place)
            if place.nearness < 1:
                said = " ".join(ground.said(place.span).split())  # with its fillers
                text = text[:start] + said + text[end:]
                notes.append(f"you quote roughly; what was said: “{said}”")
        else:
            notes.append(f"nobody said this in what is discussed: “{_short(words)}”")
    return SetRight(text, tuple(reversed(notes)), tuple(reversed(places)))


def found(quote: str, wording: Wording) -> Place | None:
    """Return where words were said, exactly or nearly; None where nobody said them."""
    if exact := wording.exact(quote):
        return exact[0]
    nearest = wording.nearest(quote)
    return nearest if nearest and nearest.nearness >= _NEAR else None


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Where a person's quotations stand: in quotation marks, or lines after `>`."""
    lines = [match.span(1) for match in _LINE.finditer(text)]
    for start, end in lines:
        if len(words_of(text[start:end])) >= _LEAST:
            yield start, end
    for one in quotations(text):
        inside = any(start <= one.start < end for start, end in lines)
        if not inside and len(words_of(one.text)) >= _LEAST:
            yield one.start, one.start + len(one.text)


def _short(words: str, most: int = 80) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"
