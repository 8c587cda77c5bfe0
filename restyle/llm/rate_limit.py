"""The gate: when a request may be sent. One for each endpoint of a process.

It keeps to three things at once: no more requests under way than are allowed, none while the
endpoint has asked for a pause, and none that the endpoint's own limits would refuse. Where
the endpoint tells no limits, the number allowed follows its refusals: halved at each, and
raised by one for each round of answers (AIMD; Chiu and Jain 1989).

Requests pass in the order in which they came. A gate serves several event loops, one after
the other or at once in several threads.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from restyle.llm.rate_headers import Bucket, limits

_FEWER = 0.5
_SAME = 1.0  # seconds by which two ends of one pause differ
_ANSWER_TOKENS = 1000.0  # expected of an answer until some have come
_MEMORY = 0.1  # the weight of the last answer in what is expected of the next


def _ignore(seconds: float) -> None:
    """Wait without a word."""


@dataclass(slots=True, eq=False)
class _Waiting:
    loop: asyncio.AbstractEventLoop
    turn: asyncio.Event

    def wake(self) -> bool:
        """Let it look again; False where its loop has ended, and nobody waits any more."""
        try:
            if _running() is self.loop:
                self.turn.set()
            else:
                self.loop.call_soon_threadsafe(self.turn.set)
        except RuntimeError:
            return False
        return True


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A request that is under way: when it was sent, and the tokens reserved for it."""

    sent: float
    tokens: float


class RateLimiter:
    """Lets requests to one endpoint pass, never more than `concurrency` at once."""

    def __init__(self, concurrency: int) -> None:
        self.most = concurrency
        self._allowed = float(concurrency)
        self._lock = threading.Lock()
        self._queue: deque[_Waiting] = deque()
        self._under_way: set[Passage] = set()
        self._closed_until = 0.0
        self._lowered = 0.0
        self._requests, self._tokens = Bucket(), Bucket()
        self._answer = _ANSWER_TOKENS

    def allow(self, concurrency: int) -> None:
        """Set how many may be under way at most."""
        with self._lock:
            if concurrency > self.most:
                self._allowed = float(concurrency)
            self.most = concurrency

    async def enter(self, tokens: int, waits: Callable[[float], None] = _ignore) -> Passage:
        """Wait until a request with so many tokens may be sent; `leave` must follow.

        `waits` is told how many seconds the first in the queue has to wait; what it raises ends
        the waiting.
        """
        me = _Waiting(asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._queue.append(me)
        try:
            while True:
                me.turn.clear()
                with self._lock:
                    wait = self._wait(tokens) if self._queue[0] is me else None
                    if wait == 0.0:
                        return self._pass(tokens)
                if wait is not None:
                    waits(wait)
                await _within(me.turn, wait)
        finally:
            with self._lock:
                if me in self._queue:
                    self._queue.remove(me)
                self._wake()

    def leave(self, passage: Passage, tokens: float | None = None) -> None:
        """End a passage; `tokens` is what it really took, None where it was not answered."""
        with self._lock:
            self._under_way.discard(passage)
            if tokens is not None:
                self._answer = max(0.0, self._answer + _MEMORY * (tokens - passage.tokens))
                self._tokens.take(tokens - passage.tokens, time.monotonic())
                self._allowed = min(float(self.most), self._allowed + 1 / self._allowed)
            self._wake()

    def learn(self, headers: Mapping[str, str]) -> None:
        """Take over the limits that an answer's headers tell."""
        told = limits(headers)
        now = time.monotonic()
        with self._lock:
            under_way = sum(passage.tokens for passage in self._under_way)
            self._requests.learn(told.requests, len(self._under_way), now)
            self._tokens.learn(told.tokens, under_way, now)

    def close_for(self, seconds: float) -> bool:
        """Let nothing pass for so long: the endpoint has asked for it.

        Return whether that is longer than was known.
        """
        with self._lock:
            until = time.monotonic() + seconds
            longer = until > self._closed_until + _SAME
            self._closed_until = max(self._closed_until, until)
            return longer

    def slow_down(self, passage: Passage) -> None:
        """Allow fewer at once, unless the limits are known or it was done since this was sent."""
        with self._lock:
            if self._requests.known or passage.sent < self._lowered:
                return
            self._lowered = time.monotonic()
            self._allowed = max(1.0, self._allowed * _FEWER)

    def _wait(self, tokens: int) -> float | None:
        """Seconds until the head of the queue may pass; None until somebody leaves."""
        now = time.monotonic()
        if len(self._under_way) >= int(min(self.most, self._allowed)):
            return None
        return max(
            0.0,
            self._closed_until - now,
            self._requests.wait(1, now),
            self._tokens.wait(tokens + self._answer, now),
        )

    def _pass(self, tokens: int) -> Passage:
        now = time.monotonic()
        passage = Passage(now, tokens + self._answer)
        self._under_way.add(passage)
        self._requests.take(1, now)
        self._tokens.take(passage.tokens, now)
        return passage

    def _wake(self) -> None:
        while self._queue and not self._queue[0].wake():
            self._queue.popleft()


def _running() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


async def _within(turn: asyncio.Event, seconds: float | None) -> None:
    """Wait for the event, at most so long."""
    if seconds is None:
        await turn.wait()
        return
    try:
        async with asyncio.timeout(seconds):
            await turn.wait()
    except TimeoutError:
        return


_GATES: dict[tuple[str, str], RateLimiter] = {}
_GATES_LOCK = threading.Lock()


def gate_of(base_url: str, key: str, concurrency: int) -> RateLimiter:
    """Return the process's gate to an endpoint; it keeps to the last concurrency asked for."""
    with _GATES_LOCK:
        gate = _GATES.setdefault((base_url, key), RateLimiter(concurrency))
        gate.allow(concurrency)
        return gate
