"""What can be checked of a text in another language than its talk."""

from dataclasses import replace

import pytest

from restyle.check import Draft, findings
from tests.check.drafts import STYLE, kinds, made, texts

TALK = (
    ("Ann", "We raised a hundred billion dollars, three point five percent of it from Sam Altman."),
    ("Bob", "That was in 2013. It took 1,500 people and two and a half million hours."),
)


def translated(text: str) -> Draft:
    draft = made(text, *TALK)
    return replace(draft, brief=replace(draft.brief, translated=True))


@pytest.mark.parametrize(
    "text",
    [
        "Es waren 100 Milliarden Dollar, 3,5 Prozent davon von Sam Altman.",
        "En 2013, 1 500 personnes y ont travaillé, 2,5 millions d'heures.",
        "Trabajaron 1.500 personas durante 2,5 millones de horas.",
        "2013年に1500人が働いた。",
    ],
)
def test_what_was_said_is_found_in_any_language(text: str) -> None:
    assert findings(translated(text)) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Es waren 200 Milliarden Dollar.", "200"),
        ("Es waren 4,5 Prozent davon.", "4,5"),
        ("Das war 2014.", "2014"),
        ("1.600 Menschen haben daran gearbeitet.", "1.600"),
        ("L'argent venait de Peter Thiel, entre autres.", "Peter Thiel"),
    ],
)
def test_what_was_not_said_is_a_finding(text: str, words: str) -> None:
    assert texts(findings(translated(text))) == [words]


def test_what_needs_one_language_is_not_checked() -> None:
    text = "„So etwas hat hier nie jemand gesagt“, sagt Ann. Die Wolken waren rosa."

    assert findings(translated(text)) == ()


def test_the_form_is_checked_in_any_language() -> None:
    draft = translated("- eins\n- zwei")
    bare = replace(STYLE, shape=replace(STYLE.shape, lists=False))

    found = findings(replace(draft, brief=replace(draft.brief, style=bare)))

    assert kinds(found) == ["form"]
