"""Drafts far from their voice, in words for an editor."""

from restyle.document.document import Paragraph, Section
from restyle.transcript.transcript import Segment
from restyle.writing.off_voice import off_voice
from tests.conftest import ROOT

TEXTS = ROOT / "benchmarks" / "authors"


def section(text: str) -> Section:
    return Section("", tuple(Paragraph(one, ()) for one in text.split("\n\n")), Segment(()))


def test_a_section_in_another_voice_is_told_with_what_is_off() -> None:
    own = (TEXTS / "voices" / "karpathy" / "bitcoin-core-24.md").read_text()
    other = (TEXTS / "presidents" / "theodore-roosevelt" / "1902.txt").read_text()[:2500]

    (line,) = off_voice("karpathy", {0: section(own), 1: section(other), 2: section("Short.")})

    assert line.startswith("Section 2: ")
    assert "where the voice has" in line


def test_where_nothing_was_measured_nothing_is_told() -> None:
    assert off_voice("nobody", {0: section("Words. " * 200)}) == ()
