"""What a batch may hold, and what may wait at the endpoint."""

from pathlib import Path

from restyle.llm.batch.book import Noted
from restyle.llm.batch.limits import Limits
from restyle.llm.request import Message, Request, Sampling


def noted(count: int, tokens: int = 10) -> list[Noted]:
    request = Request("e", "m", (Message("user", "x"),), Sampling(), 100)
    return [Noted(f"{n:064}", request, tokens) for n in range(count)]


def line(one: Noted) -> str:
    return f"{one.key}\n"


def test_a_file_ends_at_each_limit(tmp_path: Path) -> None:
    path = tmp_path / "f"
    assert len(Limits(requests=3).fill(path, iter(noted(9)), line, 0).keys) == 3
    assert len(Limits(size=200).fill(path, iter(noted(9)), line, 0).keys) == 3
    assert len(Limits(queued=50).fill(path, iter(noted(9)), line, 25).keys) == 2
    assert not Limits(queued=50).fill(path, iter(noted(9)), line, 50).keys
    whole = Limits().fill(path, iter(noted(9)), line, 10**9)
    assert (len(whole.keys), whole.tokens) == (9, 90)
    assert path.read_text().count("\n") == 9


def test_one_that_is_too_large_alone_is_sent_alone(tmp_path: Path) -> None:
    assert len(Limits(size=10).fill(tmp_path / "f", iter(noted(2)), line, 0).keys) == 1


def test_the_queue_is_learned_from_its_refusal() -> None:
    limits = Limits()
    said = "token_limit_exceeded: Enqueued token limit reached. Limit: 2,000,000 enqueued tokens."
    assert limits.learn(said, 5_000_000)
    assert limits.queued == 2_000_000
    assert limits.learn(said, 1_500_000)  # others fill it as well
    assert limits.queued == 750_000
    assert not limits.learn("invalid_json_line", 10)
