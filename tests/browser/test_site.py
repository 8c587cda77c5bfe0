"""The site of an archive in a browser."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import restyle
from restyle.archive.entry import Entry, State
from restyle.archive.site.build import SiteOptions, build
from restyle.transcript.transcript import Cue, Source, Transcript, Turn
from tests.browser.test_page import SIZES, accessible, opened, pictured
from tests.document.made import TALK, made

_FILLING = "The weather was fair and the trains were late on that day in the spring. " * 18
_SAID = {
    "Illness": [("Ann", "How was it?"), ("Carla", "A doctor came at noon and gave me pills.")],
    "Pages": [
        ("Ann", "What is markup?"),
        ("Dora", "Take <img src=x onerror=alert(1)> markup."),
    ],
    "Trees": [("Ann", "And the oaks?"), ("Eve", "Each oak is older than the house beside it.")],
}

pytestmark = pytest.mark.usefixtures("browser")


def site(folder: Path, tmp_path: Path, *, searchable: bool = False) -> None:
    entries = []
    for name, date in (("On Bread", "2024-01-02"), ("On Bridges", "2023-05-06")):
        path = tmp_path / "archive" / f"{name}.karpathy.md"
        restyle.write(made(replace(TALK, metadata=replace(TALK.metadata, date=date))), path)
        entries.append(
            Entry(name, "karpathy", name, State.DONE, title=name, date=date, output=str(path))
        )
    picture = tmp_path / "art.png"
    picture.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
            "f8cfc0f01f0005000201a6b2b0f60000000049454e44ae426082"
        )
    )
    options = SiteOptions("A Show", "On bread.", art=str(picture), searchable=searchable)
    build(entries, folder, options)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["index", "people", "terms", "takeaways"])
def test_the_pages_are_sound_at_every_width(
    browser: Any, served: tuple[Path, str], tmp_path: Path, size: str, name: str
) -> None:
    folder, address = served
    site(folder, tmp_path)
    width, height = SIZES[size]
    scheme = "dark" if size == "phone" else "light"
    with opened(
        browser,
        f"{address}{name}.html",
        viewport={"width": width, "height": height},
        color_scheme=scheme,
    ) as page:
        assert page.faults == []
        assert all(one.startswith(address) for one in page.asked)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert accessible(page) == []
        pictured(page, f"site-{name}-{size}")


def test_one_goes_from_the_front_page_to_an_episode_and_on(
    browser: Any, served: tuple[Path, str], tmp_path: Path
) -> None:
    folder, address = served
    site(folder, tmp_path)
    with opened(browser, f"{address}index.html") as page:
        page.fill("#filter", "bridges")
        assert page.locator(".rows > li:visible h3").all_inner_texts() == ["On Bridges"]

        page.click(".rows > li:visible h3 a")
        assert page.url.endswith("episodes/on-bridges.karpathy.html")
        assert accessible(page) == []
        page.click("a[rel=prev]")
        assert page.url.endswith("episodes/on-bread.karpathy.html")
        page.click(".site a >> text=Terms")
        page.click("dd a >> nth=0")
        assert "#p1-2" in page.url
        assert page.faults == []


def test_words_are_found_in_documents_and_talks(
    browser: Any, served: tuple[Path, str], tmp_path: Path
) -> None:
    folder, address = served
    site(folder, tmp_path, searchable=True)
    with opened(browser, f"{address}search.html?q=flour") as page:
        page.wait_for_selector("#results li")

        assert page.locator("#results a").count() == 1  # two documents say the same
        assert page.locator("#results mark").first.inner_text().lower().startswith("flour")
        assert page.faults == []
        page.fill("#words", "zeppelin")
        page.wait_for_function(
            "() => document.querySelector('#count').textContent === 'Nothing was found.'"
        )
        assert accessible(page) == []
        page.fill("#words", "flour")
        page.wait_for_selector("#results mark")
        page.click("#results a >> nth=0")
        found = page.locator(":target")
        assert found.is_visible()
        assert "flour" in found.inner_text().lower()


def test_passages_are_found_from_a_disk_with_speaker_and_time_and_as_plain_text(
    browser: Any, tmp_path: Path
) -> None:
    entries = []
    for name, said in _SAID.items():
        turns = tuple(
            Turn(n, who, (Cue(f"{text} {_FILLING}", 60.0 * n, 60.0 * n + 59),))
            for n, (who, text) in enumerate((*said, ("Ann", "Good-bye.")))
        )
        path = tmp_path / "archive" / f"{name}.karpathy.md"
        restyle.write(made(Transcript(name, turns, Source(f"{name}.txt"))), path)
        entries.append(Entry(name, "karpathy", name, State.DONE, title=name, output=str(path)))
    build(entries, tmp_path / "site", SiteOptions("A Show"))
    page_of = (tmp_path / "site" / "search.html").as_uri()
    with opened(browser, f"{page_of}?q=Which+medicine+did+Carla+get%3F") as page:
        page.wait_for_selector("#results li")

        first = page.locator("#results li >> nth=0")
        assert "A doctor" in first.inner_text()  # nobody says medicine
        assert "Carla · 1:00" in first.inner_text()
        page.fill("#words", "<img src=x onerror=alert(1)> markup")
        page.wait_for_function(
            "() => document.querySelector('#results').innerText.includes('onerror')"
        )
        assert page.locator("#results img").count() == 0
        assert page.faults == []
        page.click("#results a >> nth=0")
        assert "markup" in page.locator(":target").inner_text()
