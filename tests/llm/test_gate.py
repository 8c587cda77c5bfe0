import asyncio

import pytest

from restyle.chat import Completion, Message, Request, Sampling
from restyle.errors import BusyError, EndpointError
from restyle.llm.gate import Gate
from restyle.llm.retry import Gated

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
    gate = Gated(model, Gate(3))

    await asyncio.gather(*(gate.complete(REQUEST) for _ in range(12)))

    assert model.most == 3


async def test_a_rate_limit_holds_for_every_request() -> None:
    model = Busy(BusyError("429", 0.3, limited=True))
    gate = Gated(model, Gate(1))

    await asyncio.gather(*(gate.complete(REQUEST) for _ in range(3)))

    assert model.times[1] - model.times[0] >= 0.29


async def test_an_endpoint_that_never_answers_is_given_up_soon() -> None:
    model = Busy(*(BusyError("down") for _ in range(9)))

    with pytest.raises(EndpointError, match="down .tried 3 times."):
        await Gated(model, Gate(1)).complete(REQUEST)


async def test_an_endpoint_that_wants_a_day_is_not_waited_for() -> None:
    model = Busy(BusyError("429", 86400.0, limited=True))

    with pytest.raises(EndpointError, match="24.0 hours"):
        await Gated(model, Gate(1)).complete(REQUEST)


async def test_a_refusal_is_not_tried_again() -> None:
    model = Busy(EndpointError("no"))

    with pytest.raises(EndpointError, match="no"):
        await Gated(model, Gate(1)).complete(REQUEST)

    assert model.asked == 1
