from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.text.english.disfluencies import tidy
from restyle.text.english.numbers import numbers
from restyle.text.words import tokens


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("So, um, I think, you know, it works.", "I think it works."),
        ("I I think the the thing is is good.", "I think the thing is good."),
        ("Well, it was- it was late.", "It was late."),
        ("[laughs] Right, that is it, right?", "That is it."),
        ("And so we went home.", "We went home."),
        ("It's very very good that that happened.", "It's very very good that that happened."),
        ("It is kind of slow, maybe.", "It is kind of slow, maybe."),
        ("iPhone sales fell.", "iPhone sales fell."),
        ("Ah?", ""),
        ("So realistically well technically it could come now.", "Technically it could come now."),
        ("It works really well usually.", "It works really well usually."),
        (
            "Real quick for new listeners, What does it mean that it's out?",
            "What does it mean that it's out?",
        ),
        (
            "Then she asked, What does it mean that it's out?",
            "Then she asked, What does it mean that it's out?",
        ),
        (
            "I do not know, What does it mean that it's out?",
            "I do not know, What does it mean that it's out?",
        ),
    ],
)
def test_slips_go_and_hedges_stay(said: str, written: str) -> None:
    assert tidy(said) == written


@given(st.lists(st.from_regex(r"[A-Za-z]{1,8}[,.?]?", fullmatch=True), max_size=25))
def test_tidying_adds_no_word(words: list[str]) -> None:
    before = Counter(word.casefold().strip(",.?") for word in words)

    after = Counter(word.casefold().strip(",.?") for word in tidy(" ".join(words)).split())

    assert not after - before


@pytest.mark.parametrize(
    "said",
    [
        "1,000,000 coins",
        "fifty fifty",
        "It is 5 mm, which is a lot.",
        "They took him to the ER, fast.",
        "It is [not] safe.",
        "New York, New York is big.",
        "It is not what he said.",
        "We do not know, and we may never know.",
    ],
)
def test_what_carries_a_claim_stays(said: str) -> None:
    assert tidy(said).casefold().rstrip(".") == said.casefold().rstrip(".")


@pytest.mark.parametrize("said", ["5, um, fifty", "5 , um fifty"])
def test_a_filler_between_two_numbers_leaves_its_comma(said: str) -> None:
    assert tidy(said) == "5, fifty"


@given(
    st.lists(
        st.sampled_from("it is not 5 fifty 1,000 of the um uh you know , . and and".split()),
        max_size=20,
    )
)
def test_no_number_and_no_denial_is_lost(words: list[str]) -> None:
    said = " ".join(words)

    before = {value for number in numbers(said) for value in number.values}
    after = {value for number in numbers(tidy(said)) for value in number.values}
    assert before <= after
    assert ("not" in [token.casefold() for token in tokens(tidy(said))]) == ("not" in words)
