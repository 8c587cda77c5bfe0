"""`--via batch` and `--via batch-file`, as a user meets them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.talks import put, talk
from tests.batch_endpoint import Batch, BatchEndpoint, Rules
from tests.conftest import Command, short_talk
from tests.endpoint import Body, Endpoint, Reply, refused, said
from tests.writer_answers import answered, written

FAST = {"RESTYLE_BATCH_POLL": "0.01"}


@pytest.fixture
def server() -> Iterator[BatchEndpoint]:
    """A server that plays the Batch API."""
    with BatchEndpoint() as one:
        yield one


@pytest.fixture
def talks(workdir: Path) -> Path:
    for number in range(4):
        put(workdir, f"talks/talk-{number}.txt", talk(number, turns=8))
    return workdir / "talks"


def archive(server: BatchEndpoint, output: str, *more: str) -> tuple[str, ...]:
    where = ("--model", "m", "--base-url", server.url)
    return ("archive", "talks", "-o", output, *where, "--no-cache", *more)


def documents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.md"))}


def test_an_archive_by_batch_is_that_of_a_run_at_once(
    command: Command, server: BatchEndpoint, talks: Path, workdir: Path
) -> None:
    done = command(*archive(server, "later", "--via", "batch"), **FAST)

    assert done.returncode == 0, done.stderr
    assert server.online == 0
    assert set(server.paid.values()) == {1}
    assert len(server.batches) <= 8  # a batch a stage, not a call
    at_once = command(*archive(server, "now"))
    assert at_once.returncode == 0
    assert documents(workdir / "later") == documents(workdir / "now")
    assert len(documents(workdir / "now")) == 4


@pytest.mark.parametrize(
    "rules",
    [
        Rules(ends=["expired", "cancelled"]),
        Rules(failing=0.4),
        Rules(drops=2),
        Rules(queue=30_000),
        Rules(queue=30_000, busy=6),
        Rules(looks=9),
    ],
    ids=["expired", "failing", "dropped", "queue", "busy", "slow"],
)
def test_what_goes_wrong_is_asked_again_and_nothing_else(
    command: Command, server: BatchEndpoint, talks: Path, workdir: Path, rules: Rules
) -> None:
    server.rules = rules
    done = command(*archive(server, "later", "--via", "batch"), **FAST)

    assert done.returncode == 0, done.stderr
    assert len(documents(workdir / "later")) == 4
    assert set(server.paid.values()) == {1}


def test_a_refused_parameter_is_left_out_in_the_next_batch(
    command: Command, server: BatchEndpoint, talks: Path, workdir: Path
) -> None:
    server.answer = lambda body: (
        refused(400, "Unsupported parameter: 'max_completion_tokens'")
        if "max_completion_tokens" in body
        else answered(body)
    )
    done = command(*archive(server, "later", "--via", "batch"), **FAST)

    assert done.returncode == 0, done.stderr
    assert len(documents(workdir / "later")) == 4


def test_an_endpoint_without_a_batch_api_is_told(
    command: Command, talks: Path, endpoint: Endpoint
) -> None:
    endpoint.answer = lambda body: refused(404, "no such route")
    where = ("--model", "m", "--base-url", endpoint.url)
    done = command("archive", "talks", "-o", "o", *where, "--via", "batch", **FAST)
    assert done.returncode != 0
    assert "has no Batch API; leave --via out, or use --via batch-file" in done.stderr


def test_one_talk_by_batch(command: Command, server: BatchEndpoint, workdir: Path) -> None:
    short_talk(workdir / "talk.md")
    where = ("--model", "m", "--base-url", server.url, "--no-cache")
    done = command("talk.md", *where, "--via", "batch", "-o", "later.md", **FAST)

    assert done.returncode == 0, done.stderr
    assert server.online == 0
    command("talk.md", *where, "-o", "now.md")
    assert (workdir / "later.md").read_bytes() == (workdir / "now.md").read_bytes()


def test_files_for_another_runner_are_written_and_their_answers_read(
    command: Command, server: BatchEndpoint, talks: Path, workdir: Path
) -> None:
    for _ in range(9):
        done = command(*archive(server, "out", "--via", "batch-file"))
        waiting = _run_files(workdir / "out" / "batches")
        if not waiting:
            break
        assert done.returncode == 3
        assert "run them, lay the answers beside it" in done.stderr
    assert done.returncode == 0, done.stderr
    assert server.online == 0
    command(*archive(server, "now"))
    assert documents(workdir / "out") == documents(workdir / "now")


def _run_files(folder: Path) -> int:
    """Answer the files that nobody has answered, as vLLM's run-batch does."""
    count = 0
    for path in folder.glob("*.jsonl"):
        output = path.with_suffix(".output.jsonl")
        if path.name.endswith(".output.jsonl") or output.exists():
            continue
        count += 1
        lines = []
        for line in path.read_text().splitlines():
            asked = json.loads(line)
            message = {"role": "assistant", "content": written(asked["body"])}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            usage = {"prompt_tokens": 30_000, "completion_tokens": 5}
            body = {"object": "chat.completion", "choices": [choice], "usage": usage}
            response = {"status_code": 200, "request_id": "x", "body": body}
            answer = {"id": "vllm-1", "custom_id": asked["custom_id"], "response": response}
            lines.append(json.dumps({**answer, "error": None}))
        output.write_text("\n".join(reversed(lines)) + "\n")
    return count


