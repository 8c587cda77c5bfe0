import re

from hypothesis import given
from hypothesis import strategies as st

from restyle.text.markdown.numbered import edited, numbered, shown

PARAGRAPHS = (
    "**Q:** Is it so? It is. “Yes,” he said.",
    "1. You give it. It goes.\n2. **Cost.** It costs much.\n3. End.",
    "> He said so.",
    "One. Two. Three.",
)


def test_sentences_are_numbered_through_lists_quotes_and_names() -> None:
    found = numbered(PARAGRAPHS)

    assert [one.text for one in found] == [
        "Is it so?",
        "It is.",
        "“Yes,” he said.",
        "You give it.",
        "It goes.",
        "**Cost.** It costs much.",
        "End.",
        "He said so.",
        "One.",
        "Two.",
        "Three.",
    ]
    assert found[0].lead == "**Q:** "
    assert shown(found, 5).splitlines()[:4] == [
        "[5] **Q:** Is it so?",
        "[6] It is.",
        "[7] “Yes,” he said.",
        "",
    ]


def test_an_edit_touches_nothing_but_its_sentence() -> None:
    found = numbered(PARAGRAPHS)

    assert edited(PARAGRAPHS, found, {1: "It was.", 9: "And two."}) == (
        "**Q:** Is it so? It was. “Yes,” he said.",
        *PARAGRAPHS[1:3],
        "One. And two. Three.",
    )


def test_what_goes_takes_its_empty_item_or_paragraph_along() -> None:
    found = numbered(PARAGRAPHS)
    gone = edited(PARAGRAPHS, found, {3: "", 4: "", 5: "", 7: "", 8: ""})

    assert gone == (PARAGRAPHS[0], "1. End.", "", "Two. Three.")


@given(st.lists(st.text("ab .?!\n-1*>“”", max_size=60), max_size=4))
def test_numbering_keeps_every_letter(paragraphs: list[str]) -> None:
    found = numbered(paragraphs)

    assert all(one.text == paragraphs[one.paragraph][one.start : one.end] for one in found)
    words = [word for text in paragraphs for word in "".join(re.findall(r"[ab]+", text))]
    assert [word for one in found for word in re.findall("[ab]", one.text)] == words
    spans = [(one.paragraph, one.start, one.end) for one in found]
    assert spans == sorted(spans)
    assert all(one.text.strip() for one in found)
