import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from restyle.text.markdown.prose import escape, paragraphs


def cleaned(answer: str, source: str = "") -> str:
    return "\n\n".join(paragraphs(answer, "On It", source))


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("One.\n\nTwo.", "One.\n\nTwo."),
        ("## On It\n\nOne.", "One."),
        ("**On It**\n\nOne.", "One."),
        ("# Another\n\nOne.", "**Another**\n\nOne."),
        ("Title\n===\n\nOne.", "**Title**\n\nOne."),
        ("One.\n\n---\n\nTwo.", "One.\n\nTwo."),
        ("![x](http://evil.example/a.png) One.", "x One."),
        ("See [here](http://evil.example).", "See here."),
        ("A <script>alert(1)</script> b.", "A &lt;script>alert(1)&lt;/script> b."),
        ("Keep `<b>` in code.", "Keep `<b>` in code."),
        ("Open:\n\n```\ncode", "Open:\n\n\\`\\`\\`\ncode"),
        ("~~~\ncode\n````", "\\~\\~\\~\ncode\n\\`\\`\\`\\`"),
        ("Injected\n-", "Injected\n\\-"),
        ("[x]: http://evil.example\n\nSee [x].", "\\[x\\]: http://evil.example\n\nSee [x]."),
        ("See [the paper][p].\n\n[p]: http://evil.example 'x'", None),
        ("- a\n\n      # Forged\n\nb", "- a\n\n\\# Forged\n\nb"),
        ("- a\n\n    # Forged", "- a\n\n\\# Forged"),
        ("- a\n\n        ## Forged\n    ===", None),
        ("1. a\n\n   <img src=x onerror=alert(1)>", None),
        ("List:\n\n- a\n\n- b\n\nEnd.", "List:\n\n- a\n- b\n\nEnd."),
    ],
)
def test_a_models_markdown_cannot_break_the_document(answer: str, kept: str | None) -> None:
    found = cleaned(answer)

    assert kept is None or found == kept
    page = MarkdownIt("commonmark", {"html": True}).render(found)
    assert not re.search(r"<(?:h\d|img|a |hr|script)", page)


def test_a_link_whose_address_was_said_stays() -> None:
    answer = "See [the paper](https://a.example/p)."

    assert cleaned(answer, "It is at https://a.example/p, I think.") == answer


def test_a_fence_stays_whole() -> None:
    answer = "```\na\n\nb\n```"

    assert paragraphs(answer, "On It", "") == (answer,)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=80)
)
def test_escaped_words_show_as_they_are(words: str) -> None:
    words = " ".join(words.split())
    html = MarkdownIt("commonmark", {"html": False}).render(escape(words))

    assert "<h1>" not in html
    assert "<code>" not in html
    assert "<a " not in html
    assert "<em>" not in html
    assert "<li>" not in html
