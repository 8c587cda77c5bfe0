import asyncio
import time
from dataclasses import replace

import pytest

from restyle.errors import BusyError, EndpointError
from restyle.events import Event
from restyle.llm.events import Waiting
from restyle.llm.rate_limit import RateLimiter, gate_of
from restyle.llm.request import Completion, Message, Request, Sampling, Usage
from restyle.llm.retry import RetryingModel

REQUEST = Request("", "m", (Message("user", "Hello"),), Sampling(), 100)


class Busy:
    """A model that fails as its list says, then answers."""

    def __init__(self, *errors: EndpointError) -> None:
        self.errors = list(errors)
        self.at_once = self.most = self.asked = 0
        self.times: list[float] = []

    async def complete(self, request: Request) -> Completion:
        self.asked += 1
        self.times.append(asyncio.get_running_loop().time())
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(0.01)
        self.at_once -= 1
        if self.errors:
            raise self.errors.pop(0)
        return Completion("Yes.")

    async def forget(self, request: Request) -> None:
        """Nothing is stored."""

    def stop(self) -> None:
        """Nothing is under way."""

    async def close(self) -> None:
        """Nothing to close."""


async def test_no_more_than_the_limit_are_under_way() -> None:
    model = Busy()
    gate = RetryingModel(model, RateLimiter(3))

    await asyncio.gather(*(gate.complete(REQUEST) for _ in range(12)))

    assert model.most == 3


async def test_a_rate_limit_holds_for_every_request() -> None:
    model = Busy(BusyError("429", 0.3, limited=True))
    gate = RetryingModel(model, RateLimiter(1))

    await asyncio.gather(*(gate.complete(REQUEST) for _ in range(3)))

    assert model.times[1] - model.times[0] >= 0.29


async def test_an_endpoint_that_never_answers_is_given_up_soon() -> None:
    model = Busy(*(BusyError("down") for _ in range(9)))

    with pytest.raises(EndpointError, match="down .tried 3 times."):
        await RetryingModel(model, RateLimiter(1)).complete(REQUEST)


async def test_an_endpoint_that_wants_a_day_is_not_waited_for() -> None:
    model = Busy(BusyError("429", 86400.0, limited=True))

    with pytest.raises(EndpointError, match="24.0 hours"):
        await RetryingModel(model, RateLimiter(1)).complete(REQUEST)


async def test_a_refusal_is_not_tried_again() -> None:
    model = Busy(EndpointError("no"))

    with pytest.raises(EndpointError, match="no"):
        await RetryingModel(model, RateLimiter(1)).complete(REQUEST)

    assert model.asked == 1


class Limited(Busy):
    """A model behind a bucket of `burst` that refills at `rate` a second; it may tell so."""

    def __init__(self, gate: RateLimiter, rate: float, burst: float, *, tells: bool) -> None:
        super().__init__()
        self.gate, self.rate, self.burst, self.tells = gate, rate, burst, tells
        self.level, self.seen, self.refused = burst, time.monotonic(), 0

    async def complete(self, request: Request) -> Completion:
        now = time.monotonic()
        self.level = min(self.burst, self.level + (now - self.seen) * self.rate)
        self.seen = now
        if self.level < 1:
            self.refused += 1
            self._tell()
            raise BusyError("429", 0.2, limited=True)
        self.level -= 1
        await super().complete(request)
        self._tell()
        return Completion("Yes.", Usage(5, 5))

    def _tell(self) -> None:
        if self.tells:
            limit = {"limit": self.rate * 60, "remaining": int(self.level)}
            self.gate.learn({f"x-ratelimit-{k}-requests": str(v) for k, v in limit.items()})


@pytest.mark.parametrize(("tells", "most_refused"), [(True, 1), (False, 25)])
async def test_a_limit_is_kept_to_and_every_request_answered(
    tells: bool, most_refused: int
) -> None:
    gate = RateLimiter(16)
    model = Limited(gate, rate=100, burst=20, tells=tells)

    answers = await asyncio.gather(
        *(RetryingModel(model, gate).complete(REQUEST) for _ in range(80))
    )

    assert len(answers) == 80
    assert model.refused <= most_refused


