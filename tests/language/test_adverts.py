import pytest

from restyle.language.adverts import is_advert, is_sponsor_read


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


def test_one_slogan_in_a_long_answer_is_no_sponsor_read() -> None:
    read = "This episode is brought to you by Acme. Use code TALK."

    assert is_sponsor_read(read)
    assert not is_sponsor_read(read + " We talked about bridges for an hour and more." * 9)