def test_another_machine_goes_on_with_the_same_folder(
    server: BatchEndpoint, talks: Path, workdir: Path
) -> None:
    """A run that is killed while a batch is under way is taken up, even without its cache."""
    server.rules.looks = 10**9
    words = [sys.executable, "-m", "restyle", *archive(server, "out", "--via", "batch")]
    run = subprocess.Popen(words, cwd=workdir, env={**os.environ, **FAST}, stderr=subprocess.PIPE)
    while not server.batches:
        time.sleep(0.02)
    run.kill()
    run.communicate()

    server.rules.looks = 2
    resumed = subprocess.run(
        [sys.executable, "-m", "restyle", "archive", "resume", "out"],
        cwd=workdir,
        env={**os.environ, **FAST, "RESTYLE_CACHE_DIR": str(workdir / "elsewhere")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert resumed.returncode == 0, resumed.stderr
    assert "was sent already" in resumed.stderr or "of 4" in resumed.stderr
    assert len(documents(workdir / "out")) == 4
    assert set(server.paid.values()) == {1}


def test_a_budget_ends_a_run_by_batch(
    command: Command, server: BatchEndpoint, talks: Path, workdir: Path
) -> None:
    done = command(*archive(server, "out", "--via", "batch", "--max-tokens", "100"), **FAST)

    assert done.returncode == 3
    assert not server.batches
    assert "waiting" in command("archive", "status", "out").stdout


def test_useless_answers_are_not_paid_for_round_after_round(
    command: Command, server: BatchEndpoint, talks: Path, workdir: Path
) -> None:
    def no_takeaways(body: Body) -> Reply:
        prompt = body["messages"][1]["content"]
        useless = "takeaways" in prompt and "Return the JSON object with " in prompt
        return said("Sorry?") if useless and "what you found" not in prompt else answered(body)

    server.answer = no_takeaways
    done = command(*archive(server, "later", "--via", "batch"), **FAST)

    assert done.returncode == 3
    assert len(server.batches) < 12
    assert set(server.paid.values()) == {1}
    assert len(documents(workdir / "later")) == 4


def test_unusable_answers_end_no_run_and_cost_no_other_answer(
    command: Command, server: BatchEndpoint, workdir: Path
) -> None:
    for number in range(8):
        put(workdir, f"talks/talk-{number}.txt", talk(number, turns=8))
    bad = [True]

    def some(body: Body) -> Reply:
        prompt = body["messages"][1]["content"]
        first = "the bridge" in prompt[:6000] and bad[0]
        return Reply(body={"object": "nothing"}) if first else answered(body)

    server.answer = some
    done = command(*archive(server, "later", "--via", "batch"), **FAST)
    failed = 8 - len(documents(workdir / "later"))
    assert failed >= 3
    assert done.returncode == 3
    assert "no more episodes are begun" not in done.stderr

    bad[0] = False
    again = command("archive", "retry", "later", **FAST)
    assert again.returncode == 0, again.stderr
    assert len(documents(workdir / "later")) == 8
    assert sum(count - 1 for count in server.paid.values()) == failed


def test_a_batch_that_is_gone_is_asked_again(
    server: BatchEndpoint, talks: Path, workdir: Path, command: Command
) -> None:
    made = server.create

    def gone(asked: Body) -> Body:
        told = made(asked)
        if len(server.batches) == 1:
            server.batches.clear()
            server.batches["other"] = Batch("other", [], {}, "completed")
        return told

    server.create = gone  # type: ignore[method-assign]
    done = command(*archive(server, "later", "--via", "batch"), **FAST)
    assert done.returncode == 0, done.stderr
    assert ": gone; 4 are asked again" in done.stderr
    assert len(documents(workdir / "later")) == 4


def test_a_batch_goes_to_one_address(command: Command, server: BatchEndpoint, talks: Path) -> None:
    done = command(*archive(server, "o", "--base-url", "http://127.0.0.1:9/v1", "--via", "batch"))
    assert done.returncode == 2
    assert "--via batch asks one address" in done.stderr
