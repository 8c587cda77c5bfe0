"""The door to Ray: the cluster that a run works on."""

import asyncio
import logging
import os
import secrets
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import Any, TypeVar

import ray
from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

from restyle.archive.cluster.owner import Named, Owner
from restyle.archive.cluster.worker import Made, Wanted, Worker
from restyle.archive.episode import Place
from restyle.concurrency import Executor
from restyle.errors import EndpointError, RestyleError, UsageError
from restyle.events import Observer
from restyle.llm.budget import Budget
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
        with suppress(ray.exceptions.RayError):  # who asks a lost owner is told
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
            raise _told(error) from error
        finally:
            self._busy[number] -= 1
        if isinstance(found, RestyleError):
            raise found
        return found


@dataclass(frozen=True, slots=True)
class Asking:
    """Which model is asked, by which settings, within which budget; None for extracts."""

    target: Target | None
    settings: Settings
    budget: Budget | None


@asynccontextmanager
async def cluster_at(
    address: str,
    asking: Asking,
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
    budget = asking.budget
    if asking.target is not None:
        spent = budget.spent if budget else None
        owner = _owner(name).remote(asking.target, asking.settings, spent)
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
            with suppress(ray.exceptions.RayError):
                spent = await owner.close.remote()
                if budget and spent:
                    budget.spent = spent
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
    """Join the cluster; `auto` begins one where none runs, or where what ran has died."""
    if not _answers(address):
        raise UsageError(f"--ray {address}: no cluster answers there")
    on_end = signal.getsignal(signal.SIGTERM)
    try:
        if address == "auto" and not _runs_here():
            ray.init("local", log_to_driver=False, logging_level=logging.ERROR)
        else:
            ray.init(address, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, ValueError, RuntimeError) as error:
        reason = " ".join(str(error).split())
        raise UsageError(
            f"--ray {address}: no cluster answers there: {reason} (one that wants a token wants "
            "RAY_AUTH_MODE=token)"
        ) from error
    finally:
        signal.signal(signal.SIGTERM, on_end)  # Ray takes it for itself


def _runs_here() -> bool:
    """Whether a cluster that began on this machine, or that the environment names, answers."""
    named = os.environ.get("RAY_ADDRESS", "")
    if not named:
        with suppress(OSError):
            named = (Path(gettempdir()) / "ray" / "ray_current_cluster").read_text("utf-8").strip()
    return bool(named) and _answers(named)


def _told(error: Exception) -> RestyleError:
    """What a cluster's error comes to, on one line."""
    if isinstance(error, ray.exceptions.RayTaskError):
        return _told(error.cause) if isinstance(error.cause, Exception) else _lost(error)
    if isinstance(error, ray.exceptions.ActorDiedError | ray.exceptions.ActorUnavailableError):
        return EndpointError("who asks the model for the cluster has died; run again")
    return _lost(error)


def _lost(error: Exception) -> RestyleError:
    lines = str(error).strip().splitlines() or [""]
    return RestyleError(f"the cluster lost this: {type(error).__name__}: {lines[-1].strip()}")
