"""Pages of podcast apps, led to the transcript in the show's feed, by a fake tree of sites."""

import json
from collections.abc import Iterator

import pytest

import restyle
from restyle.errors import TranscriptError, UsageError
from restyle.media import podcast_pages
from restyle.media.said import Joined, heard
from restyle.settings import Settings
from tests.media.sites import Pages, serving

FEED = """<?xml version="1.0"?>
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>
<title>Bridges &amp; Tunnels</title>
<item><title>Suspension</title><guid>ep-1</guid><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate>
<link>http://show.example/1</link>
<enclosure url="http://cdn.example/one.mp3?x=1" type="audio/mpeg" length="1"/>
<podcast:person role="host">Ann Lee</podcast:person>
<podcast:person role="guest">Chelsea Dole</podcast:person>
<podcast:transcript url="http://show.example/1.vtt" type="text/vtt"/></item>
<item><title>Arches</title><guid>ep-2</guid><link>http://show.example/2</link>
<enclosure url="http://cdn.example/two.mp3" type="audio/mpeg" length="1"/></item>
</channel></rss>"""
VTT = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Speaker 1>Hello, I'm Ann Lee. Welcome, Chelsea.

00:00:05.000 --> 00:00:09.000
<v Speaker 2>Thanks, Ann. A bridge hangs on what you anchor it to, and on nothing else.
"""
DIRECTORY = "http://itunes.example"
SHOW = {"feedUrl": "http://show.example/feed", "collectionName": "Bridges & Tunnels"}
EPISODE = {**SHOW, "trackId": 1000, "trackName": "Suspension", "episodeGuid": "ep-1"}


def page(title: str, rest: str = "") -> str:
    return f"<!doctype html><html><head><title>{title}</title></head><body>{rest}</body></html>"


PAGES: Pages = {
    "http://show.example/feed": FEED,
    "http://show.example/1.vtt": VTT,
    f"{DIRECTORY}/lookup": json.dumps({"results": [SHOW, EPISODE]}),
    f"{DIRECTORY}/search": json.dumps({"results": [{"collectionName": "Bridges"}, SHOW]}),
    "http://open.spotify.com/episode/4Ab": page("Suspension - Bridges &amp; Tunnels | Podcast on Spotify"),
    "http://overcast.fm/+Xy": page(
        "Suspension &mdash; Bridges &mdash; Overcast",
        '<a href="/itunes12345678/bridges">show</a><audio src="http://cdn.example/one.mp3#t=0"></audio>',
    ),
    "http://pca.st/episode/77": page("Suspension - Bridges &amp; Tunnels"),
    "http://pca.st/episode/78": page("Arches - Bridges &amp; Tunnels"),
    "http://open.spotify.com/episode/only": page("Nowhere else - A show of ours | Podcast on Spotify"),
    "http://show.example/1": page(
        "Suspension",
        '<link rel="alternate" type="application/rss+xml" href="/feed"><p>Listen now.</p>',
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def tree(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every host of the web is one server on loopback."""
    monkeypatch.setattr(podcast_pages, "DIRECTORY", DIRECTORY)
    with serving(PAGES) as url:
        monkeypatch.setenv("http_proxy", url)
        monkeypatch.delenv("no_proxy", raising=False)
        yield


@pytest.mark.parametrize(
    "address",
    [
        "http://podcasts.apple.com/us/podcast/bridges/id12345678?i=1000",
        "http://open.spotify.com/episode/4Ab",
        "http://overcast.fm/+Xy",
        "http://pca.st/episode/77",
        "http://show.example/1",
    ],
)
def test_a_page_of_an_app_leads_to_the_transcript_in_the_feed(address: str) -> None:
    talk = restyle.read(address, settings=Settings())
    assert talk.title == "Suspension"
    assert talk.speakers == ("Ann Lee", "Chelsea Dole")
    assert talk.metadata.date == "2024-03-05"
    assert (talk.metadata.host, talk.metadata.guest) == ("Ann Lee", "Chelsea Dole")
    assert talk.metadata.media.startswith("http://cdn.example/one.mp3")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://pca.st/episode/78", "“Arches” has no transcript; --transcriber names"),
        ("http://open.spotify.com/episode/only", "the show's feed is not found; name the feed"),
        ("http://podcasts.apple.com/us/podcast/bridges/id12345678", "is the page of a show"),
    ],
)
def test_where_no_transcript_can_be_had_a_line_says_what_to_do(address: str, said: str) -> None:
    with pytest.raises((TranscriptError, UsageError), match=said):
        restyle.read(address, settings=Settings())


ARTICLE = "A bridge hangs on what you anchor it to, and on nothing else. " * 20


@pytest.mark.parametrize(
    "href", ["/gone.xml", "http://[bad/feed", "http://127.0.0.2:9/feed.xml", "/feed"]
)
def test_a_feed_that_gives_nothing_costs_a_page_nothing(
    href: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even where it would lead into a private network."""
    link = f'<link rel="alternate" type="application/rss+xml" href="{href}">'
    pages: Pages = {
        "/page": page("Arches", f"{link}<h1>Arches</h1><p>{ARTICLE}</p>"),
        "/feed": FEED.replace("http://show.example/2", "/page"),
    }
    monkeypatch.delenv("http_proxy")
    with serving(pages) as url:
        assert "A bridge hangs" in restyle.read(f"{url}/page", settings=Settings()).turns[-1].text


def test_half_of_a_letter_in_an_answer_costs_no_transcript() -> None:
    joined = Joined()
    joined.add(heard(json.dumps({"text": "Hi there \ud83d friend."}), 0.0), 0.0)
    assert b"friend" in joined.as_json()
