"""`restyle archive --ray`: the same documents, from workers that ask by one owner."""

from pathlib import Path

import pytest

from tests.archive.talks import put, talk
from tests.conftest import Command
from tests.endpoint import Endpoint
from tests.writer_answers import answered


@pytest.fixture
def talks(workdir: Path) -> Path:
    for number in range(5):
        put(workdir, f"talks/talk-{number}.txt", talk(number, turns=8))
    return workdir / "talks"


def documents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.md"))}


def test_a_cluster_writes_what_one_machine_writes(
    command: Command, process: Command, talks: Path, workdir: Path, endpoint: Endpoint
) -> None:
    """Two engines behind OpenAI addresses, as vLLM serves a model on two machines."""
    with Endpoint() as other:
        endpoint.answer = other.answer = answered
        where = ("--model", "vllm/m", "--base-url", endpoint.url, "--base-url", other.url)
        run = ("archive", "talks", *where, "--no-cache")
        done = process(*run, "-o", "there", "--ray", "auto", "--copy-to", str(workdir / "copy"))
        assert done.returncode == 0, done.stderr
        assert endpoint.bodies
        assert other.bodies
        again = process(*run, "-o", "there")
        assert "unchanged" in again.stdout
        command(*run, "-o", "here")
    assert len(documents(workdir / "here")) == 5
    assert documents(workdir / "there") == documents(workdir / "here")
    assert documents(workdir / "copy") == documents(workdir / "here")


def test_where_no_cluster_is_a_line_says_so(command: Command, talks: Path) -> None:
    done = command("archive", "talks", "--no-model", "--ray", "127.0.0.1:1")
    assert done.returncode == 2
    assert "--ray 127.0.0.1:1: no cluster answers there" in done.stderr


def test_a_batch_needs_no_cluster(command: Command, talks: Path, endpoint: Endpoint) -> None:
    where = ("--model", "m", "--base-url", endpoint.url)
    done = command("archive", "talks", *where, "--ray", "auto", "--via", "batch")
    assert done.returncode == 2
    assert "contradict each other" in done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--ray", "auto", "--copy-to", "foo://bar"), "--copy-to foo://bar: Protocol not known"),
        (("--ray", "auto", "--copy-to", "/proc/nope"), "--copy-to /proc/nope: "),
        (("--copy-to", "there"), "--copy-to goes with --ray"),
        (("--ray", "nonsense"), "--ray nonsense: no cluster answers there"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_asked(
    command: Command, talks: Path, endpoint: Endpoint, options: tuple[str, ...], said: str
) -> None:
    done = command("archive", "talks", "--model", "m", "--base-url", endpoint.url, *options)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert not endpoint.bodies
