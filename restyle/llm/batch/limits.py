"""Limits of batches: what a file may hold, and what may wait at the endpoint."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from restyle.llm.batch.book import Noted

_LIMIT = re.compile(r"limit:?\s{0,3}([\d,]{3,20})", re.IGNORECASE)
_QUEUE = re.compile(r"token_limit_exceeded|enqueued token", re.IGNORECASE)


@dataclass(slots=True)
class Filled:
    """What was written into a file: the keys of its requests, and their tokens."""

    keys: list[str] = field(default_factory=list)
    tokens: int = 0


@dataclass(slots=True)
class Limits:
    """What one file may hold, as OpenAI says (50,000 requests, 200 MB), and what may wait.

    `queued` are tokens of all batches of a model that have not ended; None while nobody has
    said what they may be. `told` is the limit in the endpoint's own words; while others fill
    the queue, fewer are tried.
    """

    requests: int = 50_000
    size: int = 190 * 2**20
    queued: int | None = None
    told: int | None = None

    def learn(self, said: str, tokens: int) -> bool:
        """Take note of a refusal of so many tokens; False where it is about something else."""
        if not _QUEUE.search(said):
            return False
        told = _LIMIT.search(said)
        limit = int(told[1].replace(",", "")) if told else tokens // 2
        self.told = limit if told else self.told
        self.queued = limit if self.queued is None or limit < self.queued else tokens // 2
        return True

    def try_anew(self, tokens: int) -> bool:
        """Try as much as may wait at the most; False where so many tokens are more than that."""
        self.queued = self.told
        return self.told is None or tokens <= self.told

    def fill(
        self, path: Path, noted: Iterator[Noted], line: Callable[[Noted], str], queued: int
    ) -> Filled:
        """Write as many requests into a file as it may hold, and return which.

        `line` makes a request's line; `queued` tokens wait already.
        """
        filled = Filled()
        size = 0
        with path.open("w", encoding="utf-8") as file:
            for one in noted:
                made = line(one)
                size += len(made.encode())
                room = self.queued is None or queued + filled.tokens + one.tokens <= self.queued
                if filled.keys and (size > self.size or len(filled.keys) == self.requests):
                    break
                if not room:
                    break
                file.write(made)
                filled.keys.append(one.key)
                filled.tokens += one.tokens
        return filled
