from dataclasses import replace

import pytest

from restyle.checking.checks.names import check
from restyle.checking.checks.speakers import check as check_speakers
from restyle.style.profile import Voice
from tests.checking.drafts import STYLE, made, texts

TURNS = (
    (
        "Ann Lee",
        "I met Gavin Andresen in Berlin, when we were building the first wallet for Nokia, in C++ 98, not C++ 23.",
    ),
    (
        "Bob Ray",
        "I moved to Lisbon in Southern Portugal afterwards, and I opened a bakery there with my brother.",
    ),
    ("Ann Lee", "Everybody there spoke of Ilia Sutzkever and his neural networks, which learn."),
)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee met Gavin Andresen in Berlin.",
        "Wallets were built for Nokia. Unfortunately nobody says which.",
        "Bob moved to Lisbon and opened a bakery.",
        "A Bakery in Lisbon, Catches Included",
        "Bob went to South Portugal.",
        "A wallet in C++98 works with one in C++23.",
    ],
)
def test_names_that_were_said_are_no_findings(text: str) -> None:
    assert check(made(text, *TURNS)) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She met Gavin Andresen in Hamburg.", "Hamburg"),
        ("Marcus Webb moved to Lisbon.", "Marcus"),
        ("The first wallet was built for Ericsson.", "Ericsson"),
        ("It runs on testnet4.", "testnet4"),
        ("A Bakery in Hamburg, Catches Included", "Hamburg"),
    ],
)
def test_a_name_that_nobody_said_is_a_finding(text: str, name: str) -> None:
    assert name in texts(check(made(text, *TURNS)))


def test_a_misheard_name_is_spelled_as_the_glossary_has_it() -> None:
    text = "Everybody spoke of Ilya Sutskever."

    assert texts(check(made(text, *TURNS))) == ["Ilya", "Sutskever"]
    assert texts(check(made(text, *TURNS, terms=("Ilya Sutskever",)))) == []
    assert texts(check(made("Everybody spoke of Yann LeCun.", *TURNS, terms=("Yann LeCun",)))) == [
        "Yann",
        "LeCun",
    ]


def test_a_name_of_the_styles_own_stock_may_be_used() -> None:
    style = replace(STYLE, voice=Voice("Plain.", stock=("Sherlock Holmes",)))
    text = "Elementary, as Sherlock Holmes would say."

    assert check(made(text, *TURNS, style=style)) == ()
    assert texts(check(made(text, *TURNS))) == ["Sherlock", "Holmes"]


def test_what_one_speaker_said_is_not_given_to_another() -> None:
    wrong = made("Ann says that she opened a bakery in Lisbon with her brother.", *TURNS)
    right = made("Bob says that he opened a bakery in Lisbon with his brother.", *TURNS)

    assert [one.message for one in check_speakers(wrong)] == ["Bob Ray said this, not Ann Lee"]
    assert check_speakers(right) == ()
