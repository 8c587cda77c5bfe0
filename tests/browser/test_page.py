"""The page of a document in a browser: what a reader clicks, hears, finds and prints."""

import io
import re
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import restyle
from restyle.document.citations import CitationStyle
from restyle.transcript.transcript import Cue, Turn
from tests.conftest import ROOT
from tests.document.made import TALK, made

pytestmark = pytest.mark.usefixtures("browser")
PICTURES = ROOT / ".pictures"
SIZES = {"wide": (1440, 900), "phone": (390, 844), "narrow": (320, 640)}


def pictured(page: Any, name: str) -> None:
    """Keep a picture of a page, to be looked at; `make clean` removes it."""
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


@contextmanager
def opened(browser: Any, address: str, **how: Any) -> Iterator[Any]:
    """A page in a browser of its own; what goes wrong in it, and what it asks for, is kept."""
    context = browser.new_context(**how)
    page = context.new_page()
    page.faults, page.asked = [], []
    page.on(
        "console",
        lambda said: page.faults.append(said.text) if said.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(address)
    yield page
    context.close()


def written(folder: Path, name: str = "talk.html", media_url: str = "") -> str:
    """Write the page of a document of three turns; a recording needs times that it reaches."""
    restyle.write(made(), folder / name, citing=CitationStyle(media_url=media_url))
    return (folder / name).as_uri()


def accessible(page: Any) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    return [
        f"{fault['id']}: {fault['nodes'][0]['html']}"
        for fault in axe.run(page).response["violations"]
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_sound_at_every_width(
    browser: Any, tmp_path: Path, size: str, scheme: str
) -> None:
    width, height = SIZES[size]
    address = written(tmp_path)
    with opened(
        browser, address, viewport={"width": width, "height": height}, color_scheme=scheme
    ) as page:
        page.click(".source >> nth=1")
        page.click("#talk > summary")
        page.click("#checked > summary")

        assert page.faults == []
        assert page.asked == [address]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert accessible(page) == []
        pictured(page, f"page-{size}-{scheme}")


def test_a_paragraph_opens_what_was_said_with_its_words_marked(
    browser: Any, tmp_path: Path
) -> None:
    with opened(browser, written(tmp_path)) as page:
        link = page.locator(".source").nth(1)
        link.click()

        assert link.get_attribute("aria-expanded") == "true"
        panel = page.locator(".said")
        assert panel.locator("figcaption b").all_inner_texts() == ["Ann", "Bob_<i>"]
        assert panel.locator("mark").all_inner_texts()[0] == "\U0001f600 We speak of bread."
        assert page.locator(".said script").count() == 0

        link.focus()
        page.keyboard.press("Escape")
        assert panel.count() == 0
        assert page.evaluate("document.activeElement.matches('.source')")


def test_everything_can_be_reached_and_opened_by_the_keyboard(browser: Any, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path)) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"

        reached = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("() => document.activeElement.parentElement.id"))
        assert reached >= {"p1-1", "p1-2", "p2-1", "p2-2", "p2-3", "s1"}

        page.locator(".source").first.focus()
        page.keyboard.press(" ")
        assert page.locator(".said").count() == 1
        page.keyboard.press("Enter")
        assert page.locator(".said").count() == 0


def test_a_turn_leads_back_to_the_paragraph(browser: Any, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path)) as page:
        page.click("#talk > summary")
        page.click("#t2 span ~ a >> nth=0")

        assert page.url.endswith("#p1-2")
        assert page.evaluate("document.querySelector(':target').id") == "p1-2"


def test_an_address_of_a_turn_unfolds_the_talk(browser: Any, tmp_path: Path) -> None:
    with opened(browser, f"{written(tmp_path)}#t2") as page:
        assert page.locator("#talk").evaluate("fold => fold.open")
        assert page.locator("#t2").is_visible()


def test_the_talk_can_be_searched(browser: Any, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path)) as page:
        page.click("#talk > summary")
        page.fill("#find", "RISES slow")
        page.wait_for_function("() => document.querySelector('#hits').textContent === '1'")

        assert page.locator("#turns p:visible").count() == 1
        page.fill("#find", "")
        page.wait_for_function("() => document.querySelectorAll('#turns p[hidden]').length === 0")


def test_a_second_is_played_where_it_is_clicked_and_nothing_is_asked_for_before(
    browser: Any, served: tuple[Path, str]
) -> None:
    folder, address = served
    silence = io.BytesIO()
    with wave.open(silence, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(4000)
        sound.writeframes(b"\x80" * 4000 * 800)
    (folder / "talk.wav").write_bytes(silence.getvalue())
    written(folder, media_url=f"{address}talk.wav")
    with opened(browser, f"{address}talk.html") as page:
        assert page.asked == [f"{address}talk.html"]

        page.click(".source >> nth=1")
        page.click(".said .at >> text=12:34")
        page.wait_for_function("() => document.querySelector('audio')?.currentTime >= 754")
        assert page.faults == []

        page.click("#player button")
        assert page.locator("audio").count() == 0


def test_a_video_of_another_site_is_asked_for_when_it_is_played(
    browser: Any, served: tuple[Path, str]
) -> None:
    folder, address = served
    written(folder, media_url="https://youtu.be/dQw4w9WgXcQ")
    with opened(browser, f"{address}talk.html") as page:
        page.route(re.compile("youtube"), lambda route: route.fulfill(body="<p>played"))
        assert page.asked == [f"{address}talk.html"]

        page.click("#talk > summary")
        page.click("#t2 .at")
        frame = page.locator("iframe").get_attribute("src")
        assert frame == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&start=754"


def test_the_contents_follow_the_reader(browser: Any, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path), viewport={"width": 1440, "height": 400}) as page:
        page.locator("#s2").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('#s2').scrollIntoView()")
        page.wait_for_function(
            "() => document.querySelector('.contents [aria-current]')?.hash === '#s2'"
        )


def test_a_page_prints(browser: Any, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path)) as page:
        printed = page.pdf()

    assert printed.startswith(b"%PDF")


def test_without_scripts_every_source_is_a_link_into_the_talk(browser: Any, tmp_path: Path) -> None:
    with opened(browser, written(tmp_path), java_script_enabled=False) as page:
        page.click(".source >> nth=0")

        assert page.url.endswith("#t1")


def test_a_talk_of_twelve_hours_opens_at_once(browser: Any, tmp_path: Path) -> None:
    said = "So what we found is that the bread rises in the end, whatever anybody does. " * 3
    turns = tuple(Turn(n, "Ann", (Cue(said, 10.0 * n, 10.0 * n + 9),)) for n in range(4300))
    restyle.write(made(replace(TALK, turns=turns)), tmp_path / "long.html")
    with opened(browser, (tmp_path / "long.html").as_uri()) as page:
        ready = page.evaluate(
            "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
        )

        assert page.faults == []
        assert ready < 5000  # of a page of a megabyte; a slow machine has room
