"""The plan: what a run would send, counted without sending."""

import re

import pytest

import restyle
from restyle.llm.tokens import counter
from tests.conftest import EXAMPLE, Command
from tests.endpoint import Endpoint
from tests.writer_answers import answered


def test_a_plan_counts_the_calls_that_a_run_makes(endpoint: Endpoint) -> None:
    endpoint.answer = answered
    settings = restyle.Settings(base_url=endpoint.url, model="m", cache=False)

    plan = restyle.estimate(restyle.read(EXAMPLE), settings)

    assert endpoint.bodies == []
    restyle.rewrite(EXAMPLE, settings=settings)
    sent = sum(len(m["content"]) for body in endpoint.bodies for m in body["messages"])
    assert abs(plan.calls - len(endpoint.bodies)) <= 1, "how many texts a judge takes at once"
    assert plan.tokens_in == pytest.approx(sent / 4, rel=0.25)
    assert 2_000 < plan.tokens_out < 14_000


def test_a_vocabulary_that_does_not_come_is_not_waited_for() -> None:
    tokens = counter("gpt-5-mini")

    assert 3 <= tokens.count("Hello there, everybody.") <= 8


def test_the_command_shows_the_plan_and_sends_nothing(command: Command, endpoint: Endpoint) -> None:
    done = command(EXAMPLE, "--plan", "--model", "m", "--base-url", endpoint.url)

    assert done.returncode == 0, done.stderr
    assert "Nothing was sent" in done.stdout
    assert re.search(r"≤1\d", done.stdout)
    assert "begin a prompt as one before it began" in " ".join(done.stdout.split())
    assert endpoint.bodies == []


def test_there_is_no_plan_without_a_model(command: Command) -> None:
    done = command(EXAMPLE, "--plan", "--no-model")

    assert done.returncode == 2
    assert "nothing to plan without a model" in done.stderr
