"""Which sections are far from the texts that their voice was measured on, in words."""

from collections.abc import Mapping

from restyle.document.document import Section
from restyle.style.voiceprints import voiceprint
from restyle.stylometry.nearness import score
from restyle.stylometry.prose import blocks_of
from restyle.stylometry.rules import told

_LEAST_WORDS = 150  # of a section, below which its habits say little
_MOST = 3  # habits of a section


def off_voice(style: str, sections: Mapping[int, Section]) -> tuple[str, ...]:
    """Return a line for each section, by its number from 0, that is far from its voice.

    There is none where nothing was measured of the voice.
    """
    off = {number: habits_off(style, section) for number, section in sections.items()}
    return tuple(f"Section {number + 1}: {habits}." for number, habits in off.items() if habits)


def habits_off(style: str, section: Section) -> str:
    """Return what takes a section far from its voice, in words; empty for one that is near it."""
    known = voiceprint(style)
    if known is None:
        return ""
    found = score(blocks_of(one.text for one in section.paragraphs), {style: known})
    if found.words < _LEAST_WORDS or not found.voices[0].is_far:
        return ""
    return "; ".join(told(off) for off in found.voices[0].off[:_MOST])
