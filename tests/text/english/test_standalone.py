"""Which sentences can be read without what was said before them."""

import pytest

from restyle.text.english.standalone import breaks_off, is_about_the_talk, leans


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
        "What does it mean for them?",
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
        "What does it mean that bridges fall?",
        "How hard is it to build one?",
    ],
)
def test_a_sentence_that_names_what_it_points_at_stands_alone(sentence: str) -> None:
    assert not leans(sentence)


def test_what_is_said_of_the_show_is_known() -> None:
    assert is_about_the_talk("If this podcast were made by others, they'd choose otherwise.")
    assert is_about_the_talk("We discussed that in an earlier one.")
    assert not is_about_the_talk("The council discussed the bridge for two hours.")


@pytest.mark.parametrize(
    "sentence",
    [
        "I was just trying to",
        "This book is still important despite its",
        "Then the Yeah.",
        "I just Yeah.",
        "One path forward to change this would be like a, hey.",
        "We went there and",
        "They are better than.",
        "It belongs to the",
    ],
)
def test_a_sentence_that_was_never_ended_breaks_off(sentence: str) -> None:
    assert breaks_off(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "You can if you want to.",
        "That is what it was like.",
        "He said so.",
        "It was his, and she knew.",
        "What did he come to?",
        "“We will not have it.”",
        "Nobody knows who they are.",
        "I said no.",
    ],
)
def test_a_sentence_that_ends_does_not_break_off(sentence: str) -> None:
    assert not breaks_off(sentence)


def test_in_a_talk_without_marks_a_sentence_may_have_none() -> None:
    assert not breaks_off("we built a bridge that nobody wanted", punctuated=False)
    assert breaks_off("we built a bridge and the", punctuated=False)
