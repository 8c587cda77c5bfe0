"""The budget: what a run may spend at most, in dollars, in tokens, or in both.

The most that an attempt can cost is reserved when it is sent, and settled with what it did
cost. What would pass the limit waits for what is under way; if nothing is, it is sent with less
room for its answer, so that the limit holds; and where that is too little for the answer that is
expected, it is refused.
"""

import asyncio
import contextlib
import math
import threading
from dataclasses import dataclass, replace
from typing import Protocol

from restyle.errors import BudgetError, BusyError
from restyle.llm import Model
from restyle.llm.request import Completion, Request, Usage

_MARGIN = 1.15
_ENOUGH = 3  # times the tokens that an answer is expected to have
_LEAST_ROOM = 500
_MILLION = 1_000_000


class Price(Protocol):
    """What usage costs, in US dollars."""

    def of(self, usage: Usage) -> float:
        """Return what so much costs."""
        ...


@dataclass(frozen=True, slots=True)
class Amount:
    """Dollars and tokens."""

    dollars: float = 0.0
    tokens: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.dollars + other.dollars, self.tokens + other.tokens)

    def __sub__(self, other: "Amount") -> "Amount":
        return Amount(self.dollars - other.dollars, self.tokens - other.tokens)


@dataclass(frozen=True, slots=True)
class Reserved:
    """What is set aside for a request: `room` is how many tokens its answer may have.

    `estimated` are the tokens of its prompt, before any margin; `price` is the model's.
    """

    amount: Amount
    room: int
    estimated: int
    price: Price | None


class Budget:
    """What a run may spend. One budget may be shared by several models.

    `exhausted` says that something was refused.
    """

    def __init__(self, max_cost: float | None = None, max_tokens: int | None = None) -> None:
        self._max_cost = max_cost
        self._max_tokens = max_tokens
        self.spent = Amount()
        self.exhausted = False
        self._reserved = Amount()
        self._margin = _MARGIN  # by which estimates of prompts may be too low; it is learned
        self._lock = threading.Lock()
        self._waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    @classmethod
    def within(cls, max_cost: float | None, max_tokens: int | None) -> "Budget | None":
        """Return the budget of two limits; None where neither is set."""
        return None if max_cost is None and max_tokens is None else cls(max_cost, max_tokens)

    async def reserve(self, request: Request, price: Price | None = None) -> Reserved:
        """Set aside the most that a request can cost; raises BudgetError where it is too much."""
        estimated = request.estimated_tokens
        while True:
            turn = asyncio.Event()
            with self._lock:
                self._waiting.append((asyncio.get_running_loop(), turn))
            if reserved := self._taken(estimated, request, price):
                return reserved
            await turn.wait()

    def reserve_now(self, request: Request, price: Price | None = None) -> Reserved | None:
        """Set aside the most that a request can cost; None where that does not fit now."""
        asked = math.ceil(request.estimated_tokens * self._margin)
        most = _amount(Usage(asked, request.max_tokens), price)
        with self._lock:
            if self._sets_aside(most):
                return Reserved(most, request.max_tokens, request.estimated_tokens, price)
            self.exhausted = True
        return None

    def settle(self, reserved: Reserved, usage: Usage | None) -> None:
        """Replace a reservation by what was used; None where nothing was."""
        spent = _amount(usage, reserved.price) if usage else Amount()
        with self._lock:
            if usage and reserved.estimated:
                self._margin = max(self._margin, usage.tokens_in / reserved.estimated)
            self._reserved = _without(self._reserved, reserved.amount)
            self.spent += spent
            waiting, self._waiting = self._waiting, []
        for loop, turn in waiting:
            with contextlib.suppress(RuntimeError):  # that loop has ended, and who waited in it
                loop.call_soon_threadsafe(turn.set)

    def _taken(self, estimated: int, request: Request, price: Price | None) -> Reserved | None:
        """Reserve what fits, None to wait; raises BudgetError if it never will."""
        asked = math.ceil(estimated * self._margin)
        most = _amount(Usage(asked, request.max_tokens), price)
        with self._lock:
            if self._sets_aside(most):
                return Reserved(most, request.max_tokens, estimated, price)
            if self._reserved != Amount():
                return None
            room = self._room(asked, price)
            expected = request.origin.expected
            if not expected or room < max(_LEAST_ROOM, _ENOUGH * expected):
                self.exhausted = True
                least = max(_LEAST_ROOM, _ENOUGH * expected) if expected else request.max_tokens
                raise BudgetError(self._said(_amount(Usage(asked, least), price)))
            room = min(room, request.max_tokens)
            self._reserved = _amount(Usage(asked, room), price)
            return Reserved(self._reserved, room, estimated, price)

    def _sets_aside(self, most: Amount) -> bool:
        """Set an amount aside if it fits; the lock is held."""
        fits = self._fits(self.spent + self._reserved + most)
        if fits:
            self._reserved += most
        return fits

    def _room(self, asked: int, price: Price | None) -> int:
        """How many tokens an answer may have after a prompt, with what is left."""
        left = self.spent + _amount(Usage(asked), price)
        rooms = []
        if self._max_tokens is not None:
            rooms.append(self._max_tokens - left.tokens)
        if self._max_cost is not None and price is not None:
            each = price.of(Usage(tokens_out=_MILLION)) / _MILLION
            rooms.append(int((self._max_cost - left.dollars) / each) if each else _MILLION)
        return min(rooms, default=_MILLION)

    def _fits(self, total: Amount) -> bool:
        cheap = self._max_cost is None or total.dollars <= self._max_cost
        return cheap and (self._max_tokens is None or total.tokens <= self._max_tokens)

    def _said(self, most: Amount) -> str:
        if self._max_cost is not None and (self.spent + most).dollars > self._max_cost:
            return (
                f"the budget of ${self._max_cost:g} does not allow the next call: "
                f"${self.spent.dollars:.4f} is spent, and it may cost up to ${most.dollars:.4f}"
            )
        return (
            f"the budget of {self._max_tokens:,} tokens does not allow the next call: "
            f"{self.spent.tokens:,} are used, and it may take up to {most.tokens:,}"
        )


