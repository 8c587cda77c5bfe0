"""Sentences, disfluencies, adverts, key phrases: what they do to real speech."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.language import sentences
from restyle.language.adverts import is_advert
from restyle.language.disfluencies import tidy
from restyle.language.keyphrases import keyphrases
from restyle.language.numbers import numbers


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three? Four", 4),
        ("Dr. Smith met Mr. J. Doe at 5 p.m. in the U.S. office.", 1),
        ("It is 3.5 percent. Yes.", 2),
        ("我们开始。好吗？好！", 3),
        ('He said, "Go. Now. Please." Then he left.', 2),
        ("", 0),
    ],
)
def test_sentences_end_where_people_end_them(text: str, count: int) -> None:
    assert len(sentences.split(text)) == count


@given(st.text(max_size=300))
def test_sentences_lose_nothing_but_blanks(text: str) -> None:
    spans = sentences.spans(text)

    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))


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
    ],
)
def test_slips_go_and_hedges_stay(said: str, written: str) -> None:
    assert tidy(said) == written


@given(st.text(max_size=200))
def test_tidying_adds_no_word(text: str) -> None:
    before = {word.casefold().strip(".,!?;:…-–— ") for word in text.split()}
    after = {word.casefold().strip(".,!?;:…-–— ") for word in tidy(text).split()}

    assert sum(len(word) for word in after) <= sum(len(word) for word in before) + 4


@pytest.mark.parametrize(
    ("sentence", "sells"),
    [
        ("This episode is brought to you by Acme.", True),
        ("You can get 20% off with promo code TALK.", True),
        ("Leave us a review.", True),
        ("Thank you for listening.", True),
        ("The market prices this at 20 percent.", False),
        ("The code was reviewed by four people.", False),
    ],
)
def test_adverts_and_housekeeping_are_told_from_talk(sentence: str, sells: bool) -> None:
    assert is_advert(sentence) is sells


def test_key_phrases_set_a_text_apart() -> None:
    bread = (
        "The bread dough rests. A bread dough needs flour. The dough of the bread rises in an oven."
    )
    bridge = "The bridge has a crack. A crack in the bridge is found by the hammer. The hammer of the bridge."

    first, second = keyphrases([bread, bridge])

    assert "dough" in first[0].text
    assert {"bridge", "crack", "hammer"} & set(second[0].text.split())
    assert not {p.text for p in first} & {p.text for p in second}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("about 700,000 blocks", [700_000]),
        ("fifty thousand headers", [50_000]),
        ("a $100 billion cluster", [100_000_000_000]),
        ("three hundred and twenty-five", [325]),
        ("five to twenty years", [5, 20]),
        ("3.2 million", [3_200_000]),
        ("two thousand twenty", [2020]),
        ("nobody knows", []),
    ],
)
def test_numbers_in_words_and_digits_have_one_value(text: str, values: list[int]) -> None:
    assert [number.values for number in numbers(text)] == [{Decimal(value)} for value in values]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("two and a half", "2.5"),
        ("one and a half million", "1500000"),
        ("half of them", "50"),
        ("the twenty-first", "21"),
        ("nineteen eighty-four", "1984"),
        ("5 to 7 million", "5000000"),
        ("a $100B cluster", "100000000000"),
        ("5 m", "5"),
    ],
)
def test_every_reading_of_a_number_is_given(text: str, reading: str) -> None:
    assert Decimal(reading) in {value for number in numbers(text) for value in number.values}
