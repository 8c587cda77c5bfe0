import json
from pathlib import Path

import pytest

import restyle
from restyle.document.article import read_article
from restyle.errors import OutputError, SettingsError
from restyle.judging.article import Ruling
from restyle.settings import EndpointSettings
from restyle.text.markdown.numbered import numbered
from tests.conftest import Command
from tests.endpoint import Endpoint, said
from tests.writer_answers import answered

TALK = """\
Ada: Why do you tap bridges at all? Everybody has sensors now.
Bo: We tap every bridge in spring, but never in a frost. A sensor tells you about the place where it sits.
Ada: And what did it cost the city in the end, all of it?
Bo: About 50 dollars a bridge. I think it may hold for another ten years, I am not sure.
Ada: The old steel is what I would worry about.
Bo: The old steel was never tested, not once, that much I know.
"""
ARTICLE = """\
# Bridges

## Hammers

In spring every bridge is tapped. Tapping costs 80 dollars a bridge.

## Steel

It will hold for ten years. The old steel was never tested. Every bridge has a cat.
"""


@pytest.fixture
def files(workdir: Path) -> tuple[Path, Path]:
    (workdir / "talk.txt").write_text(TALK, "utf-8")
    (workdir / "article.md").write_text(ARTICLE, "utf-8")
    return workdir / "article.md", workdir / "talk.txt"


def judge(endpoint: Endpoint) -> None:
    found = [
        {"sentence": 3, "kind": "hedge", "source": "I think it may hold for another ten years"},
        {"sentence": 5, "kind": "claim", "source": "", "why": "nobody spoke of cats"},
        {"sentence": 4, "kind": "negation", "source": "it was tested twice", "why": "no"},
        {"sentence": 2, "kind": "relation", "source": "About 50 dollars a bridge", "why": "50"},
    ]
    endpoint.answer = lambda body: said(json.dumps({"found": found}))


def test_each_sentence_gets_its_ruling_and_what_was_said(
    files: tuple[Path, Path], endpoint: Endpoint
) -> None:
    judge(endpoint)
    settings = restyle.Settings(model="m", base_url=endpoint.url, cache=False)

    found = restyle.compare(*files, settings=settings)

    assert [one.ruling for one in found.sentences] == [
        Ruling.SAID,
        Ruling.OTHERWISE,
        Ruling.OTHERWISE,
        Ruling.SAID,
        Ruling.NOT_SAID,
    ]
    assert [one.part for one in found.sentences] == ["Hammers"] * 2 + ["Steel"] * 3
    assert found.sentences[0].said == "We tap every bridge in spring, but never in a frost."
    assert found.sentences[0].speaker == "Bo"
    assert found.sentences[4].said == ""
    assert (found.faults, found.unjudged, found.judge) == (3, 0, "openai/m")
    assert "nobody said “it was tested twice”" in found.rejected[0]


def test_without_a_judge_code_says_what_it_knows_and_leaves_the_rest_open(
    files: tuple[Path, Path],
) -> None:
    found = restyle.compare(*files, model="none")

    assert [one.ruling for one in found.sentences][1] is not Ruling.SAID
    assert {one.ruling for one in found.sentences[2:]} == {Ruling.OPEN}
    assert found.judge == ""


def test_the_command_shows_a_table_data_and_a_page(
    files: tuple[Path, Path], endpoint: Endpoint, command: Command, workdir: Path
) -> None:
    judge(endpoint)
    run = (
        "check",
        "article.md",
        "--against",
        "talk.txt",
        "--judge",
        "m",
        "--base-url",
        endpoint.url,
    )

    table = command(*run)
    data = command(*run, "--json")
    page = command(*run, "-o", "page.html", "--strict")

    assert table.returncode == 0, table.stderr
    assert "nobody spoke of cats" in table.stdout
    assert "3 said otherwise" not in table.stdout
    assert "5 sentences: 2 said, 2 said otherwise, 1 not said" in " ".join(table.stdout.split())
    assert json.loads(data.stdout)["faults"] == 3
    assert page.returncode == 3
    text = (workdir / "page.html").read_text("utf-8")
    assert "Every bridge has a cat." in text
    assert "default-src 'none'" in text


def test_words_of_an_article_are_no_markup_on_the_page(
    workdir: Path, files: tuple[Path, Path], command: Command
) -> None:
    (workdir / "article.md").write_text(
        "A <script>alert(1)</script> bridge {{ 7 * 7 }}.\n", "utf-8"
    )

    done = command("check", "article.md", "--against", "talk.txt", "--no-judge", "-o", "p.html")

    assert done.returncode == 0, done.stderr
    text = (workdir / "p.html").read_text("utf-8")
    assert "<script>" not in text
    assert "{{ 7 * 7 }}" in text


def test_a_document_is_held_against_its_own_talk(
    files: tuple[Path, Path], endpoint: Endpoint, command: Command, workdir: Path
) -> None:
    endpoint.answer = answered
    settings = restyle.Settings(model="m", base_url=endpoint.url, cache=False)
    document = restyle.rewrite(files[1], settings=settings)
    restyle.write(document, workdir / "a.md")
    written = sum(len(numbered([p.text for p in one.paragraphs])) for one in document.sections)

    done = command("check", "a.md", "--judge", "m", "--base-url", endpoint.url, "--json")
    data = json.loads(done.stdout)
    asked = len(endpoint.bodies)
    page = command("check", "a.md", "-o", "a.html")

    assert data["judge"] == "openai/m"
    assert [one["part"] for one in data["sentences"]].count(document.sections[0].heading) >= 1
    assert len(data["sentences"]) >= written
    assert not any("Source:" in one["text"] for one in data["sentences"])
    assert page.returncode == 0, page.stderr
    assert len(endpoint.bodies) == asked, "without --judge, nobody is asked"


def test_a_judge_alone_keeps_to_its_budget(files: tuple[Path, Path]) -> None:
    mine = EndpointSettings("https://nowhere.invalid/v1")
    settings = restyle.Settings(judge="mine/m", max_cost=1.0, endpoints={"mine": mine})

    with pytest.raises(SettingsError, match="the price of mine/m is not known"):
        restyle.compare(*files, settings=settings)


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        ("a.pdf", b"%PDF", "read from .md or .txt"),
        ("a.md", b" \n---\n", "holds no words"),
        ("gone.md", None, "cannot be read"),
    ],
)
def test_what_is_no_article_is_said(
    tmp_path: Path, name: str, data: bytes | None, complaint: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)

    with pytest.raises(OutputError, match=complaint):
        read_article(tmp_path / name)


def test_headings_are_known_in_markdown_and_in_plain_lines(tmp_path: Path) -> None:
    long = "This is a line of a plain text that is as long as whole paragraphs are in such files, and then some more, and more."
    (tmp_path / "a.md").write_text("---\ntitle: x\n---\n# T\n\nOne.\n## H\nTwo\nlines.\n", "utf-8")
    (tmp_path / "b.txt").write_text(
        f"The Title\nOn the Gap\n{long}x\n{long}y\n- item\n--\n", "utf-8"
    )

    first, second = read_article(tmp_path / "a.md"), read_article(tmp_path / "b.txt")

    assert [(one.heading, one.paragraphs) for one in first.parts] == [
        ("T", ("One.",)),
        ("H", ("Two\nlines.",)),
    ]
    assert second.title == "The Title"
    assert [(one.heading, len(one.paragraphs)) for one in second.parts] == [("On the Gap", 3)]
