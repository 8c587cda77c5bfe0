"""Which sentences can be read without what was said before them."""

import pytest

from restyle.text.english.standalone import is_about_the_talk, leans


@pytest.mark.parametrize(
    "sentence",
    [
        "It takes two days.",
        "That is the downside of headers.",
        "The other one is cheaper.",
        "I think that this one is first in the notes.",
        "In my view they never arrive.",
        "After that, the bridge was closed.",
        "You said the bridge was closed.",
        "Right, the bridge was closed.",
    ],
)
def test_a_sentence_that_points_back_leans(sentence: str) -> None:
    assert leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "A checkpoint demands that the chain holds a block.",
        "If a wallet is efficient, it looks for the smallest coin.",
        "Miners take the version with the higher fee because it pays.",
        "I think that people learn better than machines.",
        "The bridge was closed after the hammer found a crack.",
    ],
)
def test_a_sentence_that_names_what_it_points_at_stands_alone(sentence: str) -> None:
    assert not leans(sentence)


def test_what_is_said_of_the_show_is_known() -> None:
    assert is_about_the_talk("If this podcast were made by others, they'd choose otherwise.")
    assert is_about_the_talk("We discussed that in an earlier one.")
    assert not is_about_the_talk("The council discussed the bridge for two hours.")
