"""An outline as a file: what is written is read back, and what is wrong is named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.errors import OutlineError
from restyle.topics.outline import Outline, Term, Topic, TopicKind
from restyle.topics.outline_file import load_outline, render_outline
from restyle.transcript.transcript import Boundary
from tests.conftest import transcript

TALK = transcript(("Ann", "We speak of bread."), ("Bob", "And then of bridges."), ("Ann", "Bye."))
WORDS = st.text(min_size=1, max_size=40).map(lambda text: " ".join(text.split()))


def loaded(folder: Path, text: str) -> Outline:
    path = folder / "talk.toml"
    path.write_text(text, encoding="utf-8")
    return load_outline(path, TALK)


@given(title=WORDS, name=WORDS.filter(bool), summary=WORDS, kind=st.sampled_from(TopicKind))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, title: str, name: str, summary: str, kind: TopicKind
) -> None:
    outline = Outline(
        title,
        (Topic("Bread", "It is good."), Topic(name, summary, Boundary(1, 4), kind)),
        (Term("Ann", "who speaks"),),
        settled=True,
    )

    assert loaded(tmp_path_factory.mktemp("o"), render_outline(outline, TALK)) == outline


def test_the_file_shows_what_is_said_where_a_topic_begins() -> None:
    text = render_outline(Outline("T", (Topic("A"), Topic("B", begin=Boundary(1)))), TALK)

    assert "[[topics]]  # Bob: And then of bridges." in text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = ", "is not TOML"),
        ('title = "T"', "topics: Field required"),
        ('title = "T"\n[[topics]]\nturn = 9\nname = "A"', "turn 9: the talk has 3 turns"),
        ('title = "T"\n[[topics]]\nturn = 1\nname = "A"\nkind = "x"', "expected one of talk"),
        ('title = "T"\n[[topics]]\nturn = 1\nnam = "A"', "topics.0.nam"),
        (
            'title = "T"\n[[topics]]\nturn = 1\nname = "A"\n'
            '[[topics]]\nturn = 3\nname = "B"\n[[topics]]\nturn = 2\nname = "C"',
            "topic 3: begins before",
        ),
        (
            'title = "T"\ndigest = "00"\ntranscript = "x.txt"\n[[topics]]\nturn = 1\nname = "A"',
            "made for another transcript (x.txt)",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(OutlineError) as caught:
        loaded(tmp_path, text)

    assert message in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / "talk.toml"))
