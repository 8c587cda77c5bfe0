"""Retries: a request that failed is sent again, through the gate, after a while.

What may pass by itself is tried again: a dropped connection, a time-out, 408, 409, 429 and
5xx. Waits are random up to a limit that doubles (full jitter; Brooker, "Exponential Backoff
and Jitter", 2015), so that requests which failed together do not come back together.
"""

import asyncio
import random
import time
from dataclasses import replace
from typing import Any

from restyle.errors import BusyError, EndpointError
from restyle.events import Observer, ignore
from restyle.llm import Model
from restyle.llm.events import Waiting
from restyle.llm.rate_limit import Passage, RateLimiter
from restyle.llm.request import Completion, Request

_MOST_FAILURES = 6
_FAILURES_UNANSWERED = 3  # an endpoint that never answered yet is probably not there
_MOST_REFUSALS = 40  # a rate limit that all requests share refuses some of them often
_FIRST_WAIT = 0.5  # seconds; doubled at each failure
_YEAR = 365 * 86_400.0  # seconds
_LONGEST_WAIT = 60.0
_MOST_PATIENCE = 600.0  # seconds of waiting for one request
_WORTH_SAYING = 2.0


class RetryingModel:
    """A model behind a gate, asked again where that may help."""

    def __init__(
        self,
        model: Model,
        gate: RateLimiter,
        observe: Observer = ignore,
        *,
        patience: float = _MOST_PATIENCE,
    ) -> None:
        self._model = model
        self._gate = gate
        self._observe = observe
        self._patience = patience
        self._answered = False
        self._said_until = 0.0  # the end of a wait that was said
        self._queued: set[asyncio.Task[Any] | None] = set()
        self._stopped = False

    async def complete(self, request: Request) -> Completion:
        """Return the answer; raises EndpointError after the last attempt."""
        tokens = request.estimated_tokens
        attempts = failures = 0
        patience = self._patience
        while True:
            attempts += 1
            try:
                completion = await self._attempt(request, tokens)
            except BusyError as error:
                self._answered = self._answered or error.answered
                failures += not error.limited
                most = _MOST_FAILURES if self._answered else _FAILURES_UNANSWERED
                if failures >= most or attempts >= _MOST_REFUSALS:
                    raise EndpointError(f"{error} (tried {attempts} times)") from error
                wait = self._wait(error, failures or attempts, patience)
                patience -= wait
                if error.limited:
                    self._say_waiting(wait, error, longer=self._gate.close_for(wait))
                else:
                    self._say_waiting(wait, error, longer=True)
                    await asyncio.sleep(wait)
            else:
                self._answered = True
                return replace(completion, attempts=attempts)

    async def forget(self, request: Request) -> None:
        """Drop the model's answer."""
        await self._model.forget(request)

    def stop(self) -> None:
        """Send nothing more; what is under way goes on."""
        self._stopped = True
        for task in self._queued:
            if task:
                task.cancel()
        self._model.stop()

    async def close(self) -> None:
        """Close the model."""
        await self._model.close()

    async def _attempt(self, request: Request, tokens: int) -> Completion:
        passage = await self._passage(tokens)
        used = None
        try:
            completion = await self._model.complete(request)
            # Where the endpoint does not count, what was reserved is taken for used.
            used = completion.usage.tokens_in + completion.usage.tokens_out or passage.tokens
        except BusyError as error:
            if error.limited or error.wait is not None:
                self._gate.slow_down(passage)
            raise
        else:
            return completion
        finally:
            self._gate.leave(passage, used)

    async def _passage(self, tokens: int) -> Passage:
        """Wait for the gate; given up when no more is to be sent."""
        if self._stopped:
            raise asyncio.CancelledError
        task = asyncio.current_task()
        self._queued.add(task)
        try:
            return await self._gate.enter(tokens, self._waits)
        finally:
            self._queued.discard(task)

    def _waits(self, seconds: float) -> None:
        """Say how long the endpoint's own limits have a request wait; or give up."""
        if seconds > self._patience:
            limit = f"the endpoint's limits allow the next request in {_span(seconds)}"
            raise EndpointError(f"{limit}; {_way_out(seconds)}")
        now = time.monotonic()
        if seconds >= _WORTH_SAYING and now >= self._said_until:
            self._said_until = now + seconds
            self._observe(Waiting(seconds, "the endpoint's limits allow no request before"))

    def _say_waiting(self, seconds: float, error: BusyError, *, longer: bool) -> None:
        """Say that nothing is sent for a while, once for all that wait for the same reason."""
        self._said_until = max(self._said_until, time.monotonic() + seconds)
        if longer and seconds >= _WORTH_SAYING:
            self._observe(Waiting(seconds, str(error)))

    def _wait(self, error: BusyError, tries: int, patience: float) -> float:
        """Return how long to wait; raises EndpointError where that is too long.

        As long as the endpoint asks for; where it does not, at random, up to twice as long each
        time.
        """
        asked = error.wait or 0.0
        if patience <= 0:
            waited = f"waited {self._patience:.0f} s in vain; --patience waits longer"
            raise EndpointError(f"{error} ({waited})") from error
        if asked > patience:
            wants = f"it wants to be asked again in {_span(asked)}"
            raise EndpointError(f"{error}; {wants}; {_way_out(asked)}") from error
        if asked and error.limited:
            return asked  # the gate lets what waits pass one by one, so nothing need be spread
        longest = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (tries - 1))
        return asked + random.uniform(0, longest)  # noqa: S311 - jitter needs no secrecy


def _way_out(seconds: float) -> str:
    return "--patience waits as long" if seconds < _YEAR else "ask another endpoint"


def _span(seconds: float) -> str:
    """A time to wait in words; endpoints name any, infinity too."""
    if seconds >= _YEAR:
        return "more than a year"
    return f"{seconds / 3600:.1f} hours" if seconds >= 3600 else f"{seconds:.0f} seconds"
