"""Podcast feeds, and the transcripts that their items offer."""

import pytest

from restyle.errors import TranscriptError
from restyle.media.feed import is_feed, parse_feed

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"
     xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title>Bridges</title><language>en-us</language>
  <atom:link rel="next" href="feed2.xml"/>
  <item>
    <title>Second &amp; last</title><guid>two</guid><link>/two</link>
    <pubDate>Sat, 02 Mar 2024 23:30:00 -0500</pubDate>
    <podcast:transcript url="two.txt" type="text/plain"/>
    <podcast:transcript url="two.es.json" type="application/json" language="es"/>
    <podcast:transcript url="two.srt" type="application/x-subrip"/>
    <podcast:transcript url="two.json" type="application/json"/>
    <podcast:transcript url="two.vtt?a=1"/>
    <podcast:person>Ann Host</podcast:person>
    <podcast:person role="Guest">Bob Guest</podcast:person>
    <podcast:person role="editor">Eve</podcast:person>
  </item>
  <item><title>First</title><pubDate>never</pubDate><enclosure url="http://x/1.mp3"/></item>
</channel></rss>"""


def test_all_transcripts_of_an_item_are_seen_the_likely_richest_first() -> None:
    item = parse_feed(FEED.encode(), "https://pod.example/feed.xml").items[0]

    assert [offer.url.rpartition("/")[2] for offer in item.offers] == [
        "two.json",
        "two.vtt?a=1",
        "two.srt",
        "two.txt",
    ]
    assert item.offers[0].url == "https://pod.example/two.json"


def test_an_item_says_what_it_is_and_who_speaks() -> None:
    feed = parse_feed(FEED.encode(), "https://pod.example/feed.xml")
    second, first = feed.items

    assert (feed.title, feed.next_page) == ("Bridges", "https://pod.example/feed2.xml")
    assert (second.guid, second.title, second.date) == ("two", "Second & last", "2024-03-03")
    assert second.link == "https://pod.example/two"
    assert (second.hosts, second.guests) == (("Ann Host",), ("Bob Guest",))
    assert (first.guid, first.date, first.offers) == ("http://x/1.mp3", "", ())


@pytest.mark.parametrize(
    ("text", "so"),
    [
        (FEED, True),
        ("<rss version='2.0'>", True),
        ("<?xml version='1.0'?>\n<tt>", False),
        ("Ann: <rss> is a tag.", False),
    ],
)
def test_a_feed_is_told_by_how_it_begins(text: str, so: bool) -> None:
    assert is_feed(text) is so


@pytest.mark.parametrize("text", ["<rss><channel>", "<rss></rss>", "no feed"])
def test_what_is_no_whole_feed_is_one_line(text: str) -> None:
    with pytest.raises(TranscriptError, match="https://x/feed: is no feed that can be read"):
        parse_feed(text.encode(), "https://x/feed")


ITEMS = (
    '<item><title>{title}</title><guid>1</guid><podcast:transcript url="{url}" type="text/vtt"/></item>'
    '<item><title>Two</title><guid>2</guid><podcast:transcript url="/2.vtt" type="text/vtt"/></item>'
)
NAMESPACE = 'xmlns:podcast="https://podcastindex.org/namespace/1.0"'


def served(
    title: str = "One", url: str = "/1.vtt", *, head: str = "", ns: str = NAMESPACE, more: str = ""
) -> str:
    items = ITEMS.format(title=title, url=url)
    return f'{head}<rss version="2.0" {ns}><channel><title>H</title>{more}{items}</channel></rss>'


@pytest.mark.parametrize(
    "text",
    [
        served(more="<description>Tides&nbsp;and fees</description>"),
        served("Tides & fees"),
        served(url="/1.vtt?a=1&b=2"),
        served(more="<description>Tides\x0b and fees</description>"),
        served(ns=""),
        served(head='<?xml version="1.0"?>\n<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]>\n'),
        served()[:-30],
        "<br />\n<b>Warning</b>: Undefined variable\n" + served(),
    ],
)
def test_a_feed_that_is_not_well_formed_costs_no_episode(text: str) -> None:
    feed = parse_feed(text.encode(), "https://pod.example/f")

    assert len(feed.items) == 2
    assert all(item.offers for item in feed.items)
    assert text.startswith("<br") or "is not well-formed" in feed.notes[0]


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("windows-1251", "Приливы"),
        ("ISO-8859-2", "Łódź"),
        ("Shift_JIS", "港の話"),
        ("utf-16", "Zoë"),
    ],
)
def test_a_feed_is_read_in_the_encoding_that_it_declares(encoding: str, title: str) -> None:
    text = served(title, head=f'<?xml version="1.0" encoding="{encoding}"?>\n')

    assert parse_feed(text.encode(encoding), "https://pod.example/f").items[0].title == title


@pytest.mark.parametrize(
    "title",
    ["Tides &amp;amp; fees: it&amp;#8217;s on", "<![CDATA[Tides &amp; fees: it&#8217;s on]]>"],
)
def test_what_a_title_escapes_twice_is_plain(title: str) -> None:
    feed = parse_feed(served(title).encode(), "https://pod.example/f")

    assert feed.items[0].title == "Tides & fees: it’s on"


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("/t/episode 1.vtt", "https://pod.example/t/episode%201.vtt"),
        ("/t/épisode.vtt?q=é", "https://pod.example/t/%C3%A9pisode.vtt?q=%C3%A9"),
        ("https://münchen.example/a%20b.vtt", "https://xn--mnchen-3ya.example/a%20b.vtt"),
    ],
)
def test_an_address_may_hold_blanks_and_any_letters(url: str, whole: str) -> None:
    feed = parse_feed(served(url=url).encode(), "https://pod.example/f")

    assert feed.items[0].offers[0].url == whole


def test_an_item_names_its_recording_by_a_whole_address() -> None:
    inner = '<item><title>A</title><enclosure url="/a b.mp3" type="audio/mpeg"/></item>'
    bad = '<item><title>B</title><enclosure url="javascript:alert(1)"/></item>'
    items = parse_feed(
        f"<rss><channel><title>x</title>{inner}{bad}</channel></rss>".encode(),
        "https://pod.example/feed.xml",
    ).items

    assert [one.media for one in items] == ["https://pod.example/a%20b.mp3", ""]
