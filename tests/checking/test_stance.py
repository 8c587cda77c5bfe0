"""Negations and doubts: what was denied stays denied, and a guess a guess."""

import pytest

from restyle.checking.checks.hedges import check as check_hedges
from restyle.checking.checks.negation import check as check_negation
from tests.checking.drafts import kinds, made

TURNS = (
    ("Ann", "The checkpoints are still there, and they protect old nodes against cheap attacks."),
    ("Bob", "You cannot spend these coins before the wallet can sign Miniscript transactions."),
    ("Ann", "The smaller engine might be louder than the old one in winter."),
    ("Bob", "Their user experience will get better with every release of the software."),
)


@pytest.mark.parametrize(
    "text",
    [
        "The checkpoints still protect old nodes against cheap attacks.",
        "You can't spend these coins before the wallet can sign Miniscript transactions.",
        "The user experience gets better with every release.",
        "Why not spend these coins?",
    ],
)
def test_what_is_said_as_it_was_meant_is_no_finding(text: str) -> None:
    assert check_negation(made(text, *TURNS)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The checkpoints do not protect old nodes against cheap attacks.",
        "You can spend these coins before the wallet can sign Miniscript transactions.",
        "Their user experience will get worse with every release of the software.",
        "The wallet can sign Miniscript transactions yet.",
        "The checkpoints are not still there.",
    ],
)
def test_the_opposite_of_what_was_said_is_a_finding(text: str) -> None:
    assert kinds(check_negation(made(text, *TURNS))) == ["negation"]


def test_a_guess_that_became_a_fact_is_a_finding() -> None:
    surer = made("The smaller engine is louder than the old one in winter.", *TURNS)
    as_sure = made("In winter the smaller engine might be louder than the old one.", *TURNS)

    (found,) = check_hedges(surer)
    assert "“might”" in found.message
    assert check_hedges(as_sure) == ()
