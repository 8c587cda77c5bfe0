"""Words as a machine may have misheard them."""

from restyle.text.spelling import Spellings

HEARD = Spellings(["sutzkever", "satoshi", "bitcoin", "the", "ilia", "cat"])


def test_the_nearest_word_is_found_by_sound_and_letters() -> None:
    assert HEARD.nearest("sutskever") == "sutzkever"
    assert HEARD.nearest("ilya") == "ilia"


def test_what_is_too_far_or_too_short_has_no_nearest_word() -> None:
    assert HEARD.nearest("lightning") == ""
    assert HEARD.nearest("bat") == ""
    assert HEARD.nearest("bitcoins") == "bitcoin"
    assert HEARD.nearest("bitcoinese") == ""
