"""The gate: how many requests may be under way, and when a failed one is tried again."""

import asyncio
import random

from restyle.chat import Completion, Request
from restyle.errors import BusyError, EndpointError
from restyle.events import Notice, Observer, ignore
from restyle.llm import Model

_MOST_ATTEMPTS = 6
_ATTEMPTS_UNANSWERED = 3  # an endpoint that never answered yet is probably not there
_FIRST_WAIT = 0.5  # seconds; doubled at each attempt, with full jitter
_LONGEST_WAIT = 60.0
_MOST_PATIENCE = 600.0  # seconds; an endpoint that wants more is not waited for
_WORTH_SAYING = 10.0


class Gated:
    """A model behind a limit of requests at once, with retries.

    A 429 closes the gate for every request until its Retry-After; server errors and dropped
    connections are tried again one by one.
    """

    def __init__(self, model: Model, concurrency: int, observe: Observer = ignore) -> None:
        self._model = model
        self._observe = observe
        self._slots = asyncio.Semaphore(concurrency)
        self._open_at = 0.0
        self._answered = False

    async def complete(self, request: Request) -> Completion:
        """Return the answer; raises EndpointError after the last attempt."""
        attempt = 0
        while True:
            attempt += 1
            try:
                async with self._slots:
                    await self._wait_until_open()
                    completion = await self._model.complete(request)
                    self._answered = True
                    return completion
            except BusyError as error:
                self._answered = self._answered or error.limited
                most = _MOST_ATTEMPTS if self._answered else _ATTEMPTS_UNANSWERED
                if attempt >= most:
                    raise EndpointError(f"{error} (tried {attempt} times)") from error
                await self._back_off(error, attempt)

    async def forget(self, request: Request) -> None:
        """Drop the model's answer."""
        await self._model.forget(request)

    async def close(self) -> None:
        """Close the model."""
        await self._model.close()

    async def _wait_until_open(self) -> None:
        loop = asyncio.get_running_loop()
        # A time, not an event, is waited for, and it may be put off meanwhile.
        while (wait := self._open_at - loop.time()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(wait)

    async def _back_off(self, error: BusyError, attempt: int) -> None:
        if error.wait is not None and error.wait > _MOST_PATIENCE:
            hours = error.wait / 3600
            raise EndpointError(
                f"{error}; it wants to be asked again in {hours:.1f} hours"
            ) from error
        if error.wait is not None and error.wait > _WORTH_SAYING:
            self._observe(Notice(f"{error}; waiting {error.wait:.0f} s"))
        longest = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (attempt - 1))
        if error.wait is not None and error.limited:
            self._open_at = max(self._open_at, asyncio.get_running_loop().time() + error.wait)
        # Jitter needs no secrecy: it only spreads the requests that wait.
        await asyncio.sleep((error.wait or 0.0) + random.uniform(0, longest))  # noqa: S311
