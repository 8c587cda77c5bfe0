"""The door to Ray: the cluster that a run works on."""

import asyncio
import logging
import secrets
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

import ray
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

from restyle.archive.cluster.owner import Named, Owner
from restyle.archive.cluster.worker import Made, Wanted, Worker
from restyle.archive.episode import Place
from restyle.concurrency import Executor
from restyle.errors import RestyleError, UsageError
from restyle.events import Observer
from restyle.llm.endpoints import Target
from restyle.llm.request import Completion, Request
from restyle.settings import Settings
from restyle.transcript.transcript import Transcript

T = TypeVar("T")

_MOST_ASKED = 10_000  # questions that the owner may have under way
_EPISODES = 8  # that a worker has under way
_NEWS = 1.0  # seconds
_PATIENCE = 5.0  # seconds


class OwnersDoor:
    """How a worker reaches the owner: by its handle."""

    def __init__(self, owner: Any) -> None:
        self._owner = owner

    async def complete(self, request: Request, *, judges: bool) -> Completion | RestyleError:
        """Return an answer, or an error."""
        found: Completion | RestyleError = await self._owner.complete.remote(request, judges=judges)
        return found

    async def forget(self, request: Request, *, judges: bool) -> None:
        """Drop an answer."""
        await self._owner.forget.remote(request, judges=judges)


class Cluster:
    """Workers on the nodes of a cluster; each piece of work goes to the least busy."""

    def __init__(self, workers: list[Any], owner: Any) -> None:
        self._workers = workers
        self._owner = owner
        self._busy = dict.fromkeys(range(len(workers)), 0)
        self._reads = dict[int, int]()  # the worker that works for a talk, by its number
        self.exhausted = False

    @property
    def episodes(self) -> int:
        """How many episodes may be under way."""
        return _EPISODES * len(self._workers)

    def off(self, number: int) -> Executor:
        """Return what does work on the cluster."""

        async def off(function: Callable[..., T], /, *arguments: object) -> T:
            found: T = await self._given(lambda one: one.call.remote(function, *arguments), number)
            return found

        return off

    def give_up(self, number: int) -> None:
        """End the work for the talk of that number; the worker does its other work once more."""
        if number in self._reads:
            self._workers[self._reads[number]].give_up.remote()

    async def rewritten(self, talk: Transcript, place: Place) -> Made:
        """Return what came of a talk; raises what a worker met."""
        found: Made = await self._given(lambda one: one.rewrite.remote(talk, place))
        return found

    async def tell(self, observe: Observer) -> None:
        """Tell what the owner has to tell, until this is cancelled."""
        while True:
            events, self.exhausted = await self._owner.news.remote()
            for event in events:
                observe(event)
            await asyncio.sleep(_NEWS)

    def close(self) -> None:
        """Let the workers go."""
        for worker in self._workers:
            ray.kill(worker)

    async def _given(self, work: Callable[[Any], Awaitable[Any]], talk: int | None = None) -> Any:
        """What work comes to at the least busy worker; raises the error that it returns."""
        number = min(self._busy, key=lambda one: self._busy[one])
        self._busy[number] += 1
        if talk is not None:
            self._reads[talk] = number
        try:
            found = await work(self._workers[number])
        except ray.exceptions.RayError as error:
            raise RestyleError(f"the cluster lost this: {error}") from error
        finally:
            self._busy[number] -= 1
        if isinstance(found, RestyleError):
            raise found
        return found


@asynccontextmanager
async def cluster_at(
    address: str,
    target: Target | None,
    settings: Settings,
    wanted: Callable[[tuple[Named, Named | None] | None], Wanted],
    observe: Observer,
) -> AsyncIterator[Cluster]:
    """Return the cluster at an address; `auto` is the one that runs here, begun if there is none.

    `wanted` is told who writes and who judges; None without a model. Raises UsageError where no
    cluster answers.
    """
    _joined(address)
    owner, named = None, None
    name = f"restyle-owner-{secrets.token_hex(4)}"
    if target is not None:
        owner = _owner(name).remote(target, settings)
        named = await owner.open.remote()
    made: Any = ray.remote(_worker(wanted(named), name if owner else ""))
    workers = [
        made.options(
            num_cpus=0,  # so that it can be begun again where no processor is free
            max_concurrency=2 * _EPISODES,
            max_restarts=-1,
            max_task_retries=-1,
            scheduling_strategy=NodeAffinitySchedulingStrategy(node, soft=True),
        ).remote()
        for node in _processors()
    ]
    cluster = Cluster(workers, owner)
    news = asyncio.create_task(cluster.tell(observe)) if owner else None
    try:
        yield cluster
    finally:
        if news is not None and owner is not None:
            news.cancel()
            with suppress(asyncio.CancelledError):
                await news
            await owner.close.remote()
            ray.kill(owner)
        cluster.close()
        ray.shutdown()


def _processors() -> list[str]:
    """The node of each processor of the cluster; at least one of some node."""
    nodes: list[dict[str, Any]] = ray.nodes()  # type: ignore[no-untyped-call]
    alive = [one for one in nodes if one["Alive"]]
    found = [one["NodeID"] for one in alive for _ in range(int(one["Resources"].get("CPU", 0)))]
    return found or [one["NodeID"] for one in alive[:1]]


def _worker(wanted: Wanted, owner: str) -> type:
    """A worker as Ray begins it, and begins it again when it has died: it wants no arguments."""

    class Begun(Worker):
        def __init__(self) -> None:
            super().__init__(wanted, OwnersDoor(ray.get_actor(owner) if owner else None))

    return Begun


def _owner(name: str) -> Any:
    """The owner as an actor of a name of its own, on the node of this process."""
    here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
    return ray.remote(Owner).options(
        name=name, num_cpus=0, max_concurrency=_MOST_ASKED, scheduling_strategy=here
    )


def _answers(address: str) -> bool:
    """Whether anything listens at an address such as `10.0.0.1:6379`; Ray itself asks for long."""
    host, _, port = address.rpartition(":")
    if not (host and port.isdigit()) or "/" in host:
        return True
    try:
        socket.create_connection((host, int(port)), _PATIENCE).close()
    except OSError:
        return False
    return True


def _joined(address: str) -> None:
    if not _answers(address):
        raise UsageError(f"--ray {address}: no cluster answers there")
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except ConnectionError as error:
        if address != "auto":
            raise UsageError(f"--ray {address}: no cluster answers there: {error}") from error
        ray.init(log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False)
