"""A text as stylometry reads it."""

from hypothesis import given
from hypothesis import strategies as st

from restyle.stylometry.prose import blocks_of, pieces_of

TEXT = """\
# A heading

The first paragraph has **two** sentences. This is the second.

- one item of a list
- another, with [a link](https://example.org)

> What was quoted.
"""


def test_headings_and_marks_are_left_out_and_items_are_marked() -> None:
    blocks = blocks_of(TEXT)
    assert [one.text for one in blocks] == [
        "The first paragraph has two sentences. This is the second.",
        "one item of a list",
        "another, with a link",
        "What was quoted.",
    ]
    assert [one.is_item for one in blocks] == [False, True, True, False]
    assert len(blocks[0].sentences) == 2


@given(st.lists(st.integers(1, 700), min_size=1, max_size=12))
def test_pieces_hold_every_sentence_once_and_none_is_small(lengths: list[int]) -> None:
    paragraphs = [" ".join(["One two three four five."] * (1 + n // 5)) for n in lengths]
    pieces = pieces_of(blocks_of(paragraphs))
    said = [sentence for piece in pieces for block in piece for sentence in block.sentences]
    assert len(said) == sum(paragraph.count(".") for paragraph in paragraphs)
    words = [sum(block.words for block in piece) for piece in pieces]
    assert all(one >= 150 for one in words[:-1])
    assert len(words) == 1 or words[-1] >= 150


def test_a_text_without_paragraphs_is_cut_at_its_sentences() -> None:
    pieces = pieces_of(blocks_of("A sentence of five words. " * 300))
    assert len(pieces) == 5
    assert all(280 <= sum(block.words for block in piece) <= 320 for piece in pieces)
