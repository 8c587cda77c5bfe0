"""Habits: what is counted, on texts small enough to count by hand."""

import pytest

from restyle.stylometry.habits import BY_NAME
from restyle.stylometry.prose import blocks_of
from restyle.text.english.syllables import syllables

TEXT = """\
I don't know. But is it so? We think, perhaps, that it's "fine" (or not); however: no!

- one
- two

You said 3 things - really.
"""


def value(name: str, text: str = TEXT) -> float:
    return BY_NAME[name].measure(blocks_of(text))


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("comma", 2), ("semicolon", 1), ("colon", 1), ("bracket", 1), ("quotation", 1),
        ("contraction", 2), ("i", 1), ("we", 1), ("you", 1), ("connective", 1), ("number", 1),
        ("dash", 0),
    ],
)  # fmt: skip
def test_what_is_counted_in_a_thousand_words(name: str, count: int) -> None:
    words = sum(block.words for block in blocks_of(TEXT))
    assert value(name) == pytest.approx(1000 * count / words)


@pytest.mark.parametrize(
    ("name", "count"),
    [("question", 1), ("exclamation", 1), ("joined", 1), ("i-first", 1), ("short", 5)],
)
def test_what_is_counted_in_a_hundred_sentences(name: str, count: int) -> None:
    assert value(name) == pytest.approx(100 * count / 6)


def test_what_is_counted_in_a_hundred_paragraphs() -> None:
    assert value("list") == pytest.approx(50)
    assert value("one-sentence") == pytest.approx(25)


def test_plain_numbers() -> None:
    text = "Four words are here.\n\nTwo more, and then a few, make a longer sentence."
    assert value("sentence", text) == pytest.approx(7)
    assert value("paragraph", text) == pytest.approx(7)
    assert value("grade", text) == pytest.approx(0.39 * 7 + 11.8 * 16 / 14 - 15.59)


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("make", 1), ("table", 2), ("idea", 2), ("wanted", 2), ("stopped", 1), ("x", 1)],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count
