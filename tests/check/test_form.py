from dataclasses import replace

from restyle.check.avoid import check as check_avoid
from restyle.check.form import check as check_form
from restyle.check.length import check as check_length
from restyle.profile import Shape, Voice
from tests.check.drafts import STYLE, kinds, made

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
