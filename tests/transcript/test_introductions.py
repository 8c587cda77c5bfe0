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


@pytest.mark.parametrize(
    ("lines", "speakers"),
    [
        (("SPEAKER_00: Hello, I'm your host, David Nguyen. Let us begin.",
          "SPEAKER_01: Okay, hey, I'm Dave Rosenthal, and I ran the sales.",
          "SPEAKER_02: Nick Lavezzo, I ran what was not sales."),
         ("David Nguyen", "Dave Rosenthal", "Nick Lavezzo")),
        (("Speaker 1: This is Daniel Whitenack. I'm a data scientist. I am joined by Chris J. Benson of Acme.",
          "Speaker 2: Good to be here, as ever."), ("Daniel Whitenack", "Chris J. Benson")),
        (("Speaker 1: Today, we have Rohin Shah. He is good.", "Speaker 2: Thanks for having me."),
         ("Speaker 1", "Rohin Shah")),
        # three: whom the first introduces may be the second or the third
        (("S1: I'm joined by Rohin Shah.", "S2: Hello to you.", "S3: Hello to all."), ("S1", "S2", "S3")),
        # nobody's name, a name of two, two names of one, a name that somebody has
        (("Speaker 1: I'm Human Design charts, says she.", "Speaker 2: I am Michael I'm from Postgres."),
         ("Speaker 1", "Speaker 2")),
        (("S1: My name is Ada Holm.", "S2: My name is Ada Holm, too.", "S3: So it is."), ("S1", "S2", "S3")),
        (("S1: I'm Ada Holm, she said. I'm Bea Lund.", "S2: So you are.", "S3: So it is."), ("S1", "S2", "S3")),
        (("S1: I'm Ada Holm.", "Ada Holm: No, that is me.", "S3: So it is."), ("S1", "Ada Holm", "S3")),
        (("Unknown: I'm Ada Holm.", "Bea: Good.", "Unknown: And I am Cy Dahl."), ("Unknown", "Bea")),
        (("S1: Welcome.", "S2: This is Planet Money. I'm glad.", "S3: Mike Smith, I was going to ask."), ("S1", "S2", "S3")),
    ],
)  # fmt: skip
def test_a_number_becomes_the_name_that_its_speaker_gives(
    lines: tuple[str, ...], speakers: tuple[str, ...]
) -> None:
    assert settled(talk(*lines, *lines[::-1], *lines)).speakers == speakers


def test_a_recognisers_label_can_still_be_named() -> None:
    heard = talk("SPEAKER_00: I'm Ada Holm, hello.", "SPEAKER_01: Hello, Ada, how are you?")

    note = 'by what is said, SPEAKER_00 is Ada Holm; --rename "SPEAKER_00=NAME" says who else it is'
    assert note in settled(heard).warnings
    assert settled(heard, {"SPEAKER_00": "A. H."}).speakers == ("A. H.", "SPEAKER_01")
    assert note not in settled(heard, {"SPEAKER_00": "A. H."}).warnings
    assert settled(heard, {"Ada Holm": "A. H."}).speakers == ("A. H.", "SPEAKER_01")
