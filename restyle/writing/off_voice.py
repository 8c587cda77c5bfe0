"""Which drafts are far from the texts that their voice was measured on, in words for an editor."""

from collections.abc import Iterator, Mapping

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
    known = voiceprint(style)
    if known is None:
        return ()

    def lines() -> Iterator[str]:
        for number, section in sections.items():
            found = score(blocks_of(one.text for one in section.paragraphs), {style: known})
            if found.words >= _LEAST_WORDS and found.voices[0].is_far and found.voices[0].off:
                habits = "; ".join(told(off) for off in found.voices[0].off[:_MOST])
                yield f"Section {number + 1}: {habits}."

    return tuple(lines())
