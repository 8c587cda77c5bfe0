"""What a review with odd input found, each kept from coming back."""

import pytest

from restyle.checking import CHECKS, findings
from restyle.grounding.evidence import Evidence
from restyle.transcript.transcript import Segment, Span
from tests.checking.drafts import made
from tests.conftest import transcript


def found(kind: str, text: str, said: str) -> list[str]:
    return [
        one.text for one in CHECKS[kind](made(text, ("Alice", f"{said} And that is all of it.")))
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Alice said: “we really love the daily stand-up”.", "We really love the daily stand up."),
        ("Alice said: “the price of it is 40%”.", "The price of it is 40 percent."),
        ("The book “The Mythical Man-Month” is old.", "The mythical man month is old."),
        ("It goes from “head of sales” to “head of growth”.", "I was the head of sales."),
        ("It is a “win for everyone”.", "It was a win for nobody."),
    ],
)
def test_hyphens_titles_and_terms_are_no_altered_quotes(text: str, said: str) -> None:
    assert found("quotes", text, said) == []


def test_a_block_quote_and_a_long_quote_are_quotes() -> None:
    said = "We hired every customer in Berlin who paid late last year."
    long = " ".join(["We fired every customer in Berlin who paid late."] * 20)

    assert found("quotes", f"> {said.replace('hired', 'fired')}", said)
    assert found("quotes", f"“{long}”", said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("They raised 2.5% more.", "They raised two point five percent more."),
        ("It was $1.2 million.", "It was one point two million dollars."),
        ("25% of them left.", "A quarter of them left."),
        ("75% of them left.", "Three quarters of them left."),
    ],
)
def test_numbers_that_are_spoken_in_parts_are_read(text: str, said: str) -> None:
    assert found("numbers", text, said) == []


def test_german_nouns_are_no_names() -> None:
    said = "Wir haben 40 Kunden und ich bin als Leiterin sehr zufrieden mit dem, was wir haben."

    assert found("names", "Die Firma hat 40 Kunden. Der Chef ist zufrieden.", said) == []


def test_two_spans_of_one_turn_are_both_its_segment() -> None:
    talk = transcript(("Ann", "We met in Berlin. Then came lunch. We left for Lisbon."))
    segment = Segment((Span(0, 0, 17), Span(0, 35, 54)))

    assert list(Evidence(talk).within(segment)) == [0, 1, 2]


@pytest.mark.parametrize("text", ["", "- a\n- b", "“", "```\ncode\n```", "🙂", "> “a\n> b”", "*"])
@pytest.mark.parametrize("said", ["", "Yes.", "我们有四十个客户。", "مرحبا بكم في البرنامج"])
def test_odd_texts_and_talks_raise_nothing(text: str, said: str) -> None:
    assert isinstance(findings(made(text, ("Ann", said))), tuple)
