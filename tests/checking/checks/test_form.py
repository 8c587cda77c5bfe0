from dataclasses import replace

import pytest

from restyle.checking import findings
from restyle.checking.checks.avoid import check as check_avoid
from restyle.checking.checks.form import check as check_form
from restyle.checking.checks.length import check as check_length
from restyle.style.profile import Form, SectionForm, Shape, Voice
from tests.checking.drafts import STYLE, kinds, made, texts

TURN = ("Ann", "The queue was short and the bread was good.")


def test_a_text_of_about_the_length_asked_for_is_no_finding() -> None:
    assert check_length(made("word " * 130, TURN, words=100)) == ()


def test_a_text_far_from_the_length_asked_for_is_a_finding() -> None:
    assert kinds(check_length(made("word " * 500, TURN, words=100))) == ["length"]
    assert kinds(check_length(made("word", TURN, words=300))) == ["length"]


def test_a_list_is_a_finding_where_the_style_has_none() -> None:
    bare = replace(STYLE, shape=Shape(lists=False))

    assert kinds(check_form(made("Two:\n\n- one\n- two", TURN, style=bare))) == ["form"]
    assert check_form(made("Two:\n\n- one\n- two", TURN)) == ()


def test_a_heading_and_an_endless_paragraph_are_findings() -> None:
    assert kinds(check_form(made("**A Heading**\n\nText.", TURN))) == ["form"]
    assert kinds(check_form(made("word " * 301, TURN))) == ["form"]


def test_a_word_that_the_style_avoids_is_a_finding_unless_it_was_said() -> None:
    style = replace(STYLE, voice=Voice("Plain.", avoid=('Praise: "fascinating", "good".',)))

    found = check_avoid(made("A fascinating queue. The bread was good.", TURN, style=style))

    assert [one.text for one in found] == ["fascinating"]


DIALOGUE = replace(STYLE, form=Form(section=SectionForm(labels=("Q", "A"))))


def test_a_dialogue_of_those_who_speak_in_it_is_no_finding() -> None:
    text = "**Q:** How was the bread?\n\n**A:** The bread was good.\n\nThe queue was short."

    assert check_form(made(text, TURN, style=DIALOGUE)) == ()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("The bread was good.\n\n**Q:** How?\n\n**A:** So.", "nobody speaks here"),
        ("**Q:** How?\n\n**A:** So.\n\n**Ann:** Good.", "Ann does not speak here"),
        ("**Q:** How was the bread?", "nothing is said by **A:**"),
    ],
)
def test_who_speaks_in_a_dialogue_is_checked(text: str, complaint: str) -> None:
    found = check_form(made(text, TURN, style=DIALOGUE))

    assert len(found) == 1
    assert complaint in found[0].message


DISCUSSION = replace(
    STYLE,
    form=Form(
        section=SectionForm(labels=("Skeptic",), commentary=("Skeptic",), quotes=True),
    ),
)


def test_a_comment_may_say_what_nobody_said_but_no_new_fact() -> None:
    quote = "> **Ann:** The queue was short and the bread was good."
    fine = f"{quote}\n\n**Skeptic:** That praises supper and measures nothing about governance."
    wrong = f"{quote}\n\n**Skeptic:** In Paris 40 loaves were worse."

    assert findings(made(fine, TURN, style=DISCUSSION)) == ()
    assert sorted(texts(findings(made(wrong, TURN, style=DISCUSSION)))) == ["40 loaves", "Paris"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("**Skeptic:** The bread was good.", "no passage of the talk"),
        (
            "> The queue was short and the bread was good.\n\n**Skeptic:** So.",
            "does not begin with its speaker's name",
        ),
        (
            "> **Ann:** The queue was short and the cake was good.\n\n**Skeptic:** So.",
            "these are not the exact words",
        ),
        (
            "> **Bob:** The queue was short and the bread was good.\n\n**Skeptic:** So.",
            "Ann said this, not Bob",
        ),
    ],
)
def test_a_quoted_passage_is_exact_and_its_speakers(text: str, complaint: str) -> None:
    found = findings(made(text, TURN, ("Bob", "Was it?"), style=DISCUSSION))

    assert [one.message for one in found if complaint in one.message]