async def test_tokens_are_paced_as_requests_are() -> None:
    gate = RateLimiter(4)
    gate.learn({"x-ratelimit-limit-tokens": "60000", "x-ratelimit-remaining-tokens": "1100"})
    model = Busy()
    start = time.monotonic()

    await asyncio.gather(*(RetryingModel(model, gate).complete(REQUEST) for _ in range(2)))

    assert time.monotonic() - start > 0.5, "the second waits for its thousand tokens"


async def test_refusals_halve_what_is_sent_at_once_and_answers_raise_it_again() -> None:
    gate = RateLimiter(8)
    model = Busy(*(BusyError("429", 0.01, limited=True) for _ in range(3)))
    await asyncio.gather(*(RetryingModel(model, gate).complete(REQUEST) for _ in range(3)))
    model.most = 0

    await asyncio.gather(*(RetryingModel(model, gate).complete(REQUEST) for _ in range(6)))

    assert 2 <= model.most < 8


async def test_server_errors_are_counted_as_attempts_and_slow_nobody_down() -> None:
    model = Busy(BusyError("500", answered=True), BusyError("500", answered=True))
    gated = RetryingModel(model, RateLimiter(2))
    await gated.complete(replace(REQUEST, model="warm"))

    assert model.asked == 3


async def test_one_gate_serves_a_process_and_threads_with_loops_of_their_own() -> None:
    gate = gate_of("http://127.0.0.1:1/v1", "none", 2)
    models = [Busy(), Busy()]

    def work(model: Busy) -> None:
        async def ask() -> None:
            gated = RetryingModel(model, gate_of("http://127.0.0.1:1/v1", "none", 2))
            await asyncio.gather(*(gated.complete(REQUEST) for _ in range(20)))

        asyncio.run(ask())

    await asyncio.gather(*(asyncio.to_thread(work, model) for model in models))

    assert gate_of("http://127.0.0.1:1/v1", "none", 2) is gate
    assert [model.asked for model in models] == [20, 20]
    assert all(model.most <= 2 for model in models)


async def test_a_stopped_model_sends_nothing_that_waits() -> None:
    model = Busy()
    gated = RetryingModel(model, RateLimiter(1))
    tasks = [asyncio.create_task(gated.complete(REQUEST)) for _ in range(5)]
    await asyncio.sleep(0.005)

    gated.stop()

    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert model.asked == 1
    assert sum(isinstance(answer, Completion) for answer in done) == 1


async def test_refusals_without_end_are_given_up_in_words() -> None:
    model = Busy(*(BusyError("429 at x", limited=True) for _ in range(60)))
    gated = RetryingModel(model, RateLimiter(4))
    gated._wait = lambda error, tries, patience: 0.0  # type: ignore[method-assign]

    with pytest.raises(EndpointError, match="429 at x .tried 40 times."):
        await gated.complete(REQUEST)


async def test_more_may_be_allowed_later() -> None:
    assert gate_of("http://127.0.0.1:2/v1", "none", 1).most == 1
    gate = gate_of("http://127.0.0.1:2/v1", "none", 6)
    model = Busy()

    await asyncio.gather(*(RetryingModel(model, gate).complete(REQUEST) for _ in range(12)))

    assert model.most == 6


async def test_how_long_is_waited_and_why_is_said_once_for_all_that_wait() -> None:
    limit = "m: 429: slow down"
    busy = Busy(BusyError(limit, 2.0, limited=True), BusyError(limit, 2.0, limited=True))
    events: list[Event] = []
    gated = RetryingModel(busy, RateLimiter(2), events.append)

    await asyncio.gather(gated.complete(REQUEST), gated.complete(REQUEST))

    assert events == [Waiting(2.0, limit)]
