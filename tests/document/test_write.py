import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.document.document import Document, Paragraph, Section, Takeaway
from restyle.document.write import render, slug, write
from restyle.errors import OutputError
from restyle.topics.outline import Outline, Topic
from restyle.transcript.transcript import Cue, Metadata, Segment, Source, Span, Transcript, Turn

SEGMENT = Segment((Span(0, 0, 5),))
DOCUMENT = Document(
    title="A Talk — Rewritten in Karpathy Style",
    subtitle="",
    sections=(
        Section(
            "On It",
            (Paragraph("One.", SEGMENT.spans), Paragraph("- a\n- b", SEGMENT.spans)),
            SEGMENT,
        ),
    ),
    takeaways=(Takeaway("**It is so.** Because.", (0,)),),
    transcript=Transcript(
        "A Talk",
        (Turn(0, "Ann", (Cue("One. Two, a and b."),)),),
        Source("talk.txt"),
        Metadata("2024-05-06", "https://a.example", ("Ann",)),
    ),
    outline=Outline("A Talk", (Topic("It"),)),
    style="karpathy",
    model="openai/m",
    version="0.1.0",
)


def test_markdown_has_the_shape_of_a_document() -> None:
    assert render(DOCUMENT) == (
        "# A Talk — Rewritten in Karpathy Style\n\n## On It\n\nOne.\n\n- a\n- b\n\n"
        "## Key Takeaways\n\n- **It is so.** Because.\n\n---\n\n"
        "*Source: `talk.txt` · Style: karpathy · Model: `openai/m` · restyle 0.1.0*\n"
    )


def test_front_matter_is_there_if_asked_for() -> None:
    text = render(DOCUMENT, front_matter=True)

    assert text.startswith("---\ntitle: A Talk — Rewritten in Karpathy Style\ndate: '2024-05-06'\n")
    assert "speakers:\n- Ann\n" in text
    with pytest.raises(OutputError, match="front matter goes with markdown"):
        render(DOCUMENT, "html", front_matter=True)


def test_json_holds_everything() -> None:
    data = json.loads(render(DOCUMENT, "json"))

    assert data["sections"][0]["paragraphs"][0]["spans"] == [{"turn": 0, "start": 0, "end": 5}]
    assert data["takeaways"][0]["sections"] == [0]


def test_html_is_one_page_with_its_contents() -> None:
    page = render(replace(DOCUMENT, subtitle="Sub"), "html")

    assert '<a href="#s1">On It</a>' in page
    assert '<h2 id="s2">Key Takeaways<' in page
    assert "<li>a</li>" in page
    assert "<strong>It is so.</strong>" in page
    assert page.count("<html") == 1


def test_a_document_is_replaced_only_as_restyle_left_it(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "a.md"
    write(DOCUMENT, path)
    write(DOCUMENT, path)
    path.write_text("edited", encoding="utf-8")

    with pytest.raises(OutputError, match="was changed since"):
        write(DOCUMENT, path)

    write(DOCUMENT, path, force=True)
    assert path.read_text(encoding="utf-8") == render(DOCUMENT)


def test_a_file_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("mine", encoding="utf-8")

    with pytest.raises(OutputError, match="restyle did not write it; --force"):
        write(DOCUMENT, path)

    assert path.read_text(encoding="utf-8") == "mine"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        write(DOCUMENT, tmp_path)


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="needs a folder that is read-only"
)
def test_a_read_only_folder_is_said_and_nothing_stays(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(OutputError, match="cannot be written"):
        write(DOCUMENT, tmp_path / "a.md")


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")

    with pytest.raises(OutputError, match="cannot be written"):
        write(DOCUMENT, tmp_path / "x" / "a.md")


def test_nothing_is_left_beside_a_document(tmp_path: Path) -> None:
    write(DOCUMENT, tmp_path / "a.html", record={"calls": 3})

    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "a.html.run.json"]
    assert json.loads((tmp_path / "a.html.run.json").read_text(encoding="utf-8"))["calls"] == 3


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("A: Talk? <b>", "A- Talk- -b"),
        ("CON", "_CON"),
        ("...", "_"),
        ("Straße – 東京", "Straße - 東京"),
        ("con.txt", "_con.txt"),
    ],
)
def test_a_title_becomes_a_name_that_stays_in_its_folder(title: str, name: str) -> None:
    assert slug(title) == name


@given(st.text(max_size=300))
def test_any_title_is_a_safe_name(title: str) -> None:
    name = slug(title)

    assert name
    assert not name.startswith(".")
    assert not set(name) & set('/\\:*?"<>|\0\n')
    assert len(name.encode("utf-8")) <= 121
    assert Path("folder", name).resolve().parent == Path("folder").resolve()
