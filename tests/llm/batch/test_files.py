"""The lines of batches' files, as OpenAI and others write them."""

import json

from hypothesis import given
from hypothesis import strategies as st

from restyle.llm.batch.files import Answered, answers_in, request_line

CHOICE = {"message": {"content": "Yes."}, "finish_reason": "stop"}


def test_a_line_has_what_every_runner_wants() -> None:
    line = request_line("k" * 64, {"model": "m", "messages": []})
    assert json.loads(line) == {
        "custom_id": "k" * 64,
        "method": "POST",
        "url": "/v1/chat/completions",
        "body": {"model": "m", "messages": []},
    }
    assert line.endswith("}\n")


def test_answers_are_read_in_whatever_shape() -> None:
    whole = {"status_code": 200, "request_id": "r", "body": {"choices": [CHOICE]}}
    lines = [
        json.dumps({"custom_id": "a", "response": whole, "error": None}),
        json.dumps({"custom_id": "b", "response": {"choices": [CHOICE]}}),
        json.dumps({"custom_id": "c", "response": {**whole, "status_code": 429}}),
        json.dumps({"custom_id": "d", "response": None, "error": {"message": "expired"}}),
        json.dumps({"custom_id": "e"}),
        "",
        '{"custom_id": "f", "resp',
        "[]",
        json.dumps({"custom_id": 7, "response": whole}),
    ]
    found = {one.key: one for one in answers_in(lines)}
    assert list(found) == ["a", "b", "c", "d", "e"]
    assert (found["a"].status, found["a"].again) == (200, False)
    assert "Yes." in found["b"].text
    assert found["c"].again
    assert found["d"] == Answered("d", 0, "", "expired")
    assert found["e"].again


@given(st.lists(st.text()))
def test_what_is_no_answer_is_passed_over(lines: list[str]) -> None:
    assert all(isinstance(one, Answered) for one in answers_in(lines))
