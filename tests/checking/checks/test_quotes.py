import pytest

from restyle.checking.checks.quotes import check
from restyle.text.english.quotations import quotations
from tests.checking.drafts import made, texts

TURNS = (
    ("Ann", "So, um, people say that ideas are, you know, cheap and that execution is everything."),
    ("Bob", "Mhm."),
    ("Ann", "And I I told him, look, nobody asked for any of this."),
)


@pytest.mark.parametrize(
    "text",
    [
        "Ann puts it so: “people say that ideas are cheap and that execution is everything”.",
        'Ann says, "People say that ideas are cheap and that execution is everything."',
        "Ann told him: “look, nobody asked for any of this”.",
        "“Ideas are cheap … execution is everything,” says Ann.",
        "She calls it the “idea economy”, a term of her own.",
        "Her book is called “The Price of Cheap Ideas and of Everything Else”.",
        "> nobody asked for any of this",
    ],
)
def test_exact_words_terms_and_titles_are_no_findings(text: str) -> None:
    assert check(made(text, *TURNS)) == ()


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        (
            "“People say that ideas are cheap and that effort is everything.”",
            "People say that ideas are cheap and that execution is everything.",
        ),
        ("Ann said: “nobody asked for all of this”.", "nobody asked for any of this"),
        ("«nobody ever asked for any of this»", "nobody asked for any of this"),
    ],
)
def test_a_quote_with_a_changed_word_names_the_exact_words(text: str, fix: str) -> None:
    (found,) = check(made(text, *TURNS))

    assert found.fix == fix


def test_what_nobody_said_is_no_quote() -> None:
    (found,) = check(made("“The weather in this town is a thing of beauty,” says Ann.", *TURNS))

    assert (found.kind, found.fix) == ("quote", "")


def test_a_short_quote_is_speech_where_somebody_says_it() -> None:
    said = texts(
        check(made("“Absolutely fantastic,” says Ann. It is “absolutely fantastic”.", *TURNS))
    )

    assert said == ["Absolutely fantastic,"]


def test_words_of_two_speakers_are_no_ones_quote() -> None:
    turns = (("Ann", "We tried it for years and years."), ("Bob", "Nothing ever came of that."))

    assert check(made("“for years and years nothing ever came of that”", *turns))


def test_single_quotes_are_told_from_apostrophes() -> None:
    found = [
        one.text for one in quotations("It's Ann's: ‘we don't know’, he says. 'Not yet', she says.")
    ]

    assert found == ["we don't know", "Not yet"]
