"""Several things done side by side, and long work done off the event loop."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")
S = TypeVar("S")


class Executor(Protocol):
    """Does work that would hold up the event loop elsewhere: in a thread or another process.

    `asyncio.to_thread` is one. What a process is given and gives back can be pickled.
    """

    async def __call__(self, function: Callable[..., T], /, *arguments: object) -> T:
        """Return what the function gives for the arguments."""
        ...


async def both(one: Coroutine[None, None, T], other: Coroutine[None, None, S]) -> tuple[T, S]:
    """Do two things side by side; the first failure ends the other and is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            first, second = group.create_task(one), group.create_task(other)
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from failures
    return first.result(), second.result()


async def all_of(work: Iterable[Coroutine[None, None, T]]) -> tuple[T, ...]:
    """Do everything side by side; the first failure ends the rest and is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(part) for part in work]
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from failures
    return tuple(task.result() for task in tasks)
