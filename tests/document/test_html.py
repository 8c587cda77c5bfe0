import base64
import hashlib
import re
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from restyle.document.citations import CitationStyle
from restyle.document.document import Document
from restyle.document.media import player
from restyle.document.write import render
from restyle.errors import OutputError
from restyle.transcript.transcript import Cue, Metadata, Source, Transcript, Turn
from tests.document.made import HOSTILE, TALK, made


def page(document: Document | None = None, media_url: str = "") -> LexborHTMLParser:
    citing = CitationStyle(media_url=media_url)
    return LexborHTMLParser(render(document or made(), "html", citing=citing))


def first(tree: LexborHTMLParser, place: str) -> LexborNode:
    found = tree.css_first(place)
    assert found is not None, place
    return found


def policy(tree: LexborHTMLParser) -> str:
    return first(tree, "meta[http-equiv]").attributes["content"] or ""


def test_each_paragraph_says_which_letters_of_which_turns_it_rests_on_and_when() -> None:
    links = page().css(".source")

    assert [link.attributes["data-said"] for link in links][:2] == [
        "1.0.21.12",  # a character beyond the basic plane counts as two, as in scripts
        "1.0.21.12 2.0.40.754",
    ]
    assert links[0].attributes["href"] == "#t1"
    assert links[0].text() == "0:12"


def test_each_turn_leads_to_the_paragraphs_that_were_made_of_it() -> None:
    tree = page()

    assert [a.attributes["href"] for a in tree.css("#t1 span ~ a")] == ["#p1-1", "#p1-2", "#p2-3"]
    assert first(tree, "#t3").attributes["class"] == "aside"
    assert all(tree.css_first(str(a.attributes["href"])) for a in tree.css("#turns span ~ a"))


def test_every_link_within_the_page_leads_somewhere() -> None:
    tree = page()
    inner = [str(a.attributes["href"]) for a in tree.css("a[href^='#']")]

    assert len(inner) > 20
    assert all(tree.css_first(place) is not None for place in inner)
    assert [a.text() for a in tree.css("main li .ref")] == ["§1", "§2", "§1"]


def test_no_word_of_a_talk_becomes_markup() -> None:
    tree = page(made(replace(TALK, title=HOSTILE)))

    assert len(tree.css("script")) == 1
    assert not tree.css("main b, main script, #turns script, #turns span *")
    assert first(tree, "#t2 > span").text() == HOSTILE


def test_the_policy_lets_run_what_stands_in_the_page_and_nothing_else() -> None:
    tree = page()
    digests = [
        base64.b64encode(hashlib.sha256(first(tree, one).text().encode()).digest()).decode()
        for one in ("style", "script")
    ]

    assert policy(tree) == (
        f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize(
    ("url", "kind", "address", "allows"),
    [
        ("https://a.example/x.mp3?t=1", "audio", "https://a.example/x.mp3?t=1", "media-src https:"),
        ("http://a.example/x.MP4#t=3", "video", "http://a.example/x.MP4", "media-src http:"),
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=x",
            "youtube",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
            "frame-src https://www.youtube-nocookie.com",
        ),
        (
            "https://youtu.be/dQw4w9WgXcQ?si=1",
            "youtube",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
            "frame-src https://www.youtube-nocookie.com",
        ),
        (
            "https://vimeo.com/76979871/abcd1234",
            "vimeo",
            "https://player.vimeo.com/video/76979871?h=abcd1234",
            "frame-src https://player.vimeo.com",
        ),
        ("https://open.spotify.com/episode/x", "link", "https://open.spotify.com/episode/x", ""),
        ("https://youtube.com/@somebody", "link", "https://youtube.com/@somebody", ""),
    ],
)
def test_a_recording_is_played_as_its_site_has_it(
    url: str, kind: str, address: str, allows: str
) -> None:
    found = player(url)
    tree = page(media_url=url)

    assert (found.kind, found.address, found.allows.rstrip("; ")) == (kind, address, allows)
    assert allows in policy(tree)
    assert first(tree, "#player").attributes["data-kind"] == kind
    assert first(tree, "#t2 a.at").attributes["data-t"] == "754"


