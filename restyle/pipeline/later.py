"""Answers that come later: the batching that the settings ask for, and work begun anew with it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from restyle.errors import BudgetError, RestyleError
from restyle.events import Event, Observer
from restyle.llm.batch import DeferredError
from restyle.llm.batch.batching import Batching
from restyle.llm.budget import Budget
from restyle.llm.events import CallDone
from restyle.settings import Settings

T = TypeVar("T")


class WaitingError(RestyleError):
    """What was asked is not answered yet; the same run again goes on from here."""

    exit_code = 3


class Once:
    """An observer that is told the same once, however often work is begun anew."""

    def __init__(self, observe: Observer) -> None:
        self._observe = observe
        self._told: set[Event] = set()

    def __call__(self, event: Event) -> None:
        """Tell the observer what it does not know."""
        if isinstance(event, CallDone) and not event.cached:
            self._observe(event)
        elif event not in self._told:
            self._told.add(event)
            self._observe(event)


def folder_of(output: str) -> Path:
    """Return the folder in which documents go to an output: itself, or where that file lies."""
    path = Path(output)
    if output == "-":
        return Path()
    return path.parent if path.suffix and not path.is_dir() else path


@asynccontextmanager
async def batching_for(
    settings: Settings, folder: Path, budget: Budget | None, observe: Observer
) -> AsyncIterator[Batching | None]:
    """Return the batching that the settings ask for, with its book in a folder; None for none."""
    if not settings.via:
        yield None
        return
    batching = Batching(settings.via, folder, budget, observe, settings.batch_poll)
    try:
        yield batching
    finally:
        await batching.close()


async def with_answers(work: Callable[[], Awaitable[T]], batching: Batching | None) -> T:
    """Return what work comes to, begun anew whenever answers have come that it lacked.

    Raises BudgetError where a budget holds back what it asks, WaitingError where somebody else
    has to run files first.
    """
    while True:
        try:
            done = await work()
        except DeferredError:
            if batching is None:
                raise
        else:
            if batching:
                batching.done = True
            return done
        if not await batching.finish():
            if batching.held:
                raise BudgetError("the budget does not allow all that is asked")
            raise WaitingError("the answers are not there yet; run the same again when they are")
