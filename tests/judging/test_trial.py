import json
import re

import pytest

import restyle
from restyle.judging.trial import trial_texts
from restyle.text.markdown.numbered import numbered
from tests.conftest import Command
from tests.endpoint import Body, Endpoint, Reply, refused, said


def test_every_fault_of_the_trial_lies_in_its_text_once() -> None:
    texts = trial_texts()

    assert len(texts) >= 6
    for one in texts:
        assert all(one.text.count(fault.old) == 1 for fault in one.faults), one.name
        assert all(fault.new in one.planted for fault in one.faults), one.name


def all_knowing(body: Body) -> Reply:
    """A judge that reports every planted fault, with words of the source."""
    prompt = body["messages"][1]["content"]
    wrong = {
        f"{sentence.lead}{sentence.text}"
        for one in trial_texts()
        for sentence in numbered(one.planted.split("\n\n"))
        if any(fault.new in sentence.text for fault in one.faults)
        and sentence.text not in [each.text for each in numbered(one.text.split("\n\n"))]
    }
    found = []
    for number, text in re.findall(r"^\[(\d+)\] (.*)$", prompt, re.MULTILINE):
        if text in wrong:
            found.append({"sentence": int(number), "kind": "claim", "source": "", "why": "x"})
    return said(json.dumps({"found": found}))


def test_a_judge_that_knows_all_finds_all(endpoint: Endpoint) -> None:
    endpoint.answer = all_knowing
    settings = restyle.Settings(base_url=endpoint.url, cache=False)

    found = restyle.try_judge("m", settings=settings)

    assert found.recall == 1.0
    assert found.false_alarms == ()
    assert found.texts == 2 * len(trial_texts())


def test_a_model_that_gives_no_answer_is_called_no_judge(
    endpoint: Endpoint, command: Command
) -> None:
    endpoint.answer = lambda body: refused(400, "no such thing")

    done = command("judge", "m", "--base-url", endpoint.url, "--no-cache")

    assert done.returncode == 1
    assert "gave no answer that can be used, so it is no judge" in done.stderr


@pytest.mark.parametrize(
    ("answer", "advice"),
    [
        ('{"found": []}', "It misses 100% of what is wrong, and leaves sound sentences alone"),
        ('{"found": [{"sentence": 1, "kind": "claim"}]}', "and changes sound sentences"),
    ],
)
def test_the_command_says_whether_to_rely_on_a_model(
    endpoint: Endpoint, command: Command, answer: str, advice: str
) -> None:
    endpoint.answer = lambda body: said(answer)

    done = command("judge", "m", "--base-url", endpoint.url, "--no-cache")

    assert done.returncode == 0, done.stderr
    assert advice in " ".join(done.stdout.split())
    assert "negation" in done.stdout
