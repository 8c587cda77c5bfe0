"""`restyle find`, as a user meets it."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE, ROOT, Command

ARGUMENTS = ("replace by fee", "the release candidate")


def test_passages_are_shown_with_speaker_and_turn(command: Command) -> None:
    done = command("find", EXAMPLE, "how do you bump a fee", "-n", 2)

    assert done.returncode == 0, done.stderr
    assert "turn" in done.stdout
    assert "Sjors" in done.stdout


def test_json_holds_what_was_said_and_its_neighbours(command: Command) -> None:
    done = command("find", EXAMPLE, "release candidate testing", "--json", "-n", 3)

    (first, *_) = json.loads(done.stdout)
    assert first["source"] == str(EXAMPLE)
    assert first["turns"]
    assert first["said"]
    assert set(first) >= {"talk", "date", "start", "speakers", "score", "before", "after"}


def test_a_document_stands_for_the_talk_that_it_was_made_from(
    command: Command, workdir: Path
) -> None:
    assert command(EXAMPLE, "--model", "none", "-o", "talk.md").returncode == 0
    done = command("find", "talk.md", "replace by fee", "--json")

    assert json.loads(done.stdout)[0]["source"] == "talk.md"


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        ((str(EXAMPLE),), 2, "name a talk, and in quotation marks what is looked for"),
        ((str(EXAMPLE), " "), 2, "nothing is looked for"),
        ((str(EXAMPLE), "zebra xylophone"), 1, "nothing that was said answers this"),
        (("nowhere.txt", "words"), 2, "nowhere.txt"),
    ],
)
def test_what_cannot_be_found_is_told_in_a_line(
    command: Command, arguments: tuple[str, ...], code: int, complaint: str
) -> None:
    done = command("find", *arguments)

    assert done.returncode == code
    assert complaint in done.stderr


def test_an_archive_is_searched_by_an_index_of_its_own(command: Command, workdir: Path) -> None:
    talks = workdir / "talks"
    talks.mkdir()
    shutil.copy(EXAMPLE, talks / "one.md")
    (talks / "two.txt").write_text(
        "Ann: How hot is the oven?\n\nBob: Very hot, and the bread is done in an hour or so.\n\n"
        * 9
    )
    assert command("archive", "talks", "--model", "none", "-o", "out").returncode == 0

    first = command("find", "out", "hot oven bread", "--json")
    second = command("find", "out", "hot oven bread", "--json")

    assert "reading" in first.stderr
    assert "reading" not in second.stderr
    assert first.stdout == second.stdout
    assert json.loads(first.stdout)[0]["speakers"] == ["Ann", "Bob"]
    (workdir / "out" / ".restyle-search.db").unlink()
    (workdir / "out" / ".restyle-search.db").mkdir()
    assert "cannot be used as a search index" in command("find", "out", "oven").stderr


def test_an_episode_that_is_gone_is_found_no_more(command: Command, workdir: Path) -> None:
    talks = workdir / "talks"
    talks.mkdir()
    shutil.copy(EXAMPLE, talks / "one.md")
    command("archive", "talks", "--model", "none", "-o", "out")
    assert command("find", "out", "replace by fee").returncode == 0
    for path in (ROOT / "out", workdir / "out"):
        for document in path.glob("one*.md"):
            document.unlink()

    assert command("find", "out", "replace by fee").returncode == 1


def test_an_archive_prefers_the_episode_that_a_question_is_about(
    command: Command, workdir: Path
) -> None:
    talks = workdir / "talks"
    talks.mkdir()
    filler = "Ada: We talk about trains and weather and the price of old houses today. " * 30
    asked = "Bob: The first proper job was at a harbour, a long way from home, in the rain. "
    for n in range(12):
        (talks / f"other{n}.txt").write_text(
            f"{filler}\n\nCarl{n}: My first proper job, a proper job, was number {n}.\n\n{filler}"
        )
    (talks / "bob.txt").write_text(f"{filler}\n\n{asked}\n\n{filler}\n\nBob: It was a harbour.\n")
    assert command("archive", "talks", "--model", "none", "-o", "out").returncode == 0

    found = json.loads(command("find", "out", "What was Bob's first proper job?", "--json").stdout)

    assert "harbour" in found[0]["said"]


def test_what_is_shown_names_turns_times_and_speakers_and_marks_the_words(
    command: Command, workdir: Path
) -> None:
    filler = "It was a long and quiet day at the shore, and nobody said a thing. " * 20
    cues = [("Ann", filler), ("Bob", "Two companies paid for it."), ("Ann", filler)]
    (workdir / "talk.vtt").write_text(
        "WEBVTT\n\n"
        + "\n\n".join(
            f"00:{n}0:00.000 --> 00:{n}9:00.000\n<v {who}>{text}"
            for n, (who, text) in enumerate(cues)
        )
        + "\n"
    )

    plain = command("find", "talk.vtt", "company", "-n", 1)
    assert plain.stdout.splitlines()[0] == "1  10:00, turns 2 to 3"
    assert plain.stdout.splitlines()[1] == "Bob: Two companies paid for it."
    marked = command("find", "talk.vtt", "company", "-n", 1, FORCE_COLOR="1")
    assert "\x1b[1mcompanies\x1b[0m" in marked.stdout
    around = command("find", "talk.vtt", "company", "-n", 1, "--context").stdout
    assert around.index("Ann: It was") < around.index("Bob: Two")
    (first,) = json.loads(command("find", "talk.vtt", "company", "-n", 1, "--json").stdout)
    assert first["turns"] == [2, 3]
    assert first["before"].startswith("Ann: It was")
    assert first["after"] is None


def test_an_archive_and_a_talk_are_not_searched_together(command: Command, workdir: Path) -> None:
    (workdir / "talks").mkdir()
    shutil.copy(EXAMPLE, workdir / "talks" / "one.md")
    command("archive", "talks", "--no-model", "-o", "out")

    done = command("find", "out", EXAMPLE, "replace by fee")

    assert done.returncode == 2
    assert "name it alone" in done.stderr
