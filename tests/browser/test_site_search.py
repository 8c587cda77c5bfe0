"""The search page of a site: what it finds, in which order, and what it shows of it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import restyle
from restyle.archive.entry import Entry, State
from restyle.archive.site import search_index
from restyle.archive.site.build import SiteOptions, build
from restyle.document.document import Document, Paragraph, Section
from restyle.topics.outline import Outline
from restyle.transcript.transcript import Cue, Segment, Source, Span, Transcript, Turn
from tests.browser.test_page import opened

pytestmark = pytest.mark.usefixtures("browser")

_FILLING = "The weather was fair and the trains were late on that day in the spring. " * 18
_TALKS = {
    "Bakery": [
        ("Ann", "How long do the loaves stay in the ovens?"),
        ("Bob", f"{_FILLING} Two companies sold us tokenizers for 1,998 dollars. {_FILLING}"),
        ("Ann", "Is it written in c++ or in Python?"),
        ("Stacy Hall", "It is written in c++ by a friend, and she is good at it."),
    ],
    "Street": [
        ("Ann", "Wumpus, wumpus, wumpus, wumpus, wumpus, wumpus, wumpus, wumpus, wumpus."),
        ("Carla", f"The Straße is long. {_FILLING}"),
        ("Ann", f"A wumpus again. {_FILLING}"),
        ("Carla", f"And there is a hall at its end. {_FILLING}"),
    ],
    "Robots": [("安", "机器人公司在硅谷很多。" * 30), ("鲍", "我觉得很有意思。" * 30)],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    entries = []
    for name, said in _TALKS.items():
        turns = tuple(
            Turn(n, who, (Cue(text, 60.0 * n, 60.0 * n + 59),))
            for n, (who, text) in enumerate(said)
        )
        talk = Transcript(name, turns, Source(f"{name}.txt"))
        whole = Segment(tuple(Span(turn.index, 0, len(turn.text)) for turn in turns))
        section = Section(f"About {name.lower()}", (Paragraph("It was told.", ()),), whole)
        path = folder / "archive" / f"{name}.karpathy.md"
        restyle.write(
            Document(name, "", (section,), (), talk, Outline(name, ()), "karpathy", "m", "0"), path
        )
        entries.append(Entry(name, "karpathy", name, State.DONE, title=name, output=str(path)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index, "_OF_FILE", 12)  # so that there are several files
        built = build(entries, folder / "site", SiteOptions("A Show"))
    assert built.lost == ()
    assert len(list((folder / "site" / "search" / "words").iterdir())) > 3
    return folder / "site"


@pytest.fixture
def page(browser: Any, site: Path) -> Iterator[Any]:
    with opened(browser, (site / "search.html").as_uri()) as shown:
        yield shown


def found(page: Any, question: str) -> list[str]:
    page.evaluate("() => document.querySelector('#results').replaceChildren()")
    page.evaluate("async (asked) => { words.value = asked; await search(); }", question)
    assert page.faults == []
    rows: list[str] = page.locator("#results li").all_inner_texts()
    return rows


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("company", "Two companies sold us"),
        ("tokenizer", "sold us tokenizers"),
        ("oven", "loaves stay in the ovens"),
        ("1,998", "1,998 dollars"),
        ("1998", "1,998 dollars"),
        ("C++", "written in c++"),
        ("Straße", "The Straße is long"),
        ("strasse", "The Straße is long"),
        ("机器人", "机器人公司在硅谷很多"),
        ("Bakery", "Bakery"),  # the title
        ("street", "About street"),  # a heading
    ],
)
def test_a_word_is_found_in_any_form(page: Any, question: str, told: str) -> None:
    assert told in found(page, question)[0]


@pytest.mark.parametrize(
    ("question", "marked"),
    [("company", "companies"), ("c++", "c++"), ("机器人", "机器"), ("1,998", "1,998")],
)
def test_what_was_asked_for_is_marked(page: Any, question: str, marked: str) -> None:
    found(page, question)
    assert marked in page.locator("#results li >> nth=0").locator("mark").all_inner_texts()


def test_a_word_that_stands_there_often_counts_more(page: Any) -> None:
    first, *others = found(page, "wumpus")
    assert "Wumpus, wumpus" in first
    assert all("Wumpus, wumpus" not in one for one in others)
    assert any("A wumpus again" in one for one in others)


def test_an_answer_is_found_beside_its_question(page: Any) -> None:
    rows = found(page, "Is it written in Python?")
    assert "Bakery" in rows[0]


def test_whom_a_question_names_is_listened_to(page: Any) -> None:
    assert all("Street" in one for one in found(page, "Carla"))
    assert "Street" in found(page, "What does Carla say of the weather and the trains?")[0]
    first = found(page, "the hall and the weather")[0]  # an ordinary word names nobody
    assert "a hall at its end" in first


def test_nothing_is_found_where_nothing_is(page: Any) -> None:
    assert found(page, "zeppelin gramophone") == []
    assert page.locator("#count").inner_text() == "Nothing was found."
    assert found(page, "(?[*+ \\ __proto__ constructor <b>") == []
    assert found(page, "was it in the") == []  # small words alone


def test_the_address_holds_the_question_and_a_result_leads_to_its_place(page: Any) -> None:
    found(page, "tokenizers & more")
    assert page.url.endswith("?q=tokenizers+%26+more")
    page.click("#results a >> nth=0")
    page.wait_for_function(
        "() => { const at = document.querySelector(':target')?.getBoundingClientRect();"
        " return at && at.top >= 0 && at.top < innerHeight; }"
    )
    assert "tokenizers" in page.locator(":target").inner_text()


def test_a_result_leads_to_its_turn_in_a_long_talk_too(browser: Any, tmp_path: Path) -> None:
    said = [f"{_FILLING} {'A wumpus!' if n == 70 else ''}" for n in range(90)]
    turns = tuple(Turn(n, "AB"[n % 2], (Cue(text),)) for n, text in enumerate(said))
    talk = Transcript("Long", turns, Source("long.txt"))
    whole = Segment(tuple(Span(turn.index, 0, len(turn.text)) for turn in turns))
    section = Section("All of it", (Paragraph("It was told.", ()),), whole)
    path = tmp_path / "long.html"
    restyle.write(
        Document("Long", "", (section,), (), talk, Outline("Long", ()), "karpathy", "m", "0"), path
    )
    with opened(browser, f"{path.as_uri()}#t71") as page:
        page.wait_for_timeout(1500)
        place = page.evaluate("document.querySelector(':target').getBoundingClientRect().top")
        assert 0 <= place < 200


def test_a_missing_part_of_the_index_is_said(browser: Any, site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site")
    for shard in (tmp_path / "site" / "search" / "words").iterdir():
        shard.unlink()
    with opened(browser, (tmp_path / "site" / "search.html").as_uri()) as page:
        page.evaluate("async () => { words.value = 'oven'; await search(); }")
        assert page.locator("#count").inner_text() == "The search index is missing."
