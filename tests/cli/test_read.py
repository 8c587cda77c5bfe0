"""`restyle read`, and the options that say how to read."""

import json
from pathlib import Path

import pytest

from tests.conftest import Command

SRT = "".join(
    f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\nSPEAKER_0{n % 2}: {text}\n\n"
    for n, text in enumerate(
        ("What is a bridge, and why?", "A bridge is a way over a river.", "Is it?", "It is."), 1
    )
)


@pytest.fixture
def talk(workdir: Path) -> Path:
    path = workdir / "talk.srt"
    path.write_text(SRT, encoding="utf-8")
    return path


def test_it_shows_what_was_understood(command: Command, talk: Path) -> None:
    done = command("read", "talk.srt")

    assert done.returncode == 0, done.stderr
    for told in ("srt · utf-8", "SPEAKER_01", "4 turns", "part (guessed)", "What is a bridge"):
        assert told in done.stdout


@pytest.mark.parametrize(
    ("format", "beginning"),
    [("vtt", "WEBVTT"), ("json", "{"), ("md", "# Talk"), ("podcasting20", "{"), ("srt", "1\n")],
)
def test_it_converts(command: Command, talk: Path, format: str, beginning: str) -> None:
    done = command("read", "talk.srt", "--format", format)

    assert done.stdout.startswith(beginning)
    assert done.stderr == ""


def test_speakers_are_renamed_by_flag_and_file(command: Command, talk: Path, workdir: Path) -> None:
    (workdir / "names.txt").write_text("SPEAKER_00 = Ann\nSPEAKER_01 = Nobody\n", encoding="utf-8")

    done = command(
        "read", "talk.srt", "-f", "json", "--speakers", "names.txt", "--rename", "SPEAKER_01=Bob"
    )

    assert {turn["speaker"] for turn in json.loads(done.stdout)["turns"]} == {"Ann", "Bob"}


def test_host_and_guest_can_be_named(command: Command, talk: Path) -> None:
    done = command("read", "talk.srt", "--host", "SPEAKER_00", "--guest", "SPEAKER_01")
    wrong = command("read", "talk.srt", "--host", "Cy")

    assert "(guessed)" not in done.stdout
    assert (wrong.returncode, "no speaker 'Cy'" in wrong.stderr) == (2, True)


def test_encoding_and_format_override_what_content_says(command: Command, workdir: Path) -> None:
    (workdir / "t.txt").write_bytes(
        "דנה: שלום לכולם\nיוסי: תודה\nדנה: נתחיל\nיוסי: כן".encode("cp1255")
    )

    done = command("read", "t.txt", "--encoding", "cp1255", "--input-format", "text")
    unknown = command("read", "t.txt", "--encoding", "nonsense")

    assert "דנה" in done.stdout
    assert "no encoding 'nonsense'" in unknown.stderr


def test_what_steers_a_terminal_is_not_printed(command: Command, workdir: Path) -> None:
    (workdir / "t.txt").write_text(
        "Ann: [bold]x\x1b[31m\x07 and more\nBob: y\nAnn: z\nBob: w", encoding="utf-8"
    )

    done = command("read", "t.txt")

    assert "\x1b" not in done.stdout
    assert "[bold]x" in done.stdout
