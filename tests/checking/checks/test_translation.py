"""What can be checked of a text in another language than its talk."""

from dataclasses import replace

import pytest

from restyle.checking import Draft, findings
from tests.checking.drafts import STYLE, kinds, made, texts

TALK = (
    ("Ann", "We raised a hundred billion dollars, three point five percent of it from Sam Altman."),
    ("Bob", "That was in 2013. It took 1,500 people and two and a half million hours."),
)


def translated(text: str, language: str = "", talk: tuple[tuple[str, str], ...] = TALK) -> Draft:
    draft = made(text, *talk)
    return replace(draft, brief=replace(draft.brief, translated=True, language=language))


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


SAID = (
    ("Ann", "Since 2013 we sold forty chips to seven trillion ants in mid-October, at 5 pm."),
    ("Bob", "In the nineties it was 1.8 trillion, then a third of 120 million, and 100 billion."),
    ("Ann", "About 40 millionaires lived in the United States, and the EU paid 250 grand for it."),
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Seit 2013 bin ich dort; 40 Millionäre kauften 40 billige Chips.", "de"),
        ("2013 billigte der Rat 7 Billionen für 17 Uhr in den 1990er Jahren.", "de"),
        ("Nel 2013 mio padre viveva negli Stati Uniti, nella Unione Europea.", "it"),
        ("40 millonarios de Estados Unidos pagaron 7 billones y 250.000 dólares.", "es"),
        ("40 миллионеров заплатили 7 триллионов; Сэм Альтман не заплатил.", "ru"),
        ("10月に1兆8000億、1億2,000万の3分の1、90年代に7万亿。", "ja"),
        ("100 mil milhões e 7 trilhões no Reino Unido.", "pt"),
    ],
)
def test_other_ways_to_write_what_was_said_are_no_findings(text: str, language: str) -> None:
    assert findings(translated(text, language, SAID)) == ()


def test_a_billion_is_not_the_same_in_every_language() -> None:
    assert texts(findings(translated("Es waren 100 Billionen.", "de", SAID))) == ["100"]


def test_what_was_spelled_out_in_another_language_is_no_finding() -> None:
    talk = (("Ann", "Das waren 1,5 Millionen Euro in drei Jahren, also vierzig Prozent mehr."),)

    assert findings(translated("It was 1.5 million, 40 percent more.", "en", talk)) == ()
    assert texts(findings(translated("It was 2.75 million.", "en", talk))) == ["2.75"]


def test_what_needs_one_language_is_not_checked() -> None:
    text = "„So etwas hat hier nie jemand gesagt“, sagt Ann. Die Wolken waren rosa."

    assert findings(translated(text)) == ()


def test_a_text_in_another_language_than_was_asked_for_is_a_finding() -> None:
    text = (
        "This is what they have said about it, and it is not in the language that was asked for. "
        * 3
    )

    assert [one.message for one in findings(translated(text, "de"))] == ["this is not in German"]


def test_the_form_is_checked_in_any_language() -> None:
    draft = translated("- eins\n- zwei")
    bare = replace(STYLE, shape=replace(STYLE.shape, lists=False))

    found = findings(replace(draft, brief=replace(draft.brief, style=bare)))

    assert kinds(found) == ["form"]
