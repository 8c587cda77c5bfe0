import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle._toml import line_of
from restyle.errors import PromptError, StyleError
from restyle.pipeline.style_review import examine
from restyle.settings import Settings
from restyle.style.files import available, faults_of, lineage, load
from restyle.style.template import new_style

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
    assert len(load("karpathy").voice.do) > 3


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
        ("extends = 'mine'\n" + MINIMAL, r"line 1: mine extends mine: unknown style 'mine'"),
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


def test_a_list_is_put_behind_the_parents_where_the_profile_says_so(workdir: Path) -> None:
    put(
        workdir,
        "mine",
        'extends = "karpathy"\nappend = ["voice.do", "examples"]\n'
        '[voice]\ndo = ["Mine."]\navoid = ["Only this."]\n'
        '[[examples]]\nsource = "A: one"\nrewrite = "One."\n',
    )

    style, parent = load("mine"), load("karpathy")

    assert style.voice.do == (*parent.voice.do, "Mine.")
    assert style.voice.avoid == ("Only this.",)
    assert style.examples[:-1] == parent.examples


def test_lists_are_appended_through_several_generations(workdir: Path) -> None:
    put(workdir, "one", MINIMAL + 'do = ["1"]\n')
    for name, parent, word in (("two", "one", "2"), ("three", "two", "3")):
        text = f'extends = "{parent}"\nappend = ["voice.do"]\n[voice]\ndo = ["{word}"]\n'
        put(workdir, name, text)

    assert load("three").voice.do == ("1", "2", "3")
    assert [path.stem for path in lineage("three")] == ["three", "two", "one"]


def test_a_style_changes_a_part_of_its_form(workdir: Path) -> None:
    put(
        workdir,
        "mine",
        MINIMAL + '[shape]\nform = "dialogue"\n[form.section]\nlabels = ["Ann", "Bob"]\n',
    )

    form = load("mine").form

    assert (form.name, form.section.labels) == ("dialogue", ("Ann", "Bob"))
    assert form.closing.heading == "What Was Learned"


def test_a_form_of_ones_own_lies_beside_the_styles(workdir: Path) -> None:
    put(workdir, "mine", MINIMAL + '[shape]\nform = "letter"\n')
    (workdir / "styles" / "forms").mkdir()
    (workdir / "styles" / "forms" / "letter.toml").write_text('title = "A Letter"\n')

    assert load("mine").form.title == "A Letter"
    assert load("mine").form.closing.heading == "Key Takeaways"


def test_what_a_style_hides_is_known(workdir: Path) -> None:
    put(workdir, "karpathy", MINIMAL)

    assert available()["karpathy"].hides == ("bundled",)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (MINIMAL + "narrator = 'me'\n", r"mine\.toml: line 5: voice\.narrator: "),
        ('title = 3\ndescription = "d"\n[voice]\nbrief = "b"\n', r"line 1: title: .*not 3"),
        (MINIMAL + '[[examples]]\nsource = "x"\n', r"line 5: examples 1, rewrite: is missing"),
        (MINIMAL + "avoyd = []\n", r"line 5: voice\.avoyd: .*did you mean avoid\?"),
        (MINIMAL + "heading = 'x'\n", r"voice\.heading: .*did you mean shape\.heading"),
        (MINIMAL + "zzz = 1\n", r"voice\.zzz: .*there are: brief, do, avoid"),
        (MINIMAL + "[shape]\nform = 'esay'\n", r"line 6: shape\.form: unknown form 'esay'; did"),
        ('name = "x"\n' + MINIMAL, "line 1: name: is the name of its file"),
        ("append = ['voice.do']\n" + MINIMAL, "append: without extends there is nothing"),
        (
            "extends = 'karpathy'\nappend = ['voice.do']\n",
            "append: this file has no list 'voice.do'",
        ),
        ("extends = 'karpathy'\nappend = 'voice.do'\n", "append: expected a list such as"),
        (
            MINIMAL + "[form.section]\ncommentary = ['Ann']\n",
            r"line 6: form\.section\.commentary: expected names",
        ),
    ],
)
def test_a_fault_names_its_line_and_the_nearest_key(
    workdir: Path, text: str, complaint: str
) -> None:
    put(workdir, "mine", text)

    with pytest.raises(StyleError, match=complaint):
        load("mine")


def test_a_fault_in_an_appended_item_names_its_own_line(workdir: Path) -> None:
    text = 'extends = "karpathy"\nappend = ["examples"]\n[[examples]]\nsource = "x"\n'
    put(workdir, "mine", text)

    with pytest.raises(StyleError, match=r"mine\.toml: line 3: examples 2, rewrite: is missing"):
        load("mine")


