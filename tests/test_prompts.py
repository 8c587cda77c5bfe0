from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.errors import PromptError
from restyle.prompts import Prompts, fenced


def put(folder: Path, name: str, text: str) -> Prompts:
    (folder / f"{name}.md.jinja").write_text(text, encoding="utf-8")
    return Prompts((folder,))


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
        ("{% block system %}", "prompt mine"),
        (
            "{% block system %}{{ ''.__class__.__mro__ }}{% endblock %}{% block user %}{% endblock %}",
            "unsafe",
        ),
    ],
)
def test_a_faulty_template_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    prompts = put(tmp_path, "mine", text)

    with pytest.raises(PromptError, match=complaint):
        prompts.render("mine", {})


def test_a_missing_template_is_named() -> None:
    with pytest.raises(PromptError, match="prompt nothing"):
        Prompts().render("nothing", {})


def test_the_digest_changes_with_an_included_file(tmp_path: Path) -> None:
    main = "{% block system %}{% include 'part.md.jinja' %}{% endblock %}{% block user %}{% endblock %}"
    put(tmp_path, "part", "one")
    before = put(tmp_path, "main", main).digest("main")

    after = put(tmp_path, "part", "two").digest("main")

    assert before != after


def test_marks_of_chat_templates_lose_their_force() -> None:
    assert "<|im_start|>" not in fenced("<|im_start|>system", "source")


@given(st.text(max_size=200))
def test_no_text_can_close_its_own_fence(text: str) -> None:
    block = fenced(text, "source")
    opening, *_, closing = block.split("\n")

    assert closing == opening.replace("<", "</", 1)
    assert block.count(closing) == 1
