"""What is put right, marked, renamed or doubted after parsing."""

from pathlib import Path

import pytest

from restyle.errors import TranscriptError, UsageError
from restyle.transcript.read import parse, read
from restyle.transcript.speakers import names_from, names_in, rename
from restyle.transcript.transcript import TurnKind

DIALOGUE = b"Ann: One here.\nBob: Two here.\nAnn: Three here.\nBob: Four here."


def test_captions_out_of_order_are_sorted_with_a_warning() -> None:
    srt = b"1\n00:01:00,000 --> 00:01:01,000\nSecond.\n\n2\n00:00:01,000 --> 00:00:02,000\nFirst.\n"

    talk = parse(srt, "t.srt")

    assert [cue.text for turn in talk.turns for cue in turn.cues] == ["First.", "Second."]
    assert "cues were out of order and were sorted" in talk.warnings


def test_a_recognisers_loop_is_cut_short_with_a_warning() -> None:
    cues = "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\nThank you.\n\n" for n in range(1, 50)
    )

    talk = parse(cues.encode(), "t.srt")

    assert talk.words == 8
    assert any(warning.startswith("45 cues only repeat") for warning in talk.warnings)


def test_an_end_before_its_start_is_left_out() -> None:
    talk = parse(b"1\n00:00:05,000 --> 00:00:01,000\nWords are here.\n", "t.srt")

    assert talk.turns[0].cues[0].end is None
    assert any("end before they begin" in warning for warning in talk.warnings)


@pytest.mark.parametrize("arrow", ["-->", "->", "→", ""])
def test_timing_lines_of_any_make_are_no_speech(arrow: str) -> None:
    lines = (f"{n}\n00:00:0{n},000 {arrow}\nwords of line {n} are here\n" for n in range(1, 6))

    talk = parse("\n".join(lines).encode(), "t.srt")

    assert sum(len(turn.cues) for turn in talk.turns) == 5
    assert "00:00" not in " ".join(turn.text for turn in talk.turns)


def test_a_sponsor_read_is_marked_and_can_be_kept(tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_bytes(
        DIALOGUE
        + b"\nAnn: This episode is brought to you by Acme. Use code TALK for 20% off.\nBob: So."
    )

    assert [turn.kind for turn in read(path).turns].count(TurnKind.AD) == 1
    assert TurnKind.AD not in [turn.kind for turn in read(path, keep_ads=True).turns]


def test_speakers_are_renamed_and_neighbours_joined() -> None:
    talk = parse(DIALOGUE, "t.txt")

    renamed = rename(talk, {"ann": "Ada Lovelace", "Bob": "Ada Lovelace"})

    assert renamed.speakers == ("Ada Lovelace",)
    assert len(renamed.turns) == 1
    assert renamed.words == talk.words


def test_an_unknown_speaker_is_refused_with_those_who_are_there() -> None:
    with pytest.raises(UsageError, match="no speaker 'Cy'; there are: Ann, Bob"):
        rename(parse(DIALOGUE, "t.txt"), {"Cy": "X"})


def test_names_come_from_a_file_and_from_flags(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text(
        "# who is who\nSPEAKER_00 = Ada Lovelace\n\nSPEAKER_01 = 'Charles'\n", encoding="utf-8"
    )

    assert names_in(path) == {"SPEAKER_00": "Ada Lovelace", "SPEAKER_01": "Charles"}
    assert names_from(["A=B"]) == {"A": "B"}


def test_a_faulty_list_of_names_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("A = B\nnonsense\n", encoding="utf-8")

    with pytest.raises(UsageError, match=r"names\.txt: line 2: expected LABEL=NAME"):
        names_in(path)
    with pytest.raises(UsageError, match="cannot be read"):
        names_in(tmp_path / "none.txt")


def test_a_list_of_chapters_is_no_talk() -> None:
    chapters = "\n".join(f"{n * 7:02}:00 Chapter {n}" for n in range(9))

    with pytest.raises(TranscriptError, match="only a list of times and titles"):
        parse(chapters.encode(), "t.txt")


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Just these few words.", "may not be the whole transcript"),
        ("import os\ndef f():\n    x = {1: 2};\n" * 20, "looks like a program"),
    ],
)
def test_what_does_not_look_like_a_talk_is_doubted(text: str, doubt: str) -> None:
    assert any(doubt in warning for warning in parse(text.encode(), "t.txt").warnings)


def test_what_an_entity_hides_is_removed() -> None:
    talk = parse(b"Ann: One &#x202E;two&#8203;.\nBob: Yes.\nAnn: So.\nBob: No.", "t.txt")

    assert talk.turns[0].text == "One two."


def test_a_speaker_who_speaks_once_is_heard_where_all_lines_are_labelled() -> None:
    talk = parse(b"Ann: One.\nBob: I disagree.\nAnn: Two.", "t.txt")

    assert [turn.speaker for turn in talk.turns] == ["Ann", "Bob", "Ann"]


def test_many_blank_lines_take_no_time_to_speak_of() -> None:
    talk = parse(b"Ann: One.\n" + b"\n" * 20_000 + b"Bob: Two.\nAnn: Three.\nBob: Four.", "t.txt")

    assert len(talk.turns) == 4
