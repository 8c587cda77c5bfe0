"""Several formats of one document, side by side."""

from pathlib import Path

import pytest

import restyle
from restyle.document.citations import CitationStyle
from restyle.document.formats import siblings
from restyle.document.paths import WriteOptions, targets
from restyle.document.write import write_all
from restyle.errors import OutputError, SettingsError, UsageError
from restyle.settings import load
from tests.document.made import made


def wanted(output: Path, *formats: str, **more: bool) -> WriteOptions:
    return WriteOptions(str(output), formats, "karpathy", **more)  # type: ignore[arg-type]


def test_each_format_has_its_ending_beside_the_first() -> None:
    assert siblings(Path("x/a.v1.karpathy.md"), ("markdown", "html", "show-notes", "json")) == {
        "markdown": Path("x/a.v1.karpathy.md"),
        "html": Path("x/a.v1.karpathy.html"),
        "show-notes": Path("x/a.v1.karpathy.notes.md"),
        "json": Path("x/a.v1.karpathy.json"),
    }
    assert siblings(Path("a.HTM"), ("html", "docx")) == {
        "html": Path("a.HTM"),
        "docx": Path("a.docx"),
    }
    assert siblings(Path("a.epub"), ("markdown",)) == {"epub": Path("a.epub")}


def test_all_are_written_and_read_back_as_one_document(tmp_path: Path) -> None:
    files = write_all(
        made(),
        tmp_path / "a.md",
        ("markdown", "html", "epub", "docx", "json"),
        front_matter=True,
        citing=CitationStyle(footnotes=True),
    )

    assert {file.suffix for file in files} == {".md", ".html", ".epub", ".docx", ".json"}
    assert all(restyle.load_document(file) == made() for file in files)
    assert (tmp_path / "a.md").read_text("utf-8").startswith("---\n")
    assert "[^1]" not in (tmp_path / "a.html").read_text("utf-8")


def test_a_file_of_the_users_is_refused_whichever_format_it_has(tmp_path: Path) -> None:
    (tmp_path / "talk.karpathy.docx").write_text("mine")

    with pytest.raises(OutputError, match=r"talk.karpathy.docx: is there"):
        targets(["talk.vtt"], wanted(tmp_path, "markdown", "docx"))


def test_what_contradicts_itself_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown output format 'pdf'"):
        targets(["talk.vtt"], wanted(tmp_path, "markdown", "pdf"))
    with pytest.raises(OutputError, match="standard output takes one format"):
        targets(["talk.vtt"], wanted(Path("-"), "markdown", "html"))
    with pytest.raises(OutputError, match="front matter goes with markdown"):
        targets(["talk.vtt"], wanted(tmp_path, "html", "docx", front_matter=True))
    with pytest.raises(OutputError, match="ends as epub"):
        targets(["talk.vtt"], wanted(tmp_path / "a.epub", "html", "docx"))


@pytest.mark.parametrize(
    ("value", "formats"),
    [
        ("md", ("markdown",)),
        ("md, HTML ,md", ("markdown", "html")),
        (["epub", "notes"], ("epub", "show-notes")),
    ],
)
def test_formats_are_named_in_a_list_or_with_commas(
    value: object, formats: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert load({"format": value})[0].formats == formats


def test_a_format_that_is_no_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SettingsError, match="format"):
        load({"format": 3})


def test_what_is_no_text_is_for_files() -> None:
    for name in ("epub", "docx"):
        with pytest.raises(OutputError, match=f"{name} is no text; write it to a file"):
            restyle.render(made(), name)
