"""The command's options about outlines, checks and sources, as a user meets them."""

import json
import shutil
from pathlib import Path

import pytest

from restyle.cli.options.sections import section_numbers
from restyle.errors import UsageError
from tests.conftest import EXAMPLE, RECORDING, Command

MODEL = ("--model", f"scripted/{RECORDING}")


@pytest.fixture
def talk(workdir: Path) -> Path:
    return Path(shutil.copy(EXAMPLE, workdir / "talk.md"))


@pytest.mark.parametrize(
    ("text", "numbers"), [("", ()), ("3", (3,)), ("3, 5", (3, 5)), ("2-4,3", (2, 3, 4))]
)
def test_section_numbers_are_read(text: str, numbers: tuple[int, ...]) -> None:
    assert section_numbers(text) == numbers


@pytest.mark.parametrize("text", ["x", "5-3", ",", " ", "0", "³", "1-9999999999", "1,"])
def test_other_words_are_no_section_numbers(text: str) -> None:
    with pytest.raises(UsageError, match="expected section numbers"):
        section_numbers(text)


def test_an_outline_is_written_edited_and_taken(
    command: Command, talk: Path, workdir: Path
) -> None:
    first = command("talk.md", *MODEL, "--outline", "o.toml")
    outline = workdir / "o.toml"
    text = outline.read_text(encoding="utf-8")
    outline.write_text(
        text.replace("Nodes Ask for Every Header Twice", "Headers Twice"),
        encoding="utf-8",
    )

    second = command("talk.md", *MODEL, "--outline", "o.toml", "-o", "d.md")

    assert (first.returncode, second.returncode) == (0, 0)
    assert "edit it if you like" in first.stderr
    document = (workdir / "d.md").read_text(encoding="utf-8")
    assert "## Headers Twice" in document


def test_an_edited_document_is_checked_to_its_last_line(
    command: Command, talk: Path, workdir: Path
) -> None:
    command("talk.md", *MODEL, "-o", "d.md")
    path = workdir / "d.md"
    text = path.read_text(encoding="utf-8")
    sound = command("check", "d.md", "--strict")
    path.write_text(
        text.replace("maybe 100 extra megabytes at best", "900 megabytes").replace(
            "Maybe four people", "700 people"
        ),
        encoding="utf-8",
    )

    edited = command("check", "d.md", "--strict", "--json")

    assert sound.returncode == 0
    assert "no findings" in sound.stdout
    assert edited.returncode == 3
    found = json.loads(edited.stdout)
    assert "900 megabytes" in [one["text"] for one in found["takeaways"]]
    assert "700 people" in [one["text"] for one in found["sections"][-1]["findings"]]


def test_what_cannot_be_kept_is_refused_before_anything_is_paid(
    command: Command, talk: Path, workdir: Path
) -> None:
    command("talk.md", "--no-model", "-o", "x.md")

    other = command("talk.md", *MODEL, "-o", "x.md", "--only", "2")
    link = command("talk.md", *MODEL, "--media-url", "javascript:alert(1)")
    extract = command("check", "x.md")

    assert [one.returncode for one in (other, link, extract)] == [2, 2, 2]
    assert "the document is an extract, not karpathy" in other.stderr
    assert "expected an address" in link.stderr
    assert "is an extract" in extract.stderr


def test_sections_written_again_leave_the_rest_of_the_document_as_it_was(
    command: Command, talk: Path, workdir: Path
) -> None:
    shape = ("--title", "Mine", "--front-matter", "--footnotes", "--no-edit", "--no-judge")
    command("talk.md", *MODEL, "-o", "d.md", *shape)
    before = (workdir / "d.md").read_text(encoding="utf-8")

    done = command("talk.md", *MODEL, "-o", "d.md", "--only", "2", "--no-judge")

    assert done.returncode == 0, done.stderr
    assert (workdir / "d.md").read_text(encoding="utf-8") == before
    assert before.startswith("---\ntitle: Mine")
    assert "[^1]: " in before


def test_a_report_replaces_no_file_of_the_users(
    command: Command, talk: Path, workdir: Path
) -> None:
    report = workdir / "d.md.report.md"
    report.write_text("precious", encoding="utf-8")

    done = command("talk.md", *MODEL, "-o", "d.md", "--report")

    assert done.returncode == 2
    assert report.read_text(encoding="utf-8") == "precious"
