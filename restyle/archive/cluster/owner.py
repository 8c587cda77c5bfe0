"""The owner: the one who asks the models for a whole cluster, within one budget and one limit."""

from contextlib import AsyncExitStack
from dataclasses import dataclass

from restyle.errors import RestyleError
from restyle.events import Event, Notice
from restyle.llm import Model
from restyle.llm.budget import Amount, Budget
from restyle.llm.endpoints import Target
from restyle.llm.events import Waiting
from restyle.llm.request import Completion, Request
from restyle.pipeline.session import Voice, voices
from restyle.settings import Settings


@dataclass(frozen=True, slots=True)
class Named:
    """A model by what a worker has to know of it: whether it is the judge, and its names."""

    judges: bool
    endpoint: str
    name: str


class Owner:
    """Asks the models of the settings. Its methods run side by side in one event loop."""

    def __init__(self, target: Target, settings: Settings, spent: Amount | None = None) -> None:
        """`spent` is what other voices have spent of the settings' budget."""
        self._target = target
        self._settings = settings
        self._budget = Budget.within(settings.max_cost, settings.max_tokens)
        if self._budget and spent:
            self._budget.spent = spent
        self._stack = AsyncExitStack()
        self._models: dict[bool, Model] = {}
        self._events: list[Event] = []

    async def open(self) -> tuple[Named, Named | None]:
        """Open the models, and return who writes and who judges."""
        opening = voices(self._target, self._settings, self._budget, self._note)
        writing, judge = await self._stack.enter_async_context(opening)
        self._models = {False: writing.model} | ({True: judge.model} if judge else {})
        return _named(writing, judges=False), _named(judge, judges=True) if judge else None

    async def complete(self, request: Request, *, judges: bool) -> Completion | RestyleError:
        """Return an answer, or the error that is to be raised where it was asked for."""
        try:
            return await self._models[judges].complete(request)
        except RestyleError as error:
            return error

    async def forget(self, request: Request, *, judges: bool) -> None:
        """Drop an answer."""
        await self._models[judges].forget(request)

    async def news(self) -> tuple[list[Event], bool]:
        """Return what is to be told since the last time, and whether the budget is spent."""
        events, self._events = self._events, []
        return events, bool(self._budget and self._budget.exhausted)

    async def close(self) -> Amount | None:
        """Close the models, after what is under way; return what was spent of a budget."""
        await self._stack.aclose()
        return self._budget.spent if self._budget else None

    def _note(self, event: Event) -> None:
        if isinstance(event, Notice | Waiting):
            self._events.append(event)


def _named(voice: Voice, *, judges: bool) -> Named:
    return Named(judges, voice.endpoint, voice.name)
