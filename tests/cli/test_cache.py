"""The cache command, and the run's own words for it: refresh, budget, interruption."""

import json
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import Command, short_talk, started
from tests.endpoint import Body, Endpoint, Reply
from tests.writer_answers import answered


@pytest.fixture
def talk(workdir: Path) -> Path:
    return short_talk(workdir / "talk.md")


def slowly(seconds: float) -> Callable[[Body], Reply]:
    return lambda body: replace(answered(body), delay=seconds)


@pytest.fixture(autouse=True)
def nobody_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call a section, and nothing else to count."""
    monkeypatch.setenv("RESTYLE_JUDGE", "none")


def run(endpoint: Endpoint) -> tuple[str, ...]:
    return ("--model", "m", "--base-url", endpoint.url, "--complete")  # a call a section


def test_an_empty_cache_says_so_and_is_not_made(command: Command, empty_home: Path) -> None:
    done = command("cache", "info")
    path = command("cache", "path").stdout.strip()

    assert done.returncode == 0
    assert "nothing is kept yet" in done.stderr
    assert str(empty_home) in path
    assert not Path(path).exists()


def test_answers_are_counted_pruned_and_cleared(
    command: Command, talk: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = answered
    command("talk.md", *run(endpoint))

    info = command("cache", "info")
    young = command("cache", "prune", "--older-than", "1d")
    wrong = command("cache", "prune", "--older-than", "yesterday")
    cleared = command("cache", "clear", "--yes")

    assert "8 answers" in info.stdout
    assert "dropped 0 answers" in young.stderr
    assert wrong.returncode == 2
    assert "expected an age such as 12h, 30d" in wrong.stderr
    assert "dropped 8 answers" in cleared.stderr
    assert "the cache is empty" in command("cache", "clear").stderr


def test_explain_names_what_differs_from_what_is_kept(
    command: Command, talk: Path, workdir: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = answered
    command("talk.md", *run(endpoint))
    asked = len(endpoint.bodies)

    same = command("cache", "explain", "talk.md", *run(endpoint))
    other = command("cache", "explain", "talk.md", "--style", "plain-english", *run(endpoint))
    talk.write_text(talk.read_text(encoding="utf-8").replace("headers", "footers"), "utf-8")
    changed = command("cache", "explain", "talk.md", *run(endpoint))

    assert "8 of 8 calls would cost nothing" in same.stdout
    assert "1 of 8 calls would cost nothing" in other.stdout
    assert "style" in other.stdout
    lines = [line.split() for line in changed.stdout.splitlines()]
    assert ["outline", "no", "talk"] in lines
    assert "rests on an answer that is not kept" in changed.stdout
    assert len(endpoint.bodies) == asked


def test_the_plan_knows_what_is_kept_and_is_data_too(
    command: Command, talk: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = answered
    before = command("talk.md", "--plan", "--json", *run(endpoint))
    command("talk.md", *run(endpoint))
    after = command("talk.md", "--plan", "--json", *run(endpoint))

    (first,), (second,) = (list(json.loads(each.stdout).values()) for each in (before, after))
    assert (first["calls"], first["cached"], first["cost"]) == (8, 0, [0.0, 0.0])
    assert 0 < first["seconds"][0] < first["seconds"][1]
    assert (second["cached"], second["tokens_in"]) == (8, 0)


def test_refresh_asks_again_and_keeps_what_comes(
    command: Command, talk: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = answered
    command("talk.md", *run(endpoint))

    command("talk.md", "--refresh", *run(endpoint))
    third = command("talk.md", *run(endpoint))

    assert len(endpoint.bodies) == 16
    assert "8 from cache" in third.stderr


def test_a_budget_ends_a_run_with_what_is_whole_and_names_the_rest(
    command: Command, talk: Path, workdir: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = answered

    done = command("talk.md", "--max-tokens", "60000", *run(endpoint))

    document = (workdir / "outputs" / "talk.karpathy.md").read_text(encoding="utf-8")
    assert done.returncode == 3
    assert "restyle: talk.md: not written: section" in done.stderr
    assert "This part is not written: the budget was spent." in document
    assert "Bitcoin Core" in document
    spent = len(endpoint.bodies) * 9_005
    assert spent <= 60_000
    again = command("talk.md", *run(endpoint))
    assert again.returncode == 0
    assert len(endpoint.bodies) == 8, "what was paid for is not paid for again"


def test_a_cost_is_refused_where_no_price_is_known(command: Command, talk: Path) -> None:
    done = command(
        *("talk.md", "--max-cost", "0.5", "--model", "openrouter/nobody/unheard-of"),
        OPENROUTER_API_KEY="k",
    )

    assert done.returncode == 2
    assert "the price of openrouter/nobody/unheard-of is not known" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no POSIX signals")
@pytest.mark.parametrize("wish", ["SIGINT", "SIGTERM"])
def test_what_is_under_way_when_a_run_is_ended_is_kept(
    talk: Path, workdir: Path, endpoint: Endpoint, command: Command, wish: str
) -> None:
    endpoint.answer = slowly(0.7)
    process = started("talk.md", *run(endpoint), cwd=workdir)
    while len(endpoint.bodies) < 3:
        time.sleep(0.02)

    process.send_signal(signal.Signals[wish])
    _, stderr = process.communicate(timeout=30)

    asked = len(endpoint.bodies)
    assert process.returncode == 130, stderr
    assert "waiting up to 8 s for" in stderr
    assert "Traceback" not in stderr
    endpoint.answer = answered
    second = command("talk.md", *run(endpoint))
    assert second.returncode == 0
    assert len(endpoint.bodies) == 8
    assert f"{asked} from cache" in second.stderr


def test_a_run_that_was_killed_is_paid_again_only_for_what_was_under_way(
    talk: Path, workdir: Path, endpoint: Endpoint, command: Command
) -> None:
    endpoint.answer = slowly(0.3)
    process = started("talk.md", *run(endpoint), "--max-tokens", "400000", cwd=workdir)
    while len(endpoint.bodies) < 8:
        time.sleep(0.02)
    process.kill()
    process.communicate()
    asked = len(endpoint.bodies)
    endpoint.answer = answered

    again = command("talk.md", *run(endpoint))

    assert again.returncode == 0
    under_way = asked - 1  # the outline was answered, and so was kept
    assert len(endpoint.bodies) <= 8 + under_way
    assert not list((workdir / "outputs").glob(".*"))


def test_several_processes_share_a_cache(
    talk: Path, workdir: Path, endpoint: Endpoint, command: Command
) -> None:
    endpoint.answer = answered
    processes = [
        started("talk.md", *run(endpoint), "-o", f"{number}.md", cwd=workdir) for number in range(3)
    ]
    errors = [process.communicate(timeout=60)[1] for process in processes]
    asked = len(endpoint.bodies)

    after = command("talk.md", *run(endpoint))

    assert [process.returncode for process in processes] == [0, 0, 0], errors
    assert "8 from cache" in after.stderr
    assert len(endpoint.bodies) == asked
    texts = {(workdir / f"{number}.md").read_text(encoding="utf-8") for number in range(3)}
    assert len(texts) == 1


def test_a_plan_is_what_json_prints(command: Command, talk: Path) -> None:
    done = command("talk.md", "--json")

    assert done.returncode == 2
    assert "give --plan too" in done.stderr


def test_a_key_over_plain_http_is_warned_about(command: Command, talk: Path) -> None:
    done = command(
        *("talk.md", "--model", "m", "--base-url", "http://models.invalid/v1", "--no-cache"),
        OPENAI_API_KEY="sk-secret",
    )

    assert "the key is sent to models.invalid over plain http" in " ".join(done.stderr.split())
    assert "sk-secret" not in done.stderr + done.stdout
