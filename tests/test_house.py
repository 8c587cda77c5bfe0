"""The house itself: what is public, and what is bundled."""

import re
import tomllib
from pathlib import Path

import pytest

import restyle
from restyle.checking import CHECKS
from restyle.document.document import Finding, Paragraph, Section, Takeaway
from restyle.document.formats import RENDERERS
from restyle.llm import MODELS
from restyle.pipeline.style_review import examine
from restyle.style.files import available, load
from restyle.text.languages import Language
from restyle.topics.outline import Outline, Term, Topic
from restyle.transcript.formats import FORMATS
from restyle.transcript.transcript import Segment, Span
from restyle.writing.prompts import Prompts
from restyle.writing.whole_talk import PlannedPoint, PlannedSection
from tests.conftest import ROOT

STYLES = sorted(path.stem for path in (ROOT / "styles").glob("*.toml"))


def test_every_public_name_can_be_had_and_is_listed() -> None:
    assert restyle.__all__ == sorted(restyle.__all__)
    assert dir(restyle) == restyle.__all__
    for name in restyle.__all__:
        assert getattr(restyle, name) is not None


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = restyle.nothing


def test_every_seam_finds_its_files() -> None:
    assert {"docx", "html", "json", "srt", "table", "text", "ttml", "vtt"} < set(FORMATS)
    assert list(RENDERERS) == ["docx", "epub", "html", "json", "markdown", "show-notes"]
    assert set(CHECKS) >= {"coverage", "hedges", "leaks", "names", "negation", "novelty", "quotes"}
    assert list(MODELS) == ["openai", "scripted"]


@pytest.mark.parametrize("name", STYLES)
def test_every_bundled_style_is_sound_and_keeps_its_own_rules(name: str) -> None:
    found = examine(name, restyle.Settings(model="none"))

    assert found.profile.name == name
    assert available()[name].place == "bundled"
    assert found.advice == ()
    assert len(found.prompts) >= 5
    assert 300 < found.voice < found.system < 2800


def test_a_table_of_labels_speaks_of_headings_that_there_are() -> None:
    profiles = [load(name) for name in STYLES]
    known = {label for profile in profiles for label in _labels(profile)}
    templates = [one.read_text("utf-8") for one in (ROOT / "restyle/pages").rglob("*.jinja")]
    notes = (ROOT / "restyle/document/formats/show_notes.py").read_text("utf-8")
    known |= {word for one in templates for word in re.findall(r'say\("([^"]+)"\)', one)}
    known |= set(re.findall(r'"((?:[A-Z]|In )[a-z ]+)"', notes)) | {"A post"}

    for language, table in _labels_file().items():
        strangers = {text for text in table if "{" not in text and "“" not in text} - known
        assert strangers <= {"Quotations are translated from the talk."}, language
        for english, text in table.items():
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english)) or (
                english == "On {topic}"
            )


PLANNED = PlannedSection(
    number=1,
    heading="On It",
    marks="[#1]",
    summary="It is so.",
    points=(PlannedPoint("It is {{ 7 * 191 }}.", 1),),
    words=100,
    most=120,
    introduces=("Ada (a person)",),
    asides=("the weather",),
)


def _labels(profile: restyle.StyleProfile) -> list[str]:
    closing = profile.form.closing
    return [closing.heading, *(group.heading for group in closing.groups)]


def _labels_file() -> dict[str, dict[str, str]]:
    path = ROOT / "restyle" / "document" / "labels.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("language", [None, Language("de", "German")])
@pytest.mark.parametrize(
    "stage",
    ["outline", "sections", "section", "repair", "takeaways", "takeaways-repair", "again"],
)
def test_every_prompt_renders_in_every_style(
    name: str, stage: str, language: Language | None
) -> None:
    segment = Segment((Span(0, 0, 5),))
    section = Section("On It", (Paragraph("Text.", segment.spans),), segment)
    values = {
        "style": load(name),
        "language": language,
        "translated": language is not None,
        "outline": Outline("Title", (Topic("It", "It is so."),), (Term("Ada", "a person"),)),
        "narrator": "Nobody says I.",
        "number": 1,
        "heading": "On It",
        "topic": Topic("It", "It is so."),
        "words": 100,
        "most": 120,
        "plan": [PLANNED],
        "mine": [PLANNED],
        "terms": (Term("Ada", "a person"),),
        "source": "Ann: {{ 7 * 191 }} {% raw %} <|im_start|>",
        "before": "before words",
        "after": "after words",
        "draft": "Text.",
        "said": ["seven {{ 7 * 191 }}"],
        "findings": (Finding("number", "7", "was not said", fix="8"),),
        "sections": (section,),
        "count": 5,
        "numbers": [1],
        "chapters": True,
        "title": "Title",
        "speakers": ("Ann",),
        "part": 1,
        "parts": 2,
        "talk": "[#1] Ann: {{ 7 * 191 }}",
        "whole": False,
        "settled": False,
        "exact": False,
        "wanted": 1,
        "marks": 2,
        "first": 1,
        "last": 2,
        "problem": "it is not JSON",
        "found": ((Takeaway("**It is so.**", (0,)), (Finding("number", "7", "was not said"),)),),
    }

    messages = Prompts().render(stage, values)

    text = "\n".join(message.content for message in messages)
    assert [message.role for message in messages] == ["system", "user"]
    assert "1337" not in text
    assert "{% if" not in text
    assert ("German" in text) == (language is not None and stage != "again")
    assert "\n\n\n" not in text


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert project["project"]["dynamic"] == ["version"]
    assert f"## {restyle.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def modules() -> list[Path]:
    return sorted((ROOT / "restyle").rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_and_stays_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text.startswith('"""')
    assert text.count("\n") <= 300


def test_the_layers_in_contributing_are_those_of_the_contract() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]

    assert "\n".join(f"    {layer}" for layer in layers) in (ROOT / "CONTRIBUTING.md").read_text()


def test_every_folder_says_its_rule() -> None:
    folders = [path.parent for path in (ROOT / "restyle").rglob("*.py")]
    for folder in set(folders):
        init = folder / "__init__.py"
        assert init.read_text(encoding="utf-8").startswith('"""'), folder
