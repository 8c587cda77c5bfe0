"""A text as its words in a row, and the marks between them."""

import pytest

from restyle.text.english.normalized import Mark, Reading, reading


def marks(text: str) -> list[tuple[Mark, str]]:
    return [
        (place.mark, place.text)
        for place in reading(text).marks
        if place.mark not in (Mark.END, Mark.PAUSE)
    ]


def test_persons_inflections_and_contractions_make_no_difference() -> None:
    one = reading("I’m really waiting for them, and I couldn't stop.")
    other = reading("They are waiting for us, and we can stop.")

    assert one.words == other.words


def test_a_negation_is_no_word_but_a_mark_before_the_next_one() -> None:
    plain, denied = reading("It can be fun."), reading("It cannot be fun.")

    assert plain.words == denied.words
    (negation,) = (place for place in denied.marks if place.mark is Mark.NEGATION)
    assert denied.words[negation.at] == "be"


@pytest.mark.parametrize(
    "text",
    [
        "It isn't that fast.",
        "The node isn't there yet.",
        "No-one can forge it.",
        "There is no problem with the fee.",
        "No one else minds.",
    ],
)
def test_a_negation_that_looks_idle_is_a_mark_all_the_same(text: str) -> None:
    assert Mark.NEGATION in [mark for mark, _ in marks(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It is not only fast.",
        "Why not ask?",
        "No, it is late.",
        "Say yes or no.",
        "Will it or not?",
        "It is late, isn't it?",
        "Isn't it straight out of fiction?",
    ],
)
def test_a_negation_that_denies_nothing_is_no_mark(text: str) -> None:
    assert Mark.NEGATION not in [mark for mark, _ in marks(text)]


def test_hedges_and_words_that_deny_by_their_meaning_are_marked() -> None:
    assert (Mark.HEDGE, "maybe") in marks("It was maybe late.")
    assert (Mark.WEAK_HEDGE, "I think") in marks("I think it was late.")
    assert (Mark.DOUBT, "suspects") in marks("He suspects that it was late.")
    assert marks("Maybe it was late.") == [(Mark.HEDGE, "Maybe")]
    assert (Mark.IMPLIED, "unable") in marks("They were unable to hire.")


def test_sentences_are_joined_with_an_end_after_each() -> None:
    one, other = reading("It rains"), reading("Nobody minds")
    both = Reading.joined([one, other])

    assert both.words == one.words + other.words
    ends = [place.at for place in both.marks if place.mark is Mark.END]
    assert ends == [len(one.words), len(both.words)]


def test_an_empty_text_has_no_words() -> None:
    assert reading("").words == reading("…").words == ()