def test_the_recording_that_the_source_names_is_played() -> None:
    known = replace(TALK, metadata=Metadata(media="https://a.example/x.mp3"))
    watched = replace(TALK, metadata=Metadata(url="https://youtu.be/dQw4w9WgXcQ"))

    assert first(page(made(known)), "#player").attributes["data-kind"] == "audio"
    assert first(page(made(watched)), "#player").attributes["data-kind"] == "youtube"
    assert "data-kind" not in first(page(), "#player").attributes


def test_a_recording_that_only_its_subscriber_may_hear_is_not_published() -> None:
    private = "https://a.example/x.mp3?token-hash=s3cret"
    known = replace(TALK, metadata=Metadata(url=private, media=private))
    written = render(replace(made(), transcript=known), "html")
    assert "s3cret" not in written
    assert "https://a.example/x.mp3" in written


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:audio/mp3,x", "//a.example/x.mp3", 'https://a"onload=x', "x.mp3"],
)
def test_what_is_no_address_of_a_recording_is_refused(url: str) -> None:
    with pytest.raises(OutputError, match="expected an address"):
        render(made(), "html", citing=CitationStyle(media_url=url))


def test_an_address_in_the_source_that_is_none_is_not_played() -> None:
    for url in ("javascript:alert(1)", "data:text/html,x"):
        known = replace(TALK, metadata=Metadata(url=url, media=url))
        text = render(made(known), "html")

        assert "data-kind" not in text
        assert "javascript:" not in text


def test_what_was_mended_and_what_was_left_can_be_read() -> None:
    checked = first(page(), "#checked").text()

    assert "It rises. It may rise. a guess" in checked
    assert "“Bread”: said 3, not 4" in checked
    assert first(page(), "#checked a").attributes["href"] == "#p1-1"


def test_a_talk_without_times_shows_turns_alone() -> None:
    silent = Transcript("T", (Turn(0, "", (Cue("We speak of bread and rise."),)),), Source("t"))
    document = made()
    sections = tuple(
        replace(one, paragraphs=tuple(replace(p, spans=p.spans[:1]) for p in one.paragraphs[:1]))
        for one in document.sections
    )
    tree = page(replace(document, transcript=silent, sections=sections[:1], takeaways=()))

    assert [link.text() for link in tree.css(".source")] == ["¶"]
    assert not tree.css("#turns .at")


def test_words_round_the_text_and_its_direction_are_the_languages_own() -> None:
    german, arabic = render(made(language="de"), "html"), page(made(language="ar"))

    assert '<html lang="de">' in german
    assert "Das Gespräch im Wortlaut" in german
    assert 'id="turns" lang="en" dir="ltr"' in german
    assert first(arabic, "html").attributes["dir"] == "rtl"


def test_a_page_weighs_little_more_than_what_stands_in_it() -> None:
    said = "So what we found is that the bread rises in the end, whatever anybody does. " * 5
    turns = tuple(
        Turn(n, ("Ann", "Bob")[n % 2], (Cue(said, 10.0 * n, 10.0 * n + 9),)) for n in range(400)
    )
    talk = replace(TALK, turns=turns)
    document = made(talk)
    plain = len(render(document).encode()) + sum(len(turn.text.encode()) for turn in turns)

    assert len(render(document, "html").encode()) < 1.6 * plain


def test_a_heading_of_three_hundred_letters_is_shown() -> None:
    long = "word " * 60

    assert first(page(made(heading=long)), "#s1").text().startswith(long.strip())


def test_the_page_needs_no_other_file() -> None:
    text = render(made(), "html")
    outside = re.findall(r'(?:src|href)="(?!#)([^"]+)"', text)

    assert outside == ["https://show.example/1", "https://a.example/?x=1&amp;y=2"]
