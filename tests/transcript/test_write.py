"""What is written out reads back."""

from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.errors import UsageError
from restyle.transcript.read import parse
from restyle.transcript.transcript import Cue, Heading, Metadata, Source, Transcript, Turn
from restyle.transcript.write import write_transcript
from tests.conftest import transcript

words = st.lists(st.text(ascii_lowercase, min_size=2, max_size=9), min_size=8, max_size=10).map(
    lambda parts: " ".join(parts).capitalize() + "."
)


@st.composite
def talks(draw: st.DrawFn) -> Transcript:
    """A talk of two named speakers in turn, with times."""
    said = draw(st.lists(words, min_size=6, max_size=8, unique=True))
    turns = []
    for index, text in enumerate(said):
        cue = Cue(text, float(index * 10), float(index * 10 + 5))
        turns.append(Turn(index, ("Ann Lee", "Bob")[index % 2], (cue,)))
    return Transcript(
        "A Talk",
        tuple(turns),
        Source("t", "text"),
        Metadata(date="2024-05-06"),
        (Heading(2, "Middle"),),
    )


@pytest.mark.parametrize("format", ["json", "vtt", "srt", "podcasting20"])
@given(talks())
def test_turns_and_times_read_back(format: str, talk: Transcript) -> None:
    read = parse(write_transcript(talk, format).encode(), f"t.{format}")

    assert [(t.speaker, t.cues) for t in read.turns] == [(t.speaker, t.cues) for t in talk.turns]


@given(talks())
def test_markdown_keeps_speakers_words_and_headings(talk: Transcript) -> None:
    read = parse(write_transcript(talk, "md").encode(), "t.md")

    assert [(t.speaker, t.text, t.start) for t in read.turns] == [
        (t.speaker, t.text, t.start) for t in talk.turns
    ]
    assert (read.title, read.headings) == (talk.title, talk.headings)


@given(talks())
def test_json_keeps_everything(talk: Transcript) -> None:
    read = parse(write_transcript(talk, "json").encode(), "t.json")

    assert (read.title, read.turns, read.metadata, read.headings) == (
        talk.title,
        talk.turns,
        talk.metadata,
        talk.headings,
    )


def test_captions_without_times_get_times_by_their_words() -> None:
    text = write_transcript(transcript(("Ann", "one two three four five"), ("Bob", "six")), "vtt")

    assert "00:00:00.000 --> 00:00:02.000\n<v Ann>one" in text
    assert "00:00:02.000 --> 00:00:03.000" in text


def test_an_unknown_format_offers_the_known() -> None:
    with pytest.raises(UsageError, match="unknown transcript format 'vt'; did you mean vtt"):
        write_transcript(transcript(("A", "x")), "vt")
