"""Speakers under a first name, who are introduced by a full one."""

import pytest

from restyle.errors import UsageError
from restyle.transcript.read import parse, settled
from restyle.transcript.transcript import Transcript


def talk(*lines: str) -> Transcript:
    return parse("\n\n".join(lines).encode(), "talk.txt")


ASKS = "Ron: Welcome. I’m Ron Minsky. It is my pleasure to introduce Dan Pontecorvo. How are you?"
ANSWERS = "Dan: Thanks, Ron. We cool the data center with water, and it works rather well."
LATER = "Ron: And what did Tom Webster say about that, whom you met in the spring of the year?"


def test_who_is_introduced_has_a_full_name() -> None:
    assert settled(talk(ASKS, ANSWERS, LATER)).speakers == ("Ron Minsky", "Dan Pontecorvo")


@pytest.mark.parametrize(
    ("lines", "speakers"),
    [
        (("Tom: Today I interviewed Tom Webster of Edison.", "Ann: I know him. He is good."), ("Tom", "Ann")),
        (("Ann: I met Tom Webster in the spring.", "Tom: So did I, and we talked."), ("Ann", "Tom")),
        (("Ann: Welcome Tom Webster.", "Tom: Hi, I'm Tom Weaver."), ("Ann", "Tom")),
        (("Michael: I am Michael I'm from Postgres.", "Ann: Hello there, Michael."), ("Michael", "Ann")),
        (("Ann: Joined by Tom Also today.", "Tom: Hello, it is good to be here."), ("Ann", "Tom")),
        (("Ann: Hello and good morning.", "Tom: Yes.", "Ann: I was talking to Tom Webster."), ("Ann", "Tom")),
        (("Ann: I'm joined by Élodie Dupré-Lange.", "Élodie: Hello, good to be here."), ("Ann", "Élodie Dupré-Lange")),
    ],
)  # fmt: skip
def test_of_whom_a_talk_speaks_may_be_another(
    lines: tuple[str, ...], speakers: tuple[str, ...]
) -> None:
    assert settled(talk(*lines, *lines)).speakers == speakers


def test_a_name_that_a_person_gives_comes_first_whatever_it_is_given_to() -> None:
    heard = talk(ASKS, ANSWERS, LATER)

    assert settled(heard, {"Dan": "Daniel P."}).speakers == ("Ron Minsky", "Daniel P.")
    assert settled(heard, {"Dan Pontecorvo": "Daniel P."}).speakers == ("Ron Minsky", "Daniel P.")
    with pytest.raises(UsageError, match="no speaker 'Cy'"):
        settled(heard, {"Cy": "X"})
