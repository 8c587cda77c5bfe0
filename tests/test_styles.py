from pathlib import Path

import pytest

from restyle.errors import StyleError
from restyle.styles import available, load

MINIMAL = 'title = "Mine"\ndescription = "d"\n[voice]\nbrief = "b"\n'


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / "styles" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_dropped_into_styles_is_a_voice(workdir: Path) -> None:
    put(workdir, "mine", MINIMAL)

    assert load("mine").title == "Mine"
    assert available()["mine"].place == "./styles"
    assert available()["karpathy"].place == "bundled"


def test_a_local_style_hides_the_bundled_one(workdir: Path) -> None:
    put(workdir, "karpathy", MINIMAL)

    assert load("karpathy").title == "Mine"


def test_a_path_to_a_file_is_a_voice(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(MINIMAL, encoding="utf-8")

    assert load(path).name == "own"


def test_a_child_keeps_what_it_does_not_say(workdir: Path) -> None:
    put(workdir, "short", 'extends = "karpathy"\ntitle = "Short"\n[shape]\nlength = 0.1\n')

    style, parent = load("short"), load("karpathy")

    assert (style.title, style.shape.length) == ("Short", 0.1)
    assert style.shape.heading == parent.shape.heading
    assert style.voice == parent.voice


def test_a_circle_is_refused_with_its_chain(workdir: Path) -> None:
    put(workdir, "one", 'extends = "two"\n' + MINIMAL)
    put(workdir, "two", 'extends = "one"\n' + MINIMAL)

    with pytest.raises(StyleError, match="one extends two extends one"):
        load("one")


def test_a_local_style_can_extend_the_one_it_hides(workdir: Path) -> None:
    put(workdir, "karpathy", 'extends = "karpathy"\ntitle = "Mine"\n')

    assert load("karpathy").title == "Mine"
    assert len(load("karpathy").voice.openings) > 3


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("title = [", "is not TOML"),
        (MINIMAL + 'mood = "x"\n', r"voice\.mood: there is no such key"),
        ('title = "Mine"\n', "description: is missing"),
        (MINIMAL + "[shape]\nlength = 'long'\n", r"shape\.length: .* not 'long'"),
        (MINIMAL + "[shape]\nlength = 9\n", r"shape\.length: expected words out"),
        (
            MINIMAL + "[shape]\nheading = 'On it'\n",
            r"shape\.heading: expected a pattern with \{topic\}",
        ),
        (MINIMAL + "narrator = 'me'\n", r"voice\.narrator: .*'guest'"),
        ("extends = 3\n" + MINIMAL, "extends: expected the name of a style"),
        ("extends = 'karpaty'\n" + MINIMAL, "unknown style 'karpaty'; did you mean karpathy"),
        ("extends = 'mine'\n" + MINIMAL, "extends: unknown style 'mine'"),
    ],
)
def test_a_faulty_profile_names_file_key_and_what_is_expected(
    workdir: Path, text: str, complaint: str
) -> None:
    put(workdir, "mine", text)

    with pytest.raises(StyleError, match=complaint):
        load("mine")


def test_an_unknown_style_offers_the_nearest() -> None:
    with pytest.raises(StyleError, match="did you mean plain-english"):
        load("plain-enlish")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StyleError, match="there is no such style profile"):
        load(tmp_path / "no.toml")
