import pytest

from restyle.text.keyphrases import keyphrases
from restyle.text.stopwords import conjunction, language_of


def test_key_phrases_set_a_text_apart() -> None:
    bread = (
        "The bread dough rests. A bread dough needs flour. The dough of the bread rises in an oven."
    )
    bridge = "The bridge has a crack. A crack in the bridge is found by the hammer. The hammer of the bridge."

    first, second = keyphrases([bread, bridge])

    assert "dough" in first[0].text
    assert {"bridge", "crack", "hammer"} & set(second[0].text.split())
    assert not {p.text for p in first} & {p.text for p in second}


@pytest.mark.parametrize(
    ("text", "language", "joint"),
    [
        ("So this is what we think about it, and that is all there is to say.", "en", " and "),
        (
            "Das ist ja auch nicht so einfach, wenn man es mal so sagen will und kann.",
            "de",
            " und ",
        ),
        (
            "C'est pas du tout ce que je voulais dire, mais on peut le faire avec vous.",
            "fr",
            " et ",
        ),
        ("Eso es lo que no se puede hacer con esto, pero hay que ver cómo es.", "es", " y "),
        ("我们今天讨论人工智能的发展", "zh", " · "),
        ("Qwerty asdf zxcv.", "", " · "),
    ],
)
def test_the_language_decides_how_phrases_are_joined(text: str, language: str, joint: str) -> None:
    assert (language_of(text), conjunction(language_of(text))) == (language, joint)


def test_function_words_of_other_languages_are_no_phrases() -> None:
    bread = (
        "Das Brot ist ja aus dem Ofen. Wir haben das Brot und den Teig, und der Teig ist gut. " * 4
    )
    bridge = (
        "Die Brücke ist auch nicht neu. Der Hammer hat die Brücke geprüft, und der Hammer fand den Riss. "
        * 4
    )

    first, second = keyphrases([bread, bridge])

    assert {"Brot", "Teig"} & {word for p in first for word in p.text.split()}
    assert {"Brücke", "Hammer"} & {word for p in second for word in p.text.split()}
    assert not {"ist", "der", "und"} & {word for p in first for word in p.text.split()}


def test_scripts_without_blanks_have_phrases_too() -> None:
    first, second = keyphrases(
        ["机器人需要数据集。机器人学习数据集。" * 3, "面包需要烤箱。面包师用烤箱。" * 3]
    )

    assert any("机器人" in p.text for p in first)
    assert any("面包" in p.text for p in second)
