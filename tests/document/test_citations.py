import pytest

from restyle.document.citations import CitationStyle, uncited
from restyle.document.document import Document, Paragraph, Section
from restyle.document.media import media_link
from restyle.document.write import render
from restyle.errors import OutputError
from restyle.topics.outline import Outline, Topic
from restyle.transcript.transcript import Cue, Segment, Source, Span, Transcript, Turn

TALK = Transcript(
    "A Talk",
    (
        Turn(0, "Ann", (Cue("We speak of bread.", 12, 20),)),
        Turn(1, "Bob_", (Cue("And then of *bridges* that nobody built, ever.", 754.4, 760),)),
    ),
    Source("talk.vtt", "vtt"),
)
SPANS = (Span(0, 0, 18), Span(1, 0, 40))
SEGMENT = Segment(SPANS)


def document(transcript: Transcript = TALK) -> Document:
    paragraphs = (Paragraph("Bread.", SPANS[:1]), Paragraph("Both.", SPANS), Paragraph("None.", ()))
    return Document(
        title="T",
        subtitle="",
        sections=(Section("On It", paragraphs, SEGMENT),),
        takeaways=(),
        transcript=transcript,
        outline=Outline("T", (Topic("It"),)),
        style="karpathy",
        model="openai/m",
        version="0.1.0",
    )


def test_paragraphs_end_with_their_times() -> None:
    text = render(document(), citing=CitationStyle(timestamps=True))

    assert "Bread. [0:12]\n\nBoth. [0:12] [12:34]\n\nNone.\n" in text


def test_times_are_links_into_the_recording() -> None:
    text = render(document(), citing=CitationStyle(media_url="https://youtu.be/x"))

    assert "Both. [0:12](https://youtu.be/x?t=12) [12:34](https://youtu.be/x?t=754)" in text


def test_footnotes_name_who_said_it_and_when() -> None:
    text = render(document(), citing=CitationStyle(footnotes=True))

    assert "Bread.[^1]\n\nBoth.[^2]\n\nNone." in text
    assert "[^1]: Ann, 0:12: “We speak of bread.”" in text
    assert "Bob\\_, 12:34: “And then of \\*bridges\\* that nobody built,”" in text
    with pytest.raises(OutputError, match="footnotes go with markdown"):
        render(document(), "html", citing=CitationStyle(footnotes=True))


def test_a_talk_without_times_has_turns() -> None:
    plain = Transcript(
        "T", (Turn(0, "", (Cue("We speak."),)), Turn(1, "", (Cue("x" * 50),))), Source("t")
    )

    assert "[^1]: turn 1: “We speak.”" in render(
        document(plain), citing=CitationStyle(footnotes=True)
    )
    with pytest.raises(OutputError, match="t: has no times"):
        render(document(plain), citing=CitationStyle(timestamps=True))


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://youtu.be/x", "https://youtu.be/x?t=3754"),
        ("https://www.youtube.com/watch?v=x", "https://www.youtube.com/watch?v=x&t=3754"),
        ("https://open.spotify.com/episode/x", "https://open.spotify.com/episode/x?t=3754"),
        (
            "https://podcasts.apple.com/us/podcast/x?i=1",
            "https://podcasts.apple.com/us/podcast/x?i=1&t=3754",
        ),
        ("https://vimeo.com/1", "https://vimeo.com/1#t=3754s"),
        ("https://soundcloud.com/a/b", "https://soundcloud.com/a/b#t=1:02:34"),
        ("https://overcast.fm/+x", "https://overcast.fm/+x/1:02:34"),
        ("https://www.twitch.tv/videos/1", "https://www.twitch.tv/videos/1?t=1h2m34s"),
        ("https://a.example/talk.mp3", "https://a.example/talk.mp3#t=3754"),
    ],
)
def test_each_site_has_its_own_way_of_writing_times(url: str, link: str) -> None:
    assert media_link(url, 3754.9) == link


@pytest.mark.parametrize(
    ("block", "bare"),
    [
        ("Bread. [0:12]", "Bread."),
        ("Both. [0:12](https://a.example#t=12) [1:02:34](https://a.example#t=3754)", "Both."),
        ("Both.[^2]", "Both."),
        ("[^2]: Ann, 0:12: “We speak.”", ""),
        ("At [12] they left.", "At [12] they left."),
    ],
)
def test_what_was_added_can_be_taken_away(block: str, bare: str) -> None:
    assert uncited(block) == bare
