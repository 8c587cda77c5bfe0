import pytest

from restyle.checking.checks.quote_context import check
from tests.checking.drafts import made

TURNS = (
    (
        "Ada",
        "I think bridges are mostly safe if they are tapped. We tap every bridge in spring, but "
        "never in a frost. Is the hammer really better than the sensor? People say sensors will "
        "replace the hammer within ten years. The crack was four metres long. No wait, that is "
        "the other bridge. The sensor is good between visits. Maybe it can be trusted for a year. "
        "The steel was never tested at all. We want a good sensor saying, hey, you forgot to look "
        "at me.",
    ),
    ("Bo", "So the sensors are useless in your eyes, all of them."),
    ("Ada", "They are a good second pair of eyes."),
    ("Cy", "I don't know how it still stands? Nobody does."),
)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("Ada says: “We tap every bridge in spring.”", "with “but never” behind it"),
        ("Ada says: “bridges are mostly safe if they are tapped.”", "“I think” was cut"),
        ("“Is the hammer really better than the sensor,” Ada says.", "this was a question"),
        ("Ada says: “sensors will replace the hammer within ten years.”", "as another's: “People"),
        ("“The crack was four metres long,” says Ada.", "taken back in the next sentence"),
        ("Ada: “The sensor is good between visits … the sensors are useless.”", "two people said"),
        ("Ada: “The sensor is good between visits … We tap every bridge.”", "was said before what"),
        ("Ada: “The sensor is good between visits … it can be trusted for a year.”", "a doubt"),
    ],
)
def test_what_a_quotation_owes_to_those_who_spoke_is_found(text: str, complaint: str) -> None:
    (found,) = check(made(text, *TURNS))

    assert found.kind == "quote"
    assert complaint in found.message
    assert found.certain


@pytest.mark.parametrize(
    "text",
    [
        "Ada says: “We tap every bridge in spring”, but not in a frost.",
        "Ada thinks that “bridges are mostly safe if they are tapped”.",
        "Ada asks: “Is the hammer really better than the sensor?”",
        "People say, Ada notes, that “sensors will replace the hammer within ten years”.",
        "“The steel was never tested at all,” Ada says.",
        "“We tap every bridge in spring … The sensor is good between visits,” says Ada.",
        "Cy says: “I don't know how it still stands.”",
        "You need a sensor that says, “hey, you forgot to look at me.”",
        "It is “a good second pair of eyes”.",
    ],
)
def test_sound_quotations_are_no_findings(text: str) -> None:
    assert check(made(text, *TURNS)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Bo says: “We tap every bridge in spring, but never in a frost.”",
        "“The steel was never tested at all,” says Bo.",
        "“The steel was never tested at all,” Bo later adds.",
    ],
)
def test_a_quotation_given_to_another_is_found(text: str) -> None:
    (found,) = check(made(text, *TURNS))

    assert found.kind == "name"
    assert found.message == "Ada said this, not Bo"


def test_whom_somebody_speaks_to_is_not_who_speaks() -> None:
    text = "Ada tells Bo: “The steel was never tested at all.”"

    assert check(made(text, *TURNS)) == ()


def test_words_said_twice_may_be_quoted_from_the_better_place() -> None:
    turns = (
        (
            "Ada",
            "I think the hammer finds every crack there is. The hammer finds every crack there is.",
        ),
    )

    assert check(made("Ada says: “the hammer finds every crack there is.”", *turns)) == ()
