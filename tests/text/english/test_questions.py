import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.text.english.questions import asked
from restyle.text.words import tokens


@pytest.mark.parametrize(
    ("sentence", "questions"),
    [
        ("What is a PUE?", ["What is a PUE?"]),
        ("So just to start, what is a PUE, roughly?", ["What is a PUE?"]),
        ("First of all, just what is prompt injection and red teaming?",
         ["What is prompt injection and red teaming?"]),
        ("What kind of language is Mojo, and what did you choose in order to address this?",
         ["What kind of language is Mojo?"]),
        ("What is physical engineering and why does Acme have a bridge team?",
         ["What is physical engineering?", "Why does Acme have a bridge team?"]),
        ("What distinguishes the approach of Acme?", ["What distinguishes the approach of Acme?"]),
        ("Is most moderation sort of reactive at this point?", ["Is most moderation reactive?"]),
        ("Can you talk a little bit about how desks work at Acme and why they're important?",
         ["How desks work at Acme"]),
        ("I'm curious, why is water better than air?", ["Why is water better than air?"]),
        # nothing to read by itself
        ("What do you make of it?", []),
        ("Is that effective?", []),
        ("When do you expect that impact?", []),
        ("Do you know the paper?", []),
        ("Can you tell us more?", []),
        ("Where we sit today?", []),
        ("Which can learn as well as a human?", []),
        ("How can the model?", []),
        ("What's the story?", []),
        ("When we do postmortems?", []),
        ("How much do your people, or those who work with you, invest?", []),
        ("What is a PUE.", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_question_is_kept_that_can_be_read_by_itself(sentence: str, questions: list[str]) -> None:
    assert list(asked(sentence)) == questions


@given(st.text(alphabet="what is how do the so, and bridge PUE?’.-", max_size=120))
def test_a_question_has_only_words_that_were_said(said: str) -> None:
    for question in asked(f"{said}?"):
        assert 3 <= len(question.split()) <= 11
        assert set(map(str.casefold, tokens(question))) <= set(
            map(str.casefold, tokens(said.replace("’", "'")))
        )
