"""Who speaks: full names for labels, by what is known and what is said."""

from pathlib import Path

import pytest

from restyle.errors import UsageError
from restyle.transcript.people import Person, named, people_beside, people_in
from tests.conftest import transcript

ANN, CHELSEA = Person("Ann Lee", "host"), Person("Chelsea Dole", "guest")


def test_a_full_name_once_known_stays_full() -> None:
    talk = transcript(
        ("Ann Lee", "Hello."), ("Chelsea", "Hi."), ("Ann", "So."), ("Chelsea", "Yes.")
    )
    assert named(talk, [CHELSEA]).speakers == ("Ann Lee", "Chelsea Dole")


def test_a_name_of_two_people_stays_as_it_is() -> None:
    talk = transcript(("Ann", "Hello."), ("Bob", "Hi."))
    assert named(talk, [ANN, Person("Ann Smith")]).speakers == ("Ann", "Bob")


def test_other_labels_mean_somebody() -> None:
    talk = transcript(("AL", "Hello."), ("Interviewer", "Hi."))
    people = [Person("Ada Lovelace", also=("AL",)), Person("Ann Lee", "host", ("interviewer",))]
    assert named(talk, people).speakers == ("Ada Lovelace", "Ann Lee")


def test_who_names_himself_and_is_called_is_known() -> None:
    talk = transcript(
        ("Speaker 1", "Hello, I'm Ann Lee. Welcome, Chelsea."),
        ("Speaker 2", "Thank you."),
        ("Speaker 1", "So what holds it, Chelsea?"),
        ("Speaker 2", "The anchors do."),
    )
    assert named(talk, [ANN, CHELSEA]).speakers == ("Ann Lee", "Chelsea Dole")


def test_the_last_of_two_is_the_other() -> None:
    talk = transcript(("SPEAKER_00", "My name is Ann Lee."), ("SPEAKER_01", "It hangs."))
    assert named(talk, [ANN, CHELSEA]).speakers == ("Ann Lee", "Chelsea Dole")


def test_what_is_not_sure_is_offered() -> None:
    talk = transcript(("Speaker 1", "So what holds it?"), ("Speaker 2", "The anchors do."))
    found = named(talk, [ANN, CHELSEA])
    assert found.speakers == ("Speaker 1", "Speaker 2")
    assert found.warnings == (
        "Speaker 1 and Speaker 2 may be Ann Lee (host), Chelsea Dole (guest); "
        '--rename "Speaker 1=Ann Lee" names one',
    )


def test_a_name_that_is_only_spoken_about_names_nobody() -> None:
    talk = transcript(
        ("Speaker 1", "I read Chelsea Dole's book, and Chelsea is right."),
        ("Speaker 2", "She is."),
    )
    assert named(talk, [CHELSEA]).speakers == ("Speaker 1", "Speaker 2")


def test_people_lie_beside_the_transcripts(tmp_path: Path) -> None:
    assert people_beside(tmp_path) == ()
    text = '[[person]]\nname = "Ann  Lee"\nrole = "host"\nalso = ["AL"]\n'
    (tmp_path / "people.toml").write_text(text)
    assert people_beside(tmp_path) == (Person("Ann Lee", "host", ("AL",)),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[people]\nAnn = 1\n", r"expected tables \[\[person\]\]"),
        ('[[person]]\nname = ""\n', "person 1: expected name"),
        ('[[person]]\nname = "A B"\nrole = "boss"\n', 'person 1: expected role = "host"'),
        ("[[person]\n", "is not TOML"),
    ],
)
def test_a_faulty_file_is_told(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "people.toml"
    file.write_text(text)
    with pytest.raises(UsageError, match=said):
        people_in(file)
