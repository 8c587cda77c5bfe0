from dataclasses import replace

import pytest

from restyle.style.files import load
from restyle.style.profile import StyleProfile
from restyle.transcript.roles import cast
from restyle.transcript.transcript import TurnKind
from restyle.writing.narrator import first_person, narrator
from tests.conftest import transcript

TALK = transcript(
    ("Ann", "What is it, and why do you think that it matters so much? And why?"),
    ("Bob", "It is a long story about a bridge and a hammer. " * 20),
    ("Ann", "Really? How so? And what did the people who were there say to you?"),
    ("Bob", "It is a long story about a bridge and a hammer. " * 20),
)


def by(who: str) -> StyleProfile:
    """The voice karpathy with another narrator."""
    style = load("karpathy")
    return replace(style, voice=replace(style.voice, narrator=who))  # type: ignore[arg-type]


def test_who_speaks_most_is_the_guest_and_who_asks_the_host() -> None:
    part = cast(TALK)

    assert (part.guest, part.host, part.others) == ("Bob", "Ann", ())


def test_a_panel_has_no_guest() -> None:
    talk = transcript(*((name, "I think so, and so do we all. " * 10) for name in ("A", "B", "C")))

    assert cast(talk).guest == ""


@pytest.mark.parametrize(
    ("narrates", "talk", "beginning"),
    [
        (
            "guest",
            TALK,
            "“I” is Bob: write as Bob, in the first person, with stories told as one's own; what the team "
            "or company of Bob does is “we”. What somebody else (Ann) only asks goes",
        ),
        (
            "guest",
            transcript(("Bob", "Alone here. " * 30)),
            "“I” is Bob: write as Bob, in the first person.",
        ),
        (
            "guest",
            transcript(("SPEAKER_00", "Alone here. " * 30)),
            "“I” is the one who speaks: write in the first person.",
        ),
        ("guest", transcript(("", "Nobody is named. ")), "Nobody says “I”"),
        ("author", TALK, "“I” is you, an author who heard the talk"),
        (
            "neutral",
            TALK,
            "Nobody says “I”: write in the third person. What nobody disputes is explained",
        ),
    ],
)
def test_the_narrator_is_said_in_words(narrates: str, talk: object, beginning: str) -> None:
    assert narrator(by(narrates), talk).startswith(beginning)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("speaker", "line"),
    [
        ("Bob", "“I” is Bob."),
        ("Speaker", ""),
        ("SPEAKER_00", ""),
        ("Speaker 1", ""),
        ("Speaker of the House", "“I” is Speaker of the House."),
    ],
)
def test_a_label_that_names_nobody_is_not_told_to_readers(speaker: str, line: str) -> None:
    talk = transcript((speaker, "Alone here. " * 30))

    assert first_person(by("guest"), talk) == line


def test_a_reader_is_told_whose_talk_it_is() -> None:
    alone = transcript(("Bob", "Alone here. " * 30))

    assert first_person(load("karpathy"), TALK) == "From a talk with Ann and Bob."
    assert first_person(load("karpathy"), alone) == "From a talk by Bob."
    assert first_person(load("karpathy"), alone, "de") == "Aus einem Vortrag von Bob."


def test_who_speaks_in_an_advert_is_none_of_those_who_talk() -> None:
    talk = transcript(
        ("Ann", "Why is it so? "), ("Bob", "It is so. " * 30), ("Cy", "Buy Ads. " * 9)
    )
    sold = replace(talk, turns=(*talk.turns[:2], replace(talk.turns[2], kind=TurnKind.AD)))

    assert first_person(load("karpathy"), sold) == "From a talk with Ann and Bob."
    assert "Cy" not in narrator(load("karpathy"), sold)


@pytest.mark.parametrize(
    ("other", "called"),
    [
        ("Daniel Filan", "(Daniel Filan, later Daniel)"),
        ("Dan", "(Dan)"),
        ("SPEAKER 01", "(SPEAKER 01)"),
        ("Rohin Sharma", "(Rohin Sharma)"),
    ],
)
def test_all_writers_shorten_a_name_alike(other: str, called: str) -> None:
    talk = transcript((other, "Why so?"), ("Rohin Shah", "Because of that. " * 30))

    assert called in narrator(by("guest"), talk)
