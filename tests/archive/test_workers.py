"""The processes beside an archive's event loop."""

import asyncio
import multiprocessing
import time

import pytest

from restyle.archive.workers import Workers
from restyle.errors import RestyleError


async def test_work_that_takes_too_long_is_ended_and_costs_no_other() -> None:
    crew = Workers(1)
    try:
        assert await crew.off(0)(abs, -1) == 1
        long = asyncio.create_task(crew.off(0)(time.sleep, 60))
        await asyncio.sleep(0.3)
        long.cancel()
        crew.give_up(0)
        assert await crew.off(0)(abs, -2) == 2
    finally:
        crew.close()


async def test_a_crew_that_is_busy_is_let_go_at_once() -> None:
    crew = Workers(1)
    work = asyncio.create_task(crew.off(0)(time.sleep, 60))
    await asyncio.sleep(0.5)
    (process,) = multiprocessing.active_children()
    crew.close()
    process.join(10)
    assert not process.is_alive()
    work.cancel()
    with pytest.raises((asyncio.CancelledError, RestyleError)):
        await work
