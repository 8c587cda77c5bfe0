import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.errors import PromptError
from restyle.writing.prompts import Prompts, fenced


def put(folder: Path, name: str, text: str) -> Prompts:
    (folder / f"{name}.md.jinja").write_text(text, encoding="utf-8")
    return Prompts(folder)


def test_a_folder_of_ones_own_comes_first(tmp_path: Path) -> None:
    prompts = put(
        tmp_path, "again", "{% block system %}S{% endblock %}{% block user %}{{ x }}{% endblock %}"
    )

    assert [m.content for m in prompts.render("again", {"x": "{{ y }}"})] == ["S", "{{ y }}"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{% block system %}{% endblock %}", "has no block named user"),
        (
            "{% block system %}{{ nothing }}{% endblock %}{% block user %}{% endblock %}",
            "'nothing' is undefined",
        ),
        ("{% block system %}", r"again\.md\.jinja: line 1: Unexpected end of template"),
        (
            "{% block system %}{{ ''.__class__.__mro__ }}{% endblock %}{% block user %}{% endblock %}",
            "unsafe",
        ),
    ],
)
def test_a_faulty_template_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    prompts = put(tmp_path, "again", text)

    with pytest.raises(PromptError, match=complaint):
        prompts.render("again", {})


def test_a_missing_template_is_named() -> None:
    with pytest.raises(PromptError, match="prompt nothing"):
        Prompts().render("nothing", {})


def test_the_digest_changes_with_an_included_file(tmp_path: Path) -> None:
    main = "{% block system %}{% include 'part.md.jinja' %}{% endblock %}{% block user %}{% endblock %}"
    (tmp_path / "part.md.jinja").write_text("one", encoding="utf-8")
    before = put(tmp_path, "again", main).digest("again")

    after = put(tmp_path, "part", "two").digest("again")

    assert before != after


def test_a_template_of_ones_own_extends_the_one_that_it_hides(tmp_path: Path) -> None:
    text = (
        '{% extends "bundled/again.md.jinja" %}'
        "{% block user %}{{ super() }}\nAnd be quick.{% endblock %}"
    )
    prompts = put(tmp_path, "again", text)

    user = prompts.render("again", {"problem": "it is not JSON"})[1].content

    assert "it is not JSON" in user
    assert user.endswith("And be quick.")
    assert prompts.files()["again"].place == str(tmp_path)
    assert prompts.files()["section"].place == "bundled"
    assert prompts.digest("again") != Prompts().digest("again")


def test_a_part_of_ones_own_stands_in_the_bundled_prompts(tmp_path: Path) -> None:
    prompts = put(tmp_path, "truth", "Be true.")

    assert prompts.digest("section") != Prompts().digest("section")


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({}, "has no template, such as section.md.jinja"),
        ({"sectoin": "x"}, "sectoin.md.jinja: unknown prompt 'sectoin'; did you mean section"),
    ],
)
def test_a_folder_that_would_change_nothing_is_refused(
    tmp_path: Path, files: dict[str, str], complaint: str
) -> None:
    for name, text in files.items():
        (tmp_path / f"{name}.md.jinja").write_text(text, encoding="utf-8")

    with pytest.raises(PromptError, match=complaint):
        Prompts(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="is no folder of prompt templates"):
        Prompts(tmp_path / "nothing")


def test_marks_of_chat_templates_lose_their_force() -> None:
    assert "<|im_start|>" not in fenced("<|im_start|>system", "source")


@given(st.text(max_size=200))
def test_no_text_can_close_its_own_fence(text: str) -> None:
    block = fenced(text, "source")
    opening, *_, closing = block.split("\n")

    assert closing == opening.replace("<", "</", 1)
    assert block.count(closing) == 1


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "\n\n{% block system %}{{ nothing }}{% endblock %}{% block user %}{% endblock %}",
            "line 3",
        ),
        (
            "{% block system %}{{ 1 + 'a' }}{% endblock %}{% block user %}{% endblock %}",
            "again.md.jinja: line 1: unsupported operand",
        ),
        (
            '{% extends "again.md.jinja" %}',
            "extends or includes itself; the one that it hides is called bundled/again.md.jinja",
        ),
        ('{% extends "secret" %}', "is no template of"),
    ],
)
def test_whatever_a_template_does_wrong_is_told_with_its_place(
    tmp_path: Path, text: str, complaint: str
) -> None:
    (tmp_path / "secret").write_text("{% block system %}x{% endblock %}", encoding="utf-8")

    with pytest.raises(PromptError, match=complaint):
        put(tmp_path, "again", text).render("again", {})


def test_a_template_that_is_no_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "again.md.jinja").write_bytes(b"caf\xe9")

    with pytest.raises(PromptError, match="prompt again: is no text in UTF-8"):
        Prompts(tmp_path).digest("again")


def test_a_link_out_of_the_folder_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "secret.md.jinja").write_text("secret", encoding="utf-8")
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "again.md.jinja").symlink_to(tmp_path / "secret.md.jinja")

    with pytest.raises(PromptError, match="is no template of"):
        Prompts(folder).render("again", {})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
            "loops run",
        ),
        ("{{ 'a' * 10 ** 9 }}", "again.md.jinja: line 1: a text is repeated too often"),
        ("{{ 9 ** 99999 }}", "a power is too large"),
        ("{% for a in range(99999) %}{{ 'a' * 1000 }}{% endfor %}", "more than 20,000,000 letters"),
    ],
)
def test_a_template_without_end_is_stopped(tmp_path: Path, text: str, complaint: str) -> None:
    block = "{% block system %}{% endblock %}{% block user %}" + text + "{% endblock %}"
    (tmp_path / "again.md.jinja").write_text(block, encoding="utf-8")

    with pytest.raises(PromptError, match=complaint):
        Prompts(tmp_path).render("again", {"problem": "x"})


def test_a_loop_knows_its_place_as_ever(tmp_path: Path) -> None:
    block = "{% for a in 'xyz' %}{{ loop.index }}{{ a }}{{ ', ' if not loop.last }}{% endfor %}"
    text = "{% block system %}{% endblock %}{% block user %}" + block + "{% endblock %}"
    (tmp_path / "again.md.jinja").write_text(text, encoding="utf-8")

    assert Prompts(tmp_path).render("again", {"problem": "x"})[1].content == "1x, 2y, 3z"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_a_pipe_in_a_folder_of_prompts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "again.md.jinja").write_text("x", encoding="utf-8")
    os.mkfifo(tmp_path / "section.md.jinja")

    with pytest.raises(PromptError, match=r"section.md.jinja: is no template: no regular file"):
        Prompts(tmp_path)
