"""The voice in a report: it stands apart from what was found."""

from pathlib import Path

import pytest

import restyle
from restyle.checking.report import as_markdown
from restyle.checking.voice import voice_lines
from tests.conftest import EXAMPLE, RECORDING


@pytest.fixture(scope="module")
def document() -> restyle.Document:
    return restyle.rewrite(EXAMPLE, model=restyle.ScriptedModel.load(RECORDING))


def test_a_report_says_how_near_a_document_is_to_its_voice(document: restyle.Document) -> None:
    report = restyle.check(document, "karpathy")

    assert report.voice[0].startswith("Near karpathy: 0.")
    assert "where its own texts are at 0." in report.voice[0]
    assert "## The voice\n\n- Near karpathy" in as_markdown(report)
    assert not any(line in str(report.as_dict()["sections"]) for line in report.voice)


def test_an_extract_and_an_unmeasured_voice_have_none(
    document: restyle.Document, workdir: Path
) -> None:
    assert voice_lines(restyle.rewrite(EXAMPLE, model="none")) == ()
    (workdir / "styles").mkdir()
    (workdir / "styles" / "karpathy.toml").write_text('extends = "karpathy"\ntitle = "Mine"\n')
    assert voice_lines(document) == ()


def test_every_bundled_voice_that_is_measured_is_nearest_to_its_own_texts() -> None:
    texts = EXAMPLE.parent.parent / "benchmarks" / "authors" / "voices"
    for folder in texts.iterdir():
        for text in folder.glob("*.md"):
            assert restyle.score_voice(text).named == folder.name
