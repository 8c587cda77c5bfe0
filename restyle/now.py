"""A public call that waits: work done in an event loop of its own."""

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

from restyle.errors import UsageError

T = TypeVar("T")


def at_once(work: Coroutine[None, None, T]) -> T:
    """Return what work comes to, in a loop of its own; raises UsageError within a running one."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    work.close()
    raise UsageError("an event loop is running here: use `await restyle.arewrite(...)`")
