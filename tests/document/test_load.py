"""Documents read back, and what the checks say of them."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import restyle
from restyle.checking.report import as_markdown
from restyle.errors import OutputError, UsageError
from restyle.llm.providers.scripted import ScriptedModel
from restyle.pipeline.events import LeftOut
from restyle.topics.outline import TopicKind
from tests.conftest import EXAMPLE, RECORDING, transcript

OTHER = transcript(("Ann", "We speak of something else."))


@pytest.fixture(scope="module")
def document() -> restyle.Document:
    return restyle.rewrite(EXAMPLE, style="karpathy", model=ScriptedModel.load(RECORDING))


@pytest.mark.parametrize("name", ["talk.md", "talk.html", "talk.json"])
def test_a_document_is_read_back_as_it_was(
    tmp_path: Path, document: restyle.Document, name: str
) -> None:
    path = restyle.write(document, tmp_path / name)

    assert restyle.load_document(path) == document


def test_the_example_stands_up_to_its_checks(document: restyle.Document) -> None:
    report = restyle.check(document, restyle.load_style("karpathy"))

    assert report.findings == 0
    assert report.covered > 0.5
    assert sum(section.numbers for section in report.sections) > 30
    text = as_markdown(report)
    assert "Nothing was found" in text
    assert text.count("\n| ") == 12
    assert "## Left out" in text


def test_every_paragraph_of_the_example_knows_its_turns(document: restyle.Document) -> None:
    paragraphs = [p for section in document.sections for p in section.paragraphs]
    known = [p for p in paragraphs if p.spans]

    assert len(known) > 0.9 * len(paragraphs)
    for section in document.sections:
        turns = {span.turn for span in section.segment.spans}
        assert all(span.turn in turns for p in section.paragraphs for span in p.spans)


def test_an_edited_markdown_file_is_checked_as_it_stands(
    tmp_path: Path, document: restyle.Document
) -> None:
    path = restyle.write(document, tmp_path / "talk.md")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("no roadmap", "a roadmap by Microsoft"), encoding="utf-8")

    edited = restyle.load_document(path)

    found = restyle.check(edited, restyle.load_style("karpathy")).sections[0].findings
    assert "Microsoft" in [finding.text for finding in found]


def test_what_cannot_be_read_back_is_one_line(tmp_path: Path, document: restyle.Document) -> None:
    path = restyle.write(document, tmp_path / "talk.md")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("## A Checkpoint Can", "A Checkpoint Can"), encoding="utf-8")
    with pytest.raises(OutputError, match="has 11 headings where 12 were written"):
        restyle.load_document(path)
    page = restyle.write(document, tmp_path / "talk.html")
    page.write_text("<p>", encoding="utf-8")
    with pytest.raises(OutputError, match="only Markdown is read back"):
        restyle.load_document(page)
    (tmp_path / "other.md").write_text("# Other", encoding="utf-8")
    with pytest.raises(
        OutputError, match=r"no record of its making beside it \(other.md.run.json\)"
    ):
        restyle.load_document(tmp_path / "other.md")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    with pytest.raises(OutputError, match="is no document of this version"):
        restyle.load_document(tmp_path / "other.json")
    with pytest.raises(OutputError, match="cannot be read: No such file"):
        restyle.load_document(tmp_path / "nothing.md")


def test_some_sections_are_written_again_and_the_others_kept(document: restyle.Document) -> None:
    model = ScriptedModel.load(RECORDING)

    again = restyle.rewrite(
        EXAMPLE, style="karpathy", model=model, again=restyle.PartialRewrite(document, (3,))
    )

    assert [request.origin.segment for request in model.requests] == [2, 2, None, None]
    assert (again.sections[:2], again.sections[3:]) == (
        document.sections[:2],
        document.sections[3:],
    )
    assert again.sections[2].text.startswith("A checkpoint says that one specific block")
    with pytest.raises(UsageError, match="section 15: the document has 11 sections"):
        restyle.rewrite(EXAMPLE, model=model, again=restyle.PartialRewrite(document, (15,)))
    with pytest.raises(UsageError, match="of another transcript"):
        restyle.rewrite(OTHER, model=model, again=restyle.PartialRewrite(document, (1,)))


def test_a_topic_that_is_no_talk_has_no_section_and_is_said(document: restyle.Document) -> None:
    greeting, second, *rest = document.outline.topics
    idle = replace(second, kind=TopicKind.GREETING)
    outline = replace(document.outline, topics=(greeting, idle, *rest))
    left: list[LeftOut] = []

    shorter = restyle.rewrite(
        EXAMPLE,
        model="none",
        outline=outline,
        observe=lambda event: left.append(event) if isinstance(event, LeftOut) else None,
    )

    assert len(shorter.sections) == 10
    assert [one.topic for one in left] == [greeting, idle]


def test_a_document_that_points_to_nothing_is_refused(
    tmp_path: Path, document: restyle.Document
) -> None:
    path = restyle.write(document, tmp_path / "talk.json")
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'"turn": \d+', '"turn": 99999', text, count=1), encoding="utf-8")

    with pytest.raises(OutputError, match="it points to parts that are not in it"):
        restyle.load_document(path)
