"""Chapters, in each format."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from restyle.document.write import write_chapters
from restyle.errors import OutputError, TranscriptError
from restyle.topics.chapters import render_chapters
from restyle.topics.outline import Outline, Topic
from restyle.transcript.transcript import Boundary, Cue, Source, Transcript, Turn

TALK = Transcript(
    "Talk",
    (
        Turn(0, "A", (Cue("Hello there.", 2.5, 4.0),)),
        Turn(1, "B", (Cue("Of bread.", 65.25, 70.0), Cue("And of water we speak.", 70.0, 90.0))),
        Turn(2, "A", (Cue("Bye.", 95.0, 96.0),)),
    ),
    Source("talk.vtt"),
)
OUTLINE = Outline(
    "Talk",
    (
        Topic("Greetings", begin=Boundary(0)),
        Topic("Bread & <Butter>\n--> More", begin=Boundary(1)),
        Topic("Water", begin=Boundary(1, 20)),
        Topic("Goodbye", begin=Boundary(2)),
    ),
)


def test_podcasting_20_chapters_begin_at_the_start_of_the_file() -> None:
    value = json.loads(render_chapters(TALK, OUTLINE, "chapters.json"))

    assert value["version"] == "1.2.0"
    starts = [chapter["startTime"] for chapter in value["chapters"]]
    assert starts == [0.0, 65.25, pytest.approx(79.091, abs=0.01), 95.0]
    assert value["chapters"][1]["title"] == "Bread & <Butter> --> More"


def test_webvtt_chapters_end_where_the_next_begins_and_titles_are_escaped() -> None:
    text = render_chapters(TALK, OUTLINE, "chapters.VTT")

    assert text.startswith("WEBVTT\n\n1\n00:00:00.000 --> 00:01:05.250\nGreetings\n\n2\n")
    assert "Bread &amp; &lt;Butter&gt; --&gt; More" in text
    assert text.endswith("00:01:35.000 --> 00:01:36.000\nGoodbye\n")


def test_youtube_lines_begin_at_zero_and_leave_out_what_is_too_short() -> None:
    near = replace(TALK, turns=(*TALK.turns[:2], Turn(2, "A", (Cue("Bye.", 80.0, 96.0),))))

    lines = render_chapters(near, OUTLINE, "chapters.txt").splitlines()

    assert lines == ["0:00 Greetings", "1:05 Bread & <Butter> --> More", "1:19 Water"]


def test_a_long_video_has_hours_in_every_line() -> None:
    late = replace(TALK, turns=(*TALK.turns[:2], Turn(2, "A", (Cue("Bye.", 3700.0, 3701.0),))))

    assert render_chapters(late, OUTLINE, "c.txt").splitlines()[::3] == [
        "0:00:00 Greetings",
        "1:01:40 Goodbye",
    ]


def test_a_boundary_between_two_cues_is_when_the_second_begins() -> None:
    assert TALK.time(Boundary(1, 9)) == 70.0


def test_a_talk_without_times_has_no_chapters() -> None:
    silent = replace(TALK, turns=(Turn(0, "A", (Cue("Hello."),)), *TALK.turns[1:]))

    with pytest.raises(TranscriptError, match=r"talk.vtt: has no times"):
        render_chapters(silent, OUTLINE, "c.json")


def test_another_ending_is_refused_and_a_file_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"\.json, \.vtt or \.txt"):
        render_chapters(TALK, OUTLINE, "chapters.xml")
    path = tmp_path / "c.json"
    path.write_text("mine")

    with pytest.raises(OutputError, match="--force replaces it"):
        write_chapters(TALK, OUTLINE, path)

    assert path.read_text() == "mine"
    assert json.loads(write_chapters(TALK, OUTLINE, path, force=True).read_text())["chapters"]
