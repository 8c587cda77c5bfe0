import pytest

from restyle.checking import CHECKS
from tests.checking.drafts import made, texts

TURNS = (
    (
        "Ann",
        "The queue was about forty percent shorter, in 2009, and it costs five thousand dollars.",
    ),
    ("Bob", "In five to twenty years a hundred billion dollars will be spent on two GPUs."),
    ("Ann", "We had 50,000 headers and three thousand blocks. It took an hour and a half."),
    ("Bob", "There are two versions. The second version shipped on October 15 at 9 p.m."),
)
KINDS = ("numbers", "dates", "measures")


def found(text: str) -> list[str]:
    draft = made(text, *TURNS)
    return [words for kind in KINDS for words in texts(CHECKS[kind](draft))]


@pytest.mark.parametrize(
    "text",
    [
        "The queue was 40 percent shorter in 2009. It costs $5,000.",
        "It is 5–20 years away, and $100B will be spent on 2 GPUs.",
        "It took 90 minutes.",
        "It took one and a half hours.",
        "There are two reasons:\n\n1. One.\n2. Two.\n3. Three.",
        "The second version shipped on 15 October at 9 pm.",
        "One of them had fifty thousand headers.",
        "He wants four things, all at once.",
        "Look at step 4. In step 3 nobody counts.",
    ],
)
def test_a_number_that_was_said_is_no_finding(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The queue was 45 percent shorter.", "45 percent"),
        ("There are four headers.", "four headers"),
        ("It was in 2010 that the queue was shorter.", "2010"),
        ("It costs fifty thousand dollars.", "fifty thousand dollars"),
        ("The queue was 40 minutes shorter.", "40 minutes"),
        ("It is 5 to 30 years away.", "30 years"),
        ("We had 50,000 blocks.", "50,000 blocks"),
        ("There are three versions.", "three versions"),
        ("The third version shipped in October.", "third version"),
        ("The second version shipped on October 16.", "October 16"),
        ("The second version shipped in November.", "November"),
        ("The second version shipped at 9 a.m.", "a.m"),
        ("$100M will be spent on two GPUs.", "$100M"),
    ],
)
def test_a_number_that_was_not_said_so_is_a_finding(text: str, words: str) -> None:
    assert any(words in one for one in found(text)), found(text)


def test_a_number_within_a_name_is_part_of_the_name() -> None:
    draft = made("It runs on Windows 7.", ("Ann", "It runs on Windows 7."), ("Bob", "I see."))

    assert CHECKS["numbers"](draft) == ()


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("I was a DBA back in 2005 to 10, more or less.", "From 2005 to 2010 Ann was a DBA."),
        ("At some point testnet v3 will fail, too.", "At some point version 3 will fail, too."),
        ("You show it 7, and then 3 and 2 of these digits.", "You show it the digits 7, 3, 2."),
    ],
)
def test_a_number_in_another_form_is_no_finding(said: str, text: str) -> None:
    assert texts(CHECKS["numbers"](made(text, ("Ann", said)))) == []


def test_a_year_that_ends_another_span_is_a_finding() -> None:
    draft = made("From 2005 to 2012 Ann was a DBA.", ("Ann", "I was a DBA from 2005 to 10."))

    assert texts(CHECKS["numbers"](draft)) != []
