"""Sentences that sell, greet, ask listeners or take leave, told from talk."""

import pytest

from restyle.text.english.adverts import announces_a_sponsor, names_a_sponsor, selling
from restyle.text.english.broadcast import asks_listeners, greets, introduces, says_goodbye


@pytest.mark.parametrize(
    ("sentence", "sells"),
    [
        ("This episode is brought to you by Acme.", True),
        ("You can get 20% off with promo code TALK.", True),
        ("To learn more, visit acme.io.", True),
        ("The market prices this at 20 percent.", False),
        ("The code was reviewed by four people.", False),
        ("I think I used that platform for a year, and it was kind of slow.", False),
    ],
)
def test_a_sentence_that_sells_is_told_from_talk(sentence: str, sells: bool) -> None:
    assert names_a_sponsor(sentence) is sells
    assert (selling(sentence) > 0) is sells


def test_who_pays_is_announced() -> None:
    assert announces_a_sponsor("This portion of the show is brought to you by Acme.")
    assert not announces_a_sponsor("It was brought to us by a friend.")


@pytest.mark.parametrize(
    ("sentence", "rule", "holds"),
    [
        ("Welcome to the Harbour Podcast.", greets, True),
        ("Hello and welcome back to Tides.", greets, True),
        ("Ann, welcome to the show, man.", greets, False),
        ("And I'm Emma.", introduces, True),
        ("I'm not sure about that.", introduces, False),
        ("Please leave us a review.", asks_listeners, True),
        ("We reviewed the paper and subscribed to its view.", asks_listeners, False),
        ("Okay, see you next week.", says_goodbye, True),
        ("Thanks to them the harbour was saved, and the town with it, for many years, they say.",
         says_goodbye, False),
    ],
)  # fmt: skip
def test_what_a_show_says_of_itself_is_told_from_talk(sentence, rule, holds) -> None:  # type: ignore[no-untyped-def]
    assert rule(sentence) is holds
