"""What a run may spend."""

import asyncio

import pytest

from restyle.errors import BudgetError, BusyError
from restyle.llm.budget import Budget, Budgeted
from restyle.llm.dry_run import FillerModel
from restyle.llm.endpoints import Target
from restyle.llm.prices import Price, price_of
from restyle.llm.rate_limit import RateLimiter
from restyle.llm.request import Completion, Message, Request, Sampling, Usage
from restyle.llm.retry import RetryingModel

REQUEST = Request("", "m", (Message("user", "Hello " * 400),), Sampling(), 1000)
PRICE = Price("openai", "gpt-5-mini", free=False)


class Answering(FillerModel):
    """Answers with 600 tokens in and 400 out, after a moment."""

    def __init__(self, *errors: BusyError) -> None:
        super().__init__()
        self.errors = list(errors)
        self.at_once = self.most = 0

    async def complete(self, request: Request) -> Completion:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(0.01)
        self.at_once -= 1
        if self.errors:
            raise self.errors.pop(0)
        return Completion("Yes.", Usage(600, 400))


async def test_what_would_pass_the_budget_waits_and_is_then_refused() -> None:
    budget = Budget(max_tokens=4_500)
    model = Answering()
    budgeted = Budgeted(model, budget)

    done = await asyncio.gather(
        *(budgeted.complete(REQUEST) for _ in range(8)), return_exceptions=True
    )

    answered = [answer for answer in done if isinstance(answer, Completion)]
    refused = [answer for answer in done if isinstance(answer, BudgetError)]
    assert (len(answered), len(refused)) == (3, 5), "each may take 1,690, and does take 1,000"
    assert model.most == 2
    assert budget.spent.tokens == 3_000
    assert "4,500 tokens does not allow the next call: 3,000 are used" in str(refused[0])


async def test_a_cost_is_never_passed() -> None:
    budget = Budget(max_cost=0.005)

    done = await asyncio.gather(
        *(Budgeted(Answering(), budget, PRICE).complete(REQUEST) for _ in range(9)),
        return_exceptions=True,
    )

    assert 0.002 < budget.spent.dollars <= 0.005
    assert any(isinstance(answer, BudgetError) for answer in done)


async def test_an_attempt_that_broke_off_may_have_been_charged() -> None:
    budget = Budget(max_tokens=100_000)
    lost = Budgeted(Answering(BusyError("dropped")), budget)
    refused = Budgeted(Answering(BusyError("500", answered=True)), budget)

    for model in (lost, refused):
        with pytest.raises(BusyError):
            await model.complete(REQUEST)

    assert budget.spent.tokens == 600


def target(endpoint: str, model: str, url: str) -> Target:
    return Target("openai", endpoint, model, url, "none", 1, 1.0)


def test_prices_come_with_the_package() -> None:
    known = price_of(target("openai", "gpt-5-mini", "https://api.openai.com/v1"))

    assert known is not None
    assert known.of(Usage(1_000_000, 0, 1_000_000)) < known.of(Usage(1_000_000, 0))
    assert known.of(Usage(1_000_000, 1_000_000)) == pytest.approx(2.25)
    assert price_of(target("openai", "gpt-99-unheard", "https://api.openai.com/v1")) is None


def test_a_model_on_this_machine_costs_nothing() -> None:
    free = price_of(target("ollama", "qwen3:8b", "http://localhost:11434/v1"))

    assert free is not None
    assert free.of(Usage(10**9, 10**9)) == 0.0


async def test_what_waits_for_money_is_not_sent_after_a_stop() -> None:
    model = Answering()
    gated = RetryingModel(Budgeted(model, Budget(max_tokens=2_000)), RateLimiter(8))
    tasks = [asyncio.create_task(gated.complete(REQUEST)) for _ in range(5)]
    await asyncio.sleep(0.005)

    gated.stop()

    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert sum(isinstance(answer, Completion) for answer in done) == 1


async def test_a_budget_is_shared_by_threads_with_loops_of_their_own() -> None:
    budget = Budget(max_tokens=9_500)

    def work() -> int:
        async def ask() -> int:
            asked = (Budgeted(Answering(), budget).complete(REQUEST) for _ in range(4))
            return len(await asyncio.gather(*asked))

        return asyncio.run(ask())

    assert await asyncio.gather(*(asyncio.to_thread(work) for _ in range(2))) == [4, 4]
    assert budget.spent.tokens == 8_000


async def test_the_last_call_gets_the_room_that_is_left() -> None:
    budget = Budget(max_tokens=3_000)
    request = Request("", "m", (Message("user", "word " * 400),), Sampling(), 8_192)

    with pytest.raises(BudgetError):
        await budget.reserve(request)
    reserved = await budget.reserve(request.expecting(300))

    assert 900 <= reserved.room < 3_000
    assert budget.exhausted


async def test_what_an_endpoint_counts_more_than_was_estimated_is_reserved_from_then_on() -> None:
    budget = Budget(max_tokens=20_000)
    request = Request("", "m", (Message("user", "word " * 400),), Sampling(), 1_000)
    first = await budget.reserve(request)
    budget.settle(first, Usage(9_000, 500))

    second = await budget.reserve(request)

    assert second.amount.tokens >= 9_000