def _amount(usage: Usage, price: Price | None) -> Amount:
    """What so many tokens come to."""
    return Amount(price.of(usage) if price else 0.0, usage.tokens_in + usage.tokens_out)


def _without(total: Amount, part: Amount) -> Amount:
    rest = total - part
    return rest if rest.tokens > 0 else Amount()  # no crumbs of rounded dollars stay


class Budgeted:
    """A model that is asked only while the budget lasts."""

    def __init__(self, model: Model, budget: Budget, price: Price | None = None) -> None:
        self._model = model
        self._budget = budget
        self._price = price
        self._stopped = False

    async def complete(self, request: Request) -> Completion:
        """Return the answer; raises BudgetError where it might cost more than is left.

        An attempt that broke off without an answer may be charged: its prompt is counted.
        """
        reserved = await self._budget.reserve(request, self._price)
        usage: Usage | None = None
        try:
            if self._stopped:
                raise asyncio.CancelledError
            completion = await self._model.complete(replace(request, max_tokens=reserved.room))
            usage = completion.usage
            if completion.finish_reason == "length" and reserved.room < request.max_tokens:
                raise BudgetError("the budget left too little room for the next answer")
        except BusyError as error:
            if not error.answered:
                usage = Usage(request.estimated_tokens)
            raise
        finally:
            self._budget.settle(reserved, usage)
        return completion

    async def forget(self, request: Request) -> None:
        """Drop the model's answer."""
        await self._model.forget(request)

    def stop(self) -> None:
        """Send nothing more, not even what waits for money."""
        self._stopped = True
        self._model.stop()

    async def close(self) -> None:
        """Close the model."""
        await self._model.close()
