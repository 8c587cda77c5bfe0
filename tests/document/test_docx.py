import io
from dataclasses import replace

import docx

from restyle.document.document import Document
from restyle.document.write import rendered
from tests.document.made import made


def word(document: Document | None = None) -> "docx.document.Document":
    made_of = rendered(document or made(), "docx")
    assert isinstance(made_of, bytes)
    return docx.Document(io.BytesIO(made_of))


def test_blocks_have_words_own_styles() -> None:
    found = [(one.style.name, one.text) for one in word().paragraphs if one.style]

    assert found[:9] == [
        ("Title", "Bread & Bridges — Rewritten"),
        ("Body Text", "Ann says that bread rises, slowly."),
        ("Subtitle", "“I” is Ann."),
        ("Heading 1", "On <Bread> & Salt"),
        ("Normal", "Bread rises slowly, said Ann."),
        ("List Number", "Flour"),
        ("List Number", "Water"),
        ("List Bullet 2", "cold"),
        ("Quote", "A quotation & <script>alert(2)</script>"),
    ]
    assert ("No Spacing", "code <b>") in found
    assert ("List Bullet", "Bread rises. Slowly.") in found


def test_runs_are_bold_and_slanted_as_marked() -> None:
    runs = word().paragraphs[4].runs

    assert [(r.text, bool(r.bold), bool(r.italic)) for r in runs][1:4] == [
        ("rises", False, True),
        (" ", False, False),
        ("slowly", True, False),
    ]


def test_a_link_leads_where_it_led() -> None:
    (link,) = [one for p in word().paragraphs for one in p.hyperlinks]

    assert (link.text, link.address) == ("the page", "https://a.example/?x=1&y=2")


def test_a_table_is_a_table() -> None:
    (table,) = word().tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [["a", "b"], ["1", "2"]]


def test_the_file_says_what_it_is_and_not_when_it_was_made() -> None:
    facts = word().core_properties

    assert (facts.title, facts.author) == ("Bread & Bridges — Rewritten", "Ann, Bob")
    assert rendered(made(), "docx") == rendered(made(), "docx")


def test_a_numbered_list_begins_anew_after_another() -> None:
    document = made()
    section = document.sections[0]
    twice = replace(section, paragraphs=(section.paragraphs[1], section.paragraphs[1]))
    numbers = [
        one._p.pPr.numPr.numId.val  # type: ignore[union-attr]
        for one in word(replace(document, sections=(twice,), takeaways=())).paragraphs
        if one.style and one.style.name == "List Number"
    ]

    assert len(numbers) == 4
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_text_from_right_to_left_is_marked_so() -> None:
    paragraph = word(made(language="ar")).paragraphs[4]

    assert paragraph._p.pPr is not None
    assert paragraph._p.pPr.find("{*}bidi") is not None
