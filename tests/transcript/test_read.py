import io
import sys
from pathlib import Path

import pytest

from restyle.errors import TranscriptError, UsageError
from restyle.transcript.read import parse, read
from restyle.transcript.transcript import TurnKind
from tests.conftest import EXAMPLE


def test_the_example_reads_as_people_wrote_it() -> None:
    talk = read(EXAMPLE)

    assert talk.title == "Bitcoin Core 24.0"
    assert talk.speakers == ("Aaron van Wirdum", "Sjors Provoost")
    assert len(talk.turns) == 187
    assert sum(len(turn.cues) for turn in talk.turns) == 195
    assert talk.words == 7329
    assert talk.duration == 2445.0
    assert talk.metadata.date == "2022-10-07"
    assert [h.text for h in talk.headings][:3] == [
        "Intro",
        "What does it mean",
        "Release Candidate",
    ]


def test_content_decides_the_format_not_the_name() -> None:
    talk = parse(b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello there.\n", "talk.txt")

    assert talk.source.format == "vtt"


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere.txt: there is no such file"):
        read(tmp_path / "nowhere.txt")


def test_a_folder_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder; name the transcripts"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file is empty"),
        (b"---\ntitle: x\n---\n", "no speech found"),
        (b"1\n00:00:01,000 --> 00:00:02,000\n[Music]\n", "no speech found"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG picture"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04" + bytes(40), "a ZIP archive"),
        (b"ID3\x04" + bytes(40), "audio file"),
        (bytes(range(32)) * 40, "binary file"),
    ],
)
def test_what_is_no_transcript_is_refused_in_one_line(data: bytes, complaint: str) -> None:
    with pytest.raises(TranscriptError, match=complaint) as refusal:
        parse(data, "talk.txt")

    assert str(refusal.value).startswith("talk.txt: ")
    assert "\n" not in str(refusal.value)


def test_standard_input_is_read_as_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO("Ann: Hällo.\nBob: Yes.\nAnn: So.\nBob: No.".encode()))
    monkeypatch.setattr(sys, "stdin", stdin)

    talk = read("-")

    assert talk.source.name == "stdin"
    assert talk.speakers == ("Ann", "Bob")


def test_the_same_bytes_give_the_same_transcript() -> None:
    assert read(EXAMPLE) == read(EXAMPLE)


def test_a_turn_of_stage_notes_alone_is_an_aside() -> None:
    talk = parse(b"Ann: [laughter]\nBob: So it goes.\nAnn: It does.\nBob: Yes.", "talk.txt")

    assert [turn.kind for turn in talk.turns[:2]] == [TurnKind.ASIDE, TurnKind.SPEECH]


def test_half_a_character_in_json_is_put_right() -> None:
    data = b'{"segments": [{"text": "So \\ud83d it is.", "start": 0, "end": 1}]}'

    talk = parse(data, "talk.json")

    assert talk.turns[0].text == "So \ufffd it is."
