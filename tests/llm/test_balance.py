"""Several endpoints for one model, on loopback."""

import asyncio
from pathlib import Path

import pytest

from restyle.errors import EndpointError, TooLongError
from restyle.events import Event, Notice
from restyle.llm.balance import Balanced, Place
from restyle.llm.connect import CachePolicy, connect
from restyle.llm.endpoints import resolve
from restyle.llm.request import Message, Request, Sampling
from restyle.settings import Settings
from tests.endpoint import Endpoint, Reply, refused, said


def settings(*servers: Endpoint) -> Settings:
    return Settings(model="vllm/m", base_url=" ".join(one.url for one in servers), concurrency=2)


def request(number: int) -> Request:
    return Request("x", "m", (Message("user", f"Say {number}."),), Sampling(), 100)


async def test_the_least_busy_is_asked_and_each_keeps_to_its_own_limit() -> None:
    with Endpoint() as one, Endpoint() as other:
        for server in (one, other):
            server.answer = lambda body: Reply(body=said("Yes.").body, delay=0.05)
        target = resolve(settings(one, other))
        assert target is not None
        assert len(target.places) == 2
        model = connect(target)
        await asyncio.gather(*(model.complete(request(n)) for n in range(20)))
        await model.close()
        assert abs(len(one.bodies) - len(other.bodies)) <= 2
        assert max(one.most_at_once, other.most_at_once) <= 2


async def test_one_that_dies_is_left_out_and_tried_again_later() -> None:
    events: list[Event] = []
    with Endpoint() as one, Endpoint() as other:
        one.answer = lambda body: refused(401, "no such key")
        places = []
        for server in (one, other):
            target = resolve(settings(server))
            assert target is not None
            places.append(Place(connect(target), target.host, 2, rest=0.2))
        model = Balanced(places, events.append)
        for number in range(4):
            await model.complete(request(number))
        assert (len(one.bodies), len(other.bodies)) == (1, 4)
        (left_out,) = (event.message for event in events if isinstance(event, Notice))
        assert "401: no such key" in left_out
        assert left_out.endswith(f"{places[0].name} is left out for 0 s")
        one.answer = lambda body: said("Back.")
        await asyncio.sleep(0.25)
        assert (await model.complete(request(9))).text == "Back."
        await model.close()


async def test_what_all_refuse_is_raised() -> None:
    with Endpoint() as one, Endpoint() as other:
        one.answer = other.answer = lambda body: refused(403, "not for you")
        target = resolve(settings(one, other))
        assert target is not None
        model = connect(target)
        with pytest.raises(EndpointError, match="not for you"):
            await model.complete(request(1))
        await model.close()


async def test_what_is_too_long_for_one_is_asked_nowhere_else() -> None:
    with Endpoint() as one, Endpoint() as other:
        one.answer = other.answer = lambda body: refused(400, "maximum context length exceeded")
        target = resolve(settings(one, other))
        assert target is not None
        model = connect(target)
        with pytest.raises(TooLongError):
            await model.complete(request(1))
        await model.close()
        assert len(one.bodies) + len(other.bodies) == 1


async def test_another_address_makes_no_other_answers(tmp_path: Path) -> None:
    with Endpoint() as one, Endpoint() as other:
        alone = resolve(settings(one))
        both = resolve(settings(one, other))
        assert alone is not None
        assert both is not None
        assert both.base_url == alone.base_url
        for target in (alone, both):
            model = connect(target, CachePolicy(tmp_path))
            await model.complete(request(1))
            await model.close()
        assert len(one.bodies) + len(other.bodies) == 1
