from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.text import sentences
from restyle.text.sentences import parts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three? Four", 4),
        ("Dr. Smith met Mr. J. Doe at 5 p.m. in the U.S. office.", 1),
        ("It is 3.5 percent. Yes.", 2),
        ("我们开始。好吗？好！", 3),
        ('He said, "Go. Now. Please." Then he left.', 2),
        ("", 0),
    ],
)
def test_sentences_end_where_people_end_them(text: str, count: int) -> None:
    assert len(sentences.split(text)) == count


@given(st.text(max_size=300))
def test_sentences_lose_nothing_but_blanks(text: str) -> None:
    spans = sentences.spans(text)

    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))


def test_a_quotation_that_asks_goes_on_with_who_says_it() -> None:
    assert sentences.split('"Really?" she asked. “Yes!” he said. Then: "No!" He left.') == [
        '"Really?" she asked.',
        "“Yes!” he said.",
        'Then: "No!"',
        "He left.",
    ]


@given(st.text(alphabet="ab ,.。好", max_size=3000))
def test_a_sentence_without_end_is_cut_and_nothing_of_it_is_lost(text: str) -> None:
    found = list(parts(text, 0, len(text)))
    assert "".join("".join(text[a:b] for a, b in found).split()) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(found))


def test_a_text_without_blanks_ends() -> None:
    assert len(list(parts("x" * 200_000, 0, 200_000))) < 1000
