"""Limits: what an endpoint's headers say of its rate limits, and a bucket that follows them.

The headers are OpenAI's: `x-ratelimit-limit-requests`, `-remaining-requests` and
`-reset-requests`, and the same for tokens. A limit refills all the time (a token bucket), so
that it is met best by sending at the rate at which it refills.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_MINUTE = 60.0
_PART = re.compile(r"(\d{1,15}(?:\.\d{1,15})?)\s?(ms|s|m|h|d)")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


@dataclass(frozen=True, slots=True)
class Window:
    """A limit a minute, what is left of it, and in how many seconds it is whole again."""

    limit: float
    remaining: float
    reset: float | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What the headers say of requests and of tokens; None where they say nothing."""

    requests: Window | None = None
    tokens: Window | None = None


def limits(headers: Mapping[str, str]) -> Limits:
    """Return the limits that an answer's headers tell."""
    return Limits(_window(headers, "requests"), _window(headers, "tokens"))


def _window(headers: Mapping[str, str], kind: str) -> Window | None:
    try:
        limit = float(headers.get(f"x-ratelimit-limit-{kind}", ""))
        remaining = float(headers.get(f"x-ratelimit-remaining-{kind}", ""))
    except ValueError:
        return None
    reset = _seconds(headers.get(f"x-ratelimit-reset-{kind}", ""))
    return Window(limit, max(0.0, remaining), reset) if limit > 0 else None


def _seconds(text: str) -> float | None:
    """`6m0s`, `20ms`, or a number of seconds."""
    try:
        return float(text)
    except ValueError:
        parts = _PART.findall(text)
        return sum(float(n) * _SECONDS[unit] for n, unit in parts) if parts else None


class Bucket:
    """What may still be sent, as far as the endpoint has said; without a word, anything.

    Between two words it fills at the endpoint's rate and empties by what is taken. An answer
    was counted before requests that were sent meanwhile, so that its word can lower the
    level, and raise it only as far as all that is under way could not contradict.
    """

    def __init__(self) -> None:
        self._level: float | None = None
        self._rate = 0.0  # a second
        self._limit = 0.0
        self._seen = 0.0

    @property
    def known(self) -> bool:
        """Whether the endpoint has told a limit."""
        return self._level is not None

    def learn(self, window: Window | None, under_way: float, now: float) -> None:
        """Take over what an answer said; `under_way` is what is sent and unanswered."""
        if window is None:
            return
        level = window.remaining if self._level is None else self._now(now)
        self._limit, self._rate = window.limit, window.limit / _MINUTE
        if window.reset and window.remaining < window.limit:
            self._rate = min(self._rate, (window.limit - window.remaining) / window.reset)
        level = min(level, window.remaining)
        self._level = max(level, window.remaining - under_way)
        self._seen = now

    def wait(self, amount: float, now: float) -> float:
        """Return in how many seconds `amount` may be taken, 0 for now."""
        level = self._now(now)
        amount = min(amount, self._limit) if self.known else amount
        if level >= amount or not self._rate:
            return 0.0
        return (amount - level) / self._rate

    def take(self, amount: float, now: float) -> None:
        """Take `amount`; a negative one gives back what was not used."""
        if self._level is not None:
            self._level = self._now(now) - amount
            self._seen = now

    def _now(self, now: float) -> float:
        if self._level is None:
            return float("inf")
        return min(self._limit, self._level + (now - self._seen) * self._rate)
