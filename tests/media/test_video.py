"""Pages of videos on loopback, read by yt-dlp itself."""

from collections.abc import Callable, Iterator

import pytest
from yt_dlp.utils import DownloadError

import restyle
from restyle.errors import TranscriptError, UsageError
from restyle.events import Event, Notice
from restyle.media import video
from restyle.media.video import video_at
from restyle.settings import Settings
from tests.media.sites import serving

ENGLISH = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ann Lee>Welcome, Bob, how is the bridge?

00:00:05.000 --> 00:00:09.000
<v Bob>It stands, and it will stand for a hundred years.
"""
PAGE = """<!doctype html><html><head><title>Bridges that stand</title></head><body>
<h1>Bridges</h1><p>An hour about bridges.</p>
<video controls src="/talk.mp4">
<track kind="subtitles" srclang="en" src="/en.vtt"><track kind="subtitles" srclang="de" src="/de.vtt">
</video></body></html>"""
MP4 = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 200


@pytest.fixture
def site() -> Iterator[str]:
    pages: dict[str, bytes | str] = {
        "/watch": PAGE,
        "/en.vtt": ENGLISH,
        "/de.vtt": ENGLISH.replace("Welcome", "Willkommen"),
        "/mute": PAGE.replace("<track", "<div").replace("/en.vtt", "").replace("/de.vtt", ""),
        "/talk.mp4": MP4,
    }
    with serving(pages) as url:
        yield url


def test_a_page_of_a_video_gives_its_subtitles(site: str) -> None:
    events: list[Event] = []
    talk = restyle.read(f"{site}/watch", settings=Settings(), observe=events.append)
    assert talk.title == "Bridges that stand"
    assert talk.speakers == ("Ann Lee", "Bob")
    assert talk.metadata.url == f"{site}/watch"
    assert "subtitles in en, the uploader's" in str(events[0])
    german = restyle.read(f"{site}/watch", settings=Settings(language_spoken="de"))
    assert german.turns[0].text.startswith("Willkommen")


def test_a_page_without_subtitles_is_read_as_a_page(site: str) -> None:
    talk = restyle.read(f"{site}/mute", settings=Settings())
    assert talk.title == "Bridges that stand"
    assert talk.source.format == "html"


def test_a_site_of_videos_without_subtitles_says_the_way_out(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(video, "_HOSTS", ["127.0.0.1"])
    with pytest.raises(UsageError, match="--transcriber names who makes a transcript of its sound"):
        restyle.read(f"{site}/mute", settings=Settings())
    with pytest.raises(TranscriptError, match="404"):
        restyle.read(f"{site}/gone", settings=Settings())


def test_a_page_leads_into_no_private_network(site: str) -> None:
    elsewhere = PAGE.replace("/en.vtt", "http://127.0.0.2:9/en.vtt")
    with serving({"/watch": elsewhere}) as url, pytest.raises(UsageError, match="private address"):
        video_at(f"{url}/watch")


def test_without_the_extra_a_line_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(video, "is_installed", lambda: False)
    with pytest.raises(UsageError, match=r"takes yt-dlp: pip install 'restyle\[media\]'"):
        restyle.read("https://youtu.be/abcdefghijk", settings=Settings())


@pytest.mark.parametrize(
    ("info", "language", "chosen"),
    [
        ({"subtitles": {"de": [], "en": []}, "language": "en"}, "", ("en", False)),
        ({"subtitles": {"en-GB": []}, "automatic_captions": {"en": []}}, "en", ("en-GB", False)),
        ({"subtitles": {"live_chat": []}, "automatic_captions": {"fr": [], "en-orig": []}}, "", ("en-orig", True)),
        ({"subtitles": {"fr": []}, "automatic_captions": {"de-orig": [], "de": []}}, "de", ("de-orig", True)),
        ({"subtitles": {"fr": []}}, "", ("fr", False)),
        ({"subtitles": {"fr": []}}, "de", None),
        ({"automatic_captions": {"aa": [], "ab": [], "de": []}, "language": "de"}, "", ("de", True)),
        ({"automatic_captions": {"aa": [], "ab": []}}, "", None),
        ({}, "", None),
    ],
)  # fmt: skip
def test_the_spoken_language_is_chosen_the_uploaders_first(
    info: dict[str, object], language: str, chosen: tuple[str, bool] | None
) -> None:
    assert video._chosen(info, language) == chosen


def test_what_a_site_tells_is_taken_over() -> None:
    info = {
        "title": "Ilya Sutskever — The age of research",
        "channel": "Dwarkesh Patel",
        "upload_date": "20251125",
        "webpage_url": "https://www.youtube.com/watch?v=x",
        "chapters": [
            {"start_time": 0, "title": "Models"},
            {"start_time": 601.5, "title": "Values"},
        ],
        "description": "A conversation with Ilya Sutskever.",
    }
    told = video._told(info, "https://youtu.be/x")
    assert (told.date, told.url) == ("2025-11-25", "https://www.youtube.com/watch?v=x")
    assert told.chapters == ((0.0, "Models"), (601.5, "Values"))
    assert [(one.name, one.role) for one in told.people] == [
        ("Dwarkesh Patel", "host"),
        ("Ilya Sutskever", "guest"),
    ]


def test_a_missing_runtime_is_said_in_one_line() -> None:
    def fails() -> None:
        raise DownloadError(
            "ERROR: [youtube] abc: Sign in to confirm you’re not a bot. See https://x"
        )

    log = ["[youtube] No supported JavaScript runtime could be found."]
    with pytest.raises(TranscriptError) as raised:
        video._done(fails, "https://youtu.be/abc", log)
    assert str(raised.value) == (
        "https://youtu.be/abc: Sign in to confirm you’re not a bot; "
        "the site wants a JavaScript runtime: install deno, or Node.js 22 or later"
    )


def test_other_faults_are_not_swallowed() -> None:
    fails: Callable[[], None] = lambda: (_ for _ in ()).throw(UsageError("no"))  # noqa: E731
    with pytest.raises(UsageError, match="no"):
        video._done(fails, "u", [])
    assert isinstance(Notice("x"), Event)
