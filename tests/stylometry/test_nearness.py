"""Whose voice a text is in, and what is off; on presidents' messages that were held out."""

from functools import cache
from pathlib import Path

import pytest

from restyle.errors import StyleError
from restyle.stylometry.nearness import score
from restyle.stylometry.prose import Block, blocks_of, pieces_of
from restyle.stylometry.voiceprint import Voiceprint, as_json, load_voiceprint, voiceprint_of
from tests.conftest import ROOT

AUTHORS = ROOT / "benchmarks" / "authors" / "presidents"


def text_of(author: str, year: int) -> tuple[Block, ...]:
    return blocks_of((AUTHORS / author / f"{year}.txt").read_text())


@cache
def voices() -> dict[str, Voiceprint]:
    return {
        author: voiceprint_of([text_of(author, year) for year in years])
        for author, years in {
            "barack-obama": (2009, 2010, 2012, 2013),
            "theodore-roosevelt": (1901, 1902, 1904, 1905),
            "ronald-reagan": (1982, 1983, 1984, 1986),
        }.items()
    }


@pytest.mark.parametrize(
    ("author", "year"),
    [("barack-obama", 2016), ("theodore-roosevelt", 1908), ("ronald-reagan", 1988)],
)
def test_a_text_that_was_held_out_is_nearest_to_its_author(author: str, year: int) -> None:
    found = score(text_of(author, year), voices())
    assert found.named == author
    assert not found.is_guess
    assert not found.voices[0].is_far
    assert found.voices[-1].is_far


def test_a_short_text_gets_no_verdict_and_a_middling_one_a_guess() -> None:
    pieces = pieces_of(text_of("barack-obama", 2016), 100)
    assert score(pieces[0], voices()).named == ""
    assert score([b for piece in pieces[:4] for b in piece], voices()).is_guess
    assert score((), voices()).named == ""


def test_the_habit_that_is_off_is_named_with_its_paragraph() -> None:
    sentences = text_of("barack-obama", 2016)[0].sentences
    paragraphs = [" ".join(sentences[n : n + 5]) for n in range(0, 50, 5)]
    paragraphs[3] = "Really! Yes! No! Go! Now! Stop! " * 10 + paragraphs[3]
    off = score(blocks_of(paragraphs), voices()).voices[0].off
    (exclamations,) = [one for one in off if one.habit.name == "exclamation"]
    assert exclamations.by > 0
    assert exclamations.block == 3


def test_too_few_words_are_refused_in_a_line() -> None:
    with pytest.raises(StyleError, match=r"have 300 words, and a voice is measured on 1,500"):
        voiceprint_of([blocks_of("one two three four five. " * 60)])


def test_a_voiceprint_is_the_same_when_it_is_read_back(tmp_path: Path) -> None:
    known = voices()["barack-obama"]
    path = tmp_path / "obama.voiceprint.json"
    path.write_text(as_json(known))
    again = load_voiceprint(path)
    text = text_of("barack-obama", 2016)
    one, other = (score(text, {"x": voice}).voices[0].likeness for voice in (known, again))
    assert one == pytest.approx(other, abs=1e-4)


@pytest.mark.parametrize("content", ["", "[]", '{"words": 3}'])
def test_a_damaged_voiceprint_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.voiceprint.json"
    path.write_text(content)
    with pytest.raises(StyleError, match="x.voiceprint.json: is no voiceprint"):
        load_voiceprint(path)
