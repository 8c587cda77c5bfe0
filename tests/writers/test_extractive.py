import re

from restyle.api import restyle
from restyle.domain import Document, Transcript
from restyle.ingest.read import read
from restyle.language.words import tokens
from restyle.output.files import render
from tests.conftest import EXAMPLE, transcript


def extract(talk: Transcript) -> Document:
    return restyle(talk, model="none")


def words(text: str) -> list[str]:
    return [token.casefold() for token in tokens(text)]


def test_everything_it_prints_was_said_in_that_order() -> None:
    talk = read(EXAMPLE)

    document = extract(talk)

    for section in document.sections:
        for paragraph in section.paragraphs:
            plain = (
                re.sub(r"^\*\*.*?:\*\* ", "", paragraph.text).replace("[…] ", "").replace("\\", "")
            )
            said = " ".join(talk.turns[s.turn].text[s.start : s.end] for s in paragraph.spans)
            heard = iter(words(said))
            assert all(word in heard for word in words(plain)), "in the order of the talk"
            assert words(plain).count("not") == words(said).count("not")
        spans = [span for paragraph in section.paragraphs for span in paragraph.spans]
        assert spans == sorted(spans, key=lambda span: (span.turn, span.start))


def test_it_is_as_long_as_the_style_wants() -> None:
    talk = read(EXAMPLE)

    document = extract(talk)

    assert 0.2 * talk.words < document.words < 0.4 * talk.words


def test_takeaways_are_whole_claims_from_different_places() -> None:
    document = extract(read(EXAMPLE))

    assert 5 <= len(document.takeaways) <= 8
    assert len({item.text for item in document.takeaways}) == len(document.takeaways)
    assert not [item for item in document.takeaways if "?" in item.text]
    assert all(item.text.endswith(("Provoost", "Wirdum")) for item in document.takeaways)


def test_adverts_and_stage_notes_stay_out() -> None:
    talk = transcript(
        (
            "Ann",
            "[Music] This episode is brought to you by Acme. Use code TALK for 20% off your first order.",
        ),
        (
            "Ann",
            "The bridge was inspected with a hammer, and the hammer found the crack in the beam.",
        ),
        (
            "Bob",
            "The sensors on the bridge were green, since no sensor was near the crack in the beam.",
        ),
    )

    text = render(extract(talk))

    assert "Acme" not in text
    assert "Music" not in text
    assert "hammer found the crack" in text


def test_what_was_said_is_never_markup() -> None:
    evil = "The <script>alert(1)</script> is *not* a `code` [link](http://evil.example) {{ 7 * 7 }} # heading in the talk."
    talk = transcript(
        ("**Ann**", evil),
        ("Bob", "# A heading that was said by Bob about the talk, and <b>bold</b>."),
    )

    markdown = render(extract(talk))
    html = render(extract(talk), "html")

    assert "49" not in markdown
    assert "<script>alert" not in html
    assert "<b>" not in html
    assert 'href="http' not in html
    assert markdown.count("\n## ") == len(extract(talk).sections) + bool(extract(talk).takeaways)


def test_a_talk_of_one_word_is_a_document() -> None:
    document = extract(transcript(("", "Hello")))

    assert document.title.startswith("A Talk")
    assert document.takeaways == ()
