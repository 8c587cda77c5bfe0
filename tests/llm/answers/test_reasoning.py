"""Reasoning and the marks of chat formats are no part of an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.llm.answers.reasoning import answer_of

THOUGHT = "The user wants the section. I should write it plainly."


@pytest.mark.parametrize(
    "sent",
    [
        f"<think>{THOUGHT}</think>\n\nThe answer.",
        f"{THOUGHT}</think>The answer.",
        f"<thought>\n{THOUGHT}\n</thought>\nThe answer.",
        f"<seed:think>{THOUGHT}</seed:think>The answer.",
        f"[THINK]{THOUGHT}[/THINK]The answer.",
        f"<|channel|>analysis<|message|>{THOUGHT}<|end|><|start|>assistant<|channel|>final<|message|>The answer.",
        f"analysis{THOUGHT}assistantfinalThe answer.",
        "The answer.<|im_end|>",
        f"Okay.\n<think>{THOUGHT}</think>The answer.",
        f"<|begin_of_thought|>{THOUGHT}<|end_of_thought|><|begin_of_solution|>The answer.",
        f"<reflection>{THOUGHT}</reflection><output>The answer.</output>",
        "The \x1b[2Jans\u202ewer.\x07",
        "```markdown\nThe answer.\n```",
    ],
)
def test_the_answer_alone_is_left(sent: str) -> None:
    assert answer_of(sent) == "The answer."


@pytest.mark.parametrize(
    "sent",
    [
        "null",
        "...",
        "\u200b\u200b",
        "<think>I begin by listing",
        f"<|channel|>analysis<|message|>{THOUGHT}",
    ],
)
def test_reasoning_that_never_ends_is_no_answer(sent: str) -> None:
    assert answer_of(sent) == ""


@pytest.mark.parametrize(
    "text",
    [
        "He says that <think> is a tag, and </think> closes it.",
        "Analysis is what the harbour needs.",
        "One.\n\n```python\nprint()\n```\n\nTwo.",
    ],
)
def test_what_a_text_says_of_such_marks_stays(text: str) -> None:
    assert answer_of(text) == text


@given(st.text("<>/|thinkas \n[]", max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    assert len(answer_of(text)) <= len(text)
