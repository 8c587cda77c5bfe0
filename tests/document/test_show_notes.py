from dataclasses import replace

import pytest

from restyle.document.citations import CitationStyle
from restyle.document.document import Paragraph
from restyle.document.formats import format_of
from restyle.document.formats.show_notes import chapter_outline, post, quotes
from restyle.document.write import render
from restyle.topics.outline import Term
from restyle.transcript.transcript import Cue, Metadata, Transcript, Turn
from tests.document.made import TALK, made

SAID = "Nobody had told us that the bread would rise in the night, see https://bread.example/x."


def talk() -> Transcript:
    return replace(TALK, turns=(TALK.turns[0], Turn(1, "Bob", (Cue(SAID, 754.4, 760),))))


def notes(**citing: str) -> str:
    return render(made(talk()), "show-notes", citing=CitationStyle(**citing))  # type: ignore[arg-type]


def test_show_notes_hold_what_a_feed_wants() -> None:
    text = notes()

    assert text.startswith(
        "# Bread \\& Bridges\n\nAnn says that bread rises, slowly.\n\n## Chapters"
    )
    assert "- 0:00 On \\<Bread" in text
    assert "- **Ann**: the host\n" in text
    assert "- <https://show.example/1>\n- <https://bread.example/x>\n" in text
    assert "```text\nAnn says that bread rises, slowly. https://show.example/1\n```" in text


def test_chapters_are_links_where_the_recording_is_known() -> None:
    assert "[0:00](https://youtu.be/x?t=0) On" in notes(media_url="https://youtu.be/x")


def test_chapters_have_the_headings_of_the_document() -> None:
    document = made()
    first = replace(document.sections[0], heading="A *New* Heading")
    edited = replace(document, sections=(first, *document.sections[1:]))

    assert chapter_outline(edited).topics[0].name == "A New Heading"


def test_a_quotation_is_one_that_was_said_word_for_word() -> None:
    document = made(talk())
    words = "Nobody had told us that the bread would rise in the night"
    blocks = (
        Paragraph(f"She said: “{words}.” And “it rose and rose and rose and rose and rose”.", ()),
        Paragraph("“Somebody had told us that the bread would rise in the night.”", ()),
        Paragraph(f"Bob: “{words}”.", ()),
    )
    quoted = replace(document.sections[0], paragraphs=blocks)
    found = quotes(replace(document, sections=(quoted,)))

    assert [(one.words, one.speaker, one.seconds) for one in found] == [(words, "Bob", 754.4)]


@pytest.mark.parametrize(("length", "sentences"), [(20, 10), (300, 0)])
def test_a_post_has_whole_sentences_and_at_most_280_characters(length: int, sentences: int) -> None:
    document = made(replace(talk(), metadata=Metadata(url="https://show.example/1")))
    summary = " ".join(f"W{'ord w' * (length // 5)}{n}." for n in range(20))
    text = post(replace(document, outline=replace(document.outline, summary=summary)))

    assert len(text) <= 280
    assert text.count(".") >= sentences
    assert (not text) == (sentences == 0)


def test_a_note_is_shown_without_what_was_misheard() -> None:
    assert Term("Sipa", 'author of a library, "CPython"').meaning == "author of a library"
    assert Term("x", "“reg" + "ular” form").meaning == "form"
    assert Term("y", "O'Reilly's other book").meaning == "O'Reilly's other book"


def test_the_longest_ending_names_the_format() -> None:
    assert format_of("a.notes.md", "") == "show-notes"
    assert format_of("a.md", "") == "markdown"
    assert format_of("a.pdf", "none") == "none"
