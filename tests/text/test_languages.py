"""Languages by their names, and what text is in one."""

import pytest

from restyle.document.labels import filled, label
from restyle.errors import UsageError
from restyle.text.languages import is_in, named

TEXTS = {
    "en": "This is what we have said about the house, and I think that it is so for all of us.",
    "de": "Das ist, was wir über das Haus gesagt haben, und ich denke, dass es so ist.",
    "fr": "C'est ce que nous avons dit de la maison, et je pense que c'est vrai pour tous.",
    "es": "Esto es lo que hemos dicho de la casa, y creo que es así para todos nosotros.",
    "it": "Questo è quello che abbiamo detto della casa, e io penso che sia così per tutti.",
    "pt": "Isto é o que nós dissemos da casa, e eu acho que é assim para todos nós.",
    "nl": "Dit is wat wij over het huis hebben gezegd, en ik denk dat het zo is voor ons.",
    "ru": "Это то, что мы сказали о доме, и я думаю, что так оно и есть; большой объект.",
    "uk": "Це те, що ми сказали про дім, і я думаю, що так воно і є для всіх нас.",
    "ja": "これは私たちが家について言ったことで、私はそう思います。",
    "zh": "这是我们关于房子所说的话，我认为对我们所有人都是如此。",
    "ar": "هذا ما قلناه عن البيت، وأعتقد أنه كذلك بالنسبة لنا جميعا.",
    "pl": "To jest to, co powiedzieliśmy o domu, i myślę, że tak jest dla nas wszystkich.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_text_is_in_its_own_language(code: str) -> None:
    assert is_in(TEXTS[code], named(code))


@pytest.mark.parametrize("code", [code for code in TEXTS if code != "pl"])
def test_a_text_is_in_no_other_language(code: str) -> None:
    others = [one for one in (*TEXTS, "bg", "fa", "ur", "th", "sv", "vi", "ko") if one != code]

    assert [one for one in others if is_in(TEXTS[code], named(one))] == []


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("de", "de", "German"),
        ("German", "de", "German"),
        (" german ", "de", "German"),
        ("pt-BR", "pt", "Portuguese (BR)"),
        ("no", "nb", "Norwegian"),
    ],
)
def test_codes_and_names_are_known(text: str, code: str, name: str) -> None:
    assert (named(text).code, named(text).name) == (code, name)


def test_an_unknown_language_offers_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean German"):
        named("Germn")


def test_a_label_without_a_translation_stays_and_its_places_are_filled_once() -> None:
    assert label("Key Takeaways", "de") == "Das Wichtigste"
    assert label("Mine", "de") == "Mine"
    assert label("On {topic}", "fi") == "{topic}"
    assert filled("{first} und {last}", first="{last}", last="B") == "{last} und B"
