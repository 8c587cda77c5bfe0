"""A crew: a few processes that do what would hold up the event loop.

Each piece of work about one talk goes to the same process, which has looked at it before. The
processes start at the first piece of work, take no notice of Ctrl-C, and end with their parent,
however that ends.
"""

import asyncio
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.process import BaseProcess
from typing import Protocol, TypeVar

from restyle.concurrency import Executor
from restyle.errors import RestyleError

T = TypeVar("T")

_MOST_PROCESSES = 4
_EPISODES = 4  # that are worth another process
_GRACE = 2.0  # seconds for which a document is written to its end


class Crew(Protocol):
    """Who does what would hold up the event loop."""

    def off(self, number: int) -> Executor:
        """Return what does work for the talk of that number."""
        ...

    def give_up(self, number: int) -> None:
        """End the work for the talk of that number, which takes too long."""
        ...


def crew_for(episodes: int) -> "Workers":
    """Return as many processes as there are processors for; a few episodes need but one."""
    return Workers(min(_MOST_PROCESSES, os.cpu_count() or 1, -(-episodes // _EPISODES)))


class Workers:
    """`size` processes, each with a queue of its own."""

    def __init__(self, size: int) -> None:
        self._pools: list[ProcessPoolExecutor | None] = [None] * max(1, size)

    def off(self, number: int) -> Executor:
        """Return what does work in the process for the talk of that number.

        Where the process dies, the work is done once more, alone; if that dies, too, as for
        want of memory, RestyleError is raised.
        """
        place = number % len(self._pools)

        async def off(function: Callable[..., T], /, *arguments: object) -> T:
            pool = self._pools[place] or self._opened(place)
            try:
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(pool, function, *arguments)
            except BrokenProcessPool:
                if self._pools[place] is pool:
                    self._pools[place] = None
                return await _alone(function, *arguments)

        return off

    def give_up(self, number: int) -> None:
        """End the process for the talk of that number; other work in it is done once more."""
        place = number % len(self._pools)
        pool, self._pools[place] = self._pools[place], None
        if pool is not None:
            _end(_processes_of([pool]), 0.0)

    def close(self) -> None:
        """Let the processes go; what they have not begun is left undone, what is long ended."""
        pools = [pool for pool in self._pools if pool is not None]
        processes = _processes_of(pools)
        for pool in pools:
            pool.shutdown(wait=False, cancel_futures=True)
        _end(processes, _GRACE)

    def _opened(self, place: int) -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(
            1, mp_context=multiprocessing.get_context("spawn"), initializer=_begin
        )
        self._pools[place] = pool
        return pool


def _processes_of(pools: Sequence[ProcessPoolExecutor]) -> list[BaseProcess]:
    """The processes of pools, which forget them when they are shut down."""
    # There is a public way from Python 3.14 on.
    return [one for pool in pools for one in (pool._processes or {}).values()]  # noqa: SLF001


def _end(processes: Sequence[BaseProcess], seconds: float) -> None:
    """End processes, after so many seconds in which they may end by themselves."""
    until = time.monotonic() + seconds
    for process in processes:
        process.join(max(0.0, until - time.monotonic()))
        if process.is_alive():
            process.kill()


async def _alone(function: Callable[..., T], *arguments: object) -> T:
    """Do once more, in a process of its own, what may have been another's fault."""
    with ProcessPoolExecutor(
        1, mp_context=multiprocessing.get_context("spawn"), initializer=_begin
    ) as pool:
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(pool, function, *arguments)
        except BrokenProcessPool as error:
            raise RestyleError(
                "the process that worked on this has died twice, perhaps for want of memory"
            ) from error


def _begin() -> None:
    """Leave Ctrl-C to the parent, end when it ends, and keep to one processor."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is loaded
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