def test_a_group_is_put_behind_those_of_the_form(workdir: Path) -> None:
    put(
        workdir,
        "mine",
        'extends = "minutes"\nappend = ["form.closing.groups"]\n'
        '[[form.closing.groups]]\nname = "Risk"\nheading = "Risks"\nask = "what may go wrong"\n',
    )

    names = [group.name for group in load("mine").form.closing.groups]

    assert names == ["decision", "action", "open", "point", "Risk"]


def test_a_fault_in_what_is_extended_names_that_file(workdir: Path) -> None:
    put(workdir, "base", MINIMAL + "narrator = 'me'\n")
    put(workdir, "mine", 'extends = "base"\n[voice]\nbrief = "mine"\n')

    with pytest.raises(StyleError, match=r"base\.toml: line 5: voice\.narrator"):
        load("mine")


def test_all_faults_of_a_profile_are_told_at_once(workdir: Path) -> None:
    put(workdir, "mine", MINIMAL + "narrator = 'me'\nmood = 'x'\n[shape]\nlength = 'l'\n")

    assert len(faults_of("mine")) == 3


@given(
    st.recursive(
        st.integers(0, 9),
        lambda inner: st.dictionaries(
            st.from_regex(r"[a-z]{1,5}", fullmatch=True), inner, max_size=4
        ),
        max_leaves=12,
    )
)
def test_every_value_of_a_file_is_found_on_its_line(tree: object) -> None:
    lines: list[str] = []
    places: list[tuple[int, tuple[str, ...]]] = []

    def lay(table: dict[str, object], above: tuple[str, ...]) -> None:
        for key, value in table.items():
            if not isinstance(value, dict):
                lines.append(f"{key} = {value}")
                places.append((len(lines), (*above, key)))
        for key, value in table.items():
            if isinstance(value, dict):
                lines.append(f"[{'.'.join((*above, key))}]")
                lay(value, (*above, key))

    lay(tree if isinstance(tree, dict) else {"x": tree}, ())

    for number, keys in places:
        assert line_of("\n".join(lines), keys) == number


def test_a_key_within_a_long_string_is_none() -> None:
    text = 'a = """\nb = 1\n[c]\n"""\nb = 2\n'

    assert line_of(text, ("b",)) == 5


def test_a_new_style_is_valid_as_it_stands(workdir: Path) -> None:
    put(workdir, "mine", new_style("mine"))
    put(workdir, "child", new_style("child", "skeptic"))

    for name in ("mine", "child"):
        found = examine(name, Settings(model="none"))
        assert found.advice == ()
    assert load("child").form.name == "discussion"


@pytest.mark.parametrize("name", ["", "Feynman", "../x", "a b", "-x"])
def test_a_new_style_has_a_name_that_a_file_can_have(name: str) -> None:
    with pytest.raises(StyleError, match="expected a name such as"):
        new_style(name)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (MINIMAL, "examples: there is none"),
        (MINIMAL, r"voice\.brief: 1 words are few"),
        (
            'title = "M"\ndescription = "d"\n[voice]\nbrief = "He delves."\navoid = [\'No "delves".\']\n',
            r"voice\.brief: says 'delves'",
        ),
        (
            MINIMAL + "do = ['Say \"here we go\".']\navoid = ['Never \"here we go\".']\n",
            r"voice\.do 1: asks for 'here we go'",
        ),
        (MINIMAL + "do = ['Use the first person.']\n", r"first person, but voice\.narrator"),
        (
            MINIMAL
            + '[[examples]]\nsource = "Ann: We sold 4 boats."\nrewrite = "We sold 5 boats."\n',
            r"examples 1: number: .* \('5 boats'\)",
        ),
        (
            MINIMAL
            + '[[examples]]\nsource = "Ann: I sold four boats."\nrewrite = "I sold four boats."\n',
            r"examples 1: somebody says “I”",
        ),
    ],
)
def test_what_makes_a_voice_weak_is_said(workdir: Path, text: str, advice: str) -> None:
    put(workdir, "mine", text)

    found = examine("mine", Settings(model="none"))

    assert any(re.search(advice, line) for line in found.advice), found.advice


def test_a_prompt_that_does_not_render_with_a_voice_is_an_error(workdir: Path) -> None:
    put(workdir, "mine", MINIMAL)
    (workdir / "prompts").mkdir()
    broken = "{% block system %}{{ style.mood }}{% endblock %}{% block user %}{% endblock %}"
    (workdir / "prompts" / "repair.md.jinja").write_text(broken, encoding="utf-8")

    with pytest.raises(PromptError, match=r"repair\.md\.jinja: line \d+: .*mood"):
        examine("mine", Settings(model="none", prompts="prompts"))
