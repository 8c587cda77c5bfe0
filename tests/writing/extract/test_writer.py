import re
from dataclasses import replace

import pytest

from restyle.api import rewrite
from restyle.document.document import Document
from restyle.document.write import render
from restyle.text.words import tokens
from restyle.transcript.read import read
from restyle.transcript.transcript import Boundary, Transcript
from restyle.writing.extract.passages import rank
from restyle.writing.extract.spoken import sentences_of
from restyle.writing.extract.topic_names import Names, topics
from tests.conftest import EXAMPLE, transcript


def extract(talk: Transcript) -> Document:
    return rewrite(talk, model="none")


def words(text: str) -> list[str]:
    return [token.casefold() for token in tokens(text)]


def test_everything_it_prints_was_said_in_that_order() -> None:
    document = extract(read(EXAMPLE))
    talk = document.transcript

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

    assert 0.08 * talk.words < document.words < 0.18 * talk.words


def test_no_sentence_points_at_what_is_not_there_and_no_chat_comes_first() -> None:
    document = extract(read(EXAMPLE))

    firsts = [
        re.sub(r"^(?:\*\*.*?:\*\* )?(?:\[…\] )?", "", s.paragraphs[0].text)
        for s in document.sections
    ]
    assert not [text for text in firsts if re.match(r"(?:It|That|This|They|Those|He|She)\b", text)]
    assert "standard time" not in document.sections[0].text
    assert "Stores close" not in document.sections[0].text


def test_a_question_or_a_claim_is_a_heading_before_a_list_of_nouns() -> None:
    weather = ("Ann", "What makes a bridge fail?"), ("Bob", "A bridge fails in its bearings. " * 9)
    bread = ("Ann", "Bread, then."), ("Bob", "Bread needs yeast to rise. It takes two hours. " * 9)
    talk = transcript(*weather, *bread)

    named = topics(talk, [Boundary(0), Boundary(2)])

    assert [topic.name for topic in named] == [
        "What makes a bridge fail?",
        "“Bread needs yeast to rise”",
    ]


def test_a_question_is_a_heading_where_its_answer_is_printed() -> None:
    asks = ("Ann", "So, can you tell us, what makes a bridge fail, roughly?")
    talk = transcript(
        asks, ("Bob", "A bridge fails in its bearings. " * 3 + "Bread needs yeast. " * 30)
    )
    (segment,) = talk.cut([Boundary(0)])
    (ranked,) = rank([sentences_of(talk, segment)])

    names = [Names(talk, [segment]).name(0, ranked, places) for places in ([1, 2], [30, 31])]

    assert names[0] == "What makes a bridge fail?"
    assert names[1] != names[0]


@pytest.mark.parametrize(
    ("said", "heading"),
    [
        ("Of micro channels. Of the micro channels in it.", "Micro channels"),
        ("Of E Ink. And E Ink again.", "E Ink"),
        ("Of Angular. Contact Angular again.", "Angular"),
    ],
)
def test_a_noun_keeps_the_word_that_it_is_one_with(said: str, heading: str) -> None:
    talk = transcript(("Ann", f"{said} " * 5), ("Bob", "Bread rises in warm places. " * 9))

    assert topics(talk, [Boundary(0), Boundary(1)])[0].name == heading


def test_a_publishers_heading_begins_with_a_capital() -> None:
    talk = transcript(("Ann", "A bridge fails in its bearings. " * 9))

    assert topics(talk, [Boundary(0, heading="bearings")])[0].name == "Bearings"


def test_a_section_prints_what_its_heading_quotes() -> None:
    document = extract(replace(read(EXAMPLE), headings=()))

    quotes = [one for one in document.sections if one.heading.startswith("“")]
    assert len(quotes) >= len(document.sections) // 3
    printed = [one.heading.strip("“”").casefold() in one.text.casefold() for one in quotes]
    assert sum(printed) > 0.8 * len(quotes)


def test_of_a_meeting_come_decisions_tasks_and_open_questions_first() -> None:
    talk = transcript(
        ("Ann", "The bearing of the bridge has a crack that nobody has looked at since spring."),
        ("Bob", "I'll send the report to the county by Friday. We still need to decide who pays."),
        ("Ann", "I move to close the bridge until the report is in. Is there a second?"),
        ("Cy", "Second. Those in favor? Aye. Aye. Aye. The motion passes."),
        ("Ann", "Cy: Call the police about the signs on the road."),
    )

    document = rewrite(talk, style="minutes", model="none")

    assert [(one.heading, one.text) for one in document.takeaways][:4] == [
        ("Decisions", "I move to close the bridge until the report is in. — Ann"),
        ("Actions", "**Bob:** I'll send the report to the county by Friday."),
        ("Actions", "**Cy:** Call the police about the signs on the road."),
        ("Open Questions", "We still need to decide who pays. — Bob"),
    ]
    assert document.lead, "they stand before the sections"
    points = [one.text for one in document.takeaways if one.heading == "Points Made"]
    told = ("send the report", "Call the police")
    assert not any(words in one for one in points for words in told), "once is enough"


def test_a_talk_without_outcomes_has_its_points_at_the_end() -> None:
    document = rewrite(read(EXAMPLE), style="minutes", model="none")

    assert {one.heading for one in document.takeaways} <= {"Points Made"}
    assert not document.lead


def test_takeaways_are_whole_claims_from_different_places() -> None:
    document = extract(read(EXAMPLE))

    assert 5 <= len(document.takeaways) <= 9
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
    assert "<b>bold" not in html
    assert 'href="http' not in html
    assert markdown.count("\n## ") == len(extract(talk).sections) + bool(extract(talk).takeaways)


def test_a_talk_of_one_word_is_a_document() -> None:
    document = extract(transcript(("", "Hello")))

    assert document.title.startswith("A Talk")
    assert document.takeaways == ()


HARD = {
    "no stops": [
        (
            "",
            "so we talked about the bridge and then the hammer found a crack in the beam of it "
            * 150,
        )
    ],
    "no blanks": [
        ("甲", "我们今天讨论机器人的发展，它需要大量的数据。机器学习需要计算资源。" * 8),
        ("乙", "我认为数据是最重要的问题。" * 12),
    ]
    * 3,
    "quick exchange": [
        (name, text)
        for name, text in zip("AB" * 20, ["Really?", "Yes, it is so."] * 20, strict=True)
    ],
    "four lines": [
        ("A", "Let's pay 300 dollars."),
        ("B", "No way."),
        ("A", "Then 200."),
        ("B", "Fine."),
    ],
}


@pytest.mark.parametrize("case", HARD)
def test_no_talk_gives_an_empty_extract(case: str) -> None:
    talk = transcript(*HARD[case])

    document = extract(talk)

    assert document.sections
    assert all(section.text for section in document.sections)


def test_a_talk_of_four_lines_is_kept_whole() -> None:
    text = render(extract(transcript(*HARD["four lines"])))

    assert "Let's pay 300 dollars." in text
    assert "Then 200." in text


def test_somebody_unnamed_after_somebody_named_is_not_taken_for_them() -> None:
    text = render(
        extract(
            transcript(
                ("Ann", "We pay 300 dollars for the bridge."), ("", "That is too much for me.")
            )
        )
    )

    assert "**Somebody else:** That is too much" in text
