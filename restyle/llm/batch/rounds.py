"""A round: all that was noted goes out as batches, and comes back as answers in the book.

What is meant to be sent is written down before it is sent, and its id after it; a batch whose id
nobody noted is found by its name. What an expired, cancelled or partly failed batch did answer is
kept, and only the rest is asked again.
"""

import asyncio
import random
import tempfile
from pathlib import Path

from restyle.errors import EndpointError
from restyle.events import Notice, Observer, ignore
from restyle.llm._client import place_of
from restyle.llm.batch.book import Batch, Book
from restyle.llm.batch.outbox import Outbox, asked_again, new_name
from restyle.llm.batch.service import BatchService, Progress, messages_of
from restyle.llm.budget import Budget
from restyle.llm.endpoints import Target

_LONGEST_WAIT = 300.0  # seconds between two looks
_SLOWER = 1.5


class Rounds:
    """Sends what one model was asked, by the Batch API, and waits for the answers."""

    def __init__(
        self,
        target: Target,
        book: Book,
        budget: Budget | None = None,
        observe: Observer = ignore,
        poll: float = 10.0,
    ) -> None:
        self._target = target
        self._book = book
        self._observe = observe
        self._poll = poll
        self._service = BatchService(target)
        self._outbox = Outbox(target, book, budget)
        self._seen: dict[str, Progress] = {}
        self._is_full = False  # what waits at the endpoint is more than it takes, with others'

    async def close(self) -> None:
        """Close the connections; batches that were sent go on."""
        await self._service.close()

    async def finish(self) -> bool:
        """Send all that waits, and take its answers; False where a budget holds some back."""
        await self._adopt()
        wait = self._poll
        while True:
            await self._send()
            open_now = self._outbox.open
            if not (open_now or self._is_full):
                return not self._outbox.held
            moved = [await self._looked_after(batch) for batch in open_now]
            wait = self._poll if any(moved) else min(_LONGEST_WAIT, wait * _SLOWER)
            if self._is_full:
                self._say(f"the queue at {self._target.host} is full; trying again in {wait:.0f} s")
                self._is_full = False
                await asyncio.sleep(wait)
            elif not all(moved):
                await asyncio.sleep(wait * random.uniform(0.9, 1.1))  # noqa: S311 - no secret

    async def _adopt(self) -> None:
        """Find the batches that were sent without their ids being noted; the rest is sent anew."""
        for batch in self._outbox.open:
            if batch.state == "meant":
                if found := await self._service.find(batch.name):
                    self._book.sent(batch.name, found)
                    self._say(f"{batch.name} was sent already, and goes on")
                else:
                    self._book.end(batch.name)

    async def _send(self) -> None:
        """Send what is not sent yet, as far as the limits and the budget go."""
        while True:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "requests.jsonl"
                batch = await asyncio.to_thread(self._filled, path)
                if batch is None:
                    return
                known = await self._service.send(path, batch.name)
            self._book.sent(batch.name, known)
            self._say(
                f"{batch.name}: {batch.requests:,} requests of about {batch.tokens:,} tokens sent"
            )

    def _filled(self, path: Path) -> Batch | None:
        """Write the next file; None where nothing may be sent now. Raises EndpointError."""
        queued = sum(batch.tokens for batch in self._outbox.open)
        batch = self._outbox.fill(path, new_name(), queued)
        if batch is None and not (queued or self._outbox.held):
            self._try_anew()
        return batch

    def _try_anew(self) -> None:
        """Try a full queue again after a while; raises EndpointError for what never fits in it."""
        waiting = self._outbox.first
        if waiting is None:
            return
        if not self._outbox.limits.try_anew(waiting.tokens):
            raise EndpointError(
                f"{place_of(self._target)}: one request has more tokens than may wait there "
                f"({self._outbox.limits.told:,}); leave --via out"
            )
        self._is_full = True

    async def _looked_after(self, batch: Batch) -> bool:
        """Look how far a batch is, and take its answers when it has ended; True if it moved."""
        now = await self._service.progress(batch.id)
        before = self._seen.get(batch.name)
        self._seen[batch.name] = now
        if not now.ended:
            moved = before is None or (now.state, now.done) != (before.state, before.done)
            if moved and now.total:
                self._say(f"{batch.name}: {now.done:,} of {now.total:,}, {now.state}")
            return False
        for file in now.files:
            async for line in self._service.lines(file):
                self._outbox.take([line])
        if now.state == "failed":
            self._failed(batch, now)
        self._say(f"{batch.name}: {now.state}{asked_again(self._outbox.end(batch))}")
        return True

    def _failed(self, batch: Batch, now: Progress) -> None:
        """Take note of why nothing of a batch was answered; raises EndpointError if for good."""
        said = messages_of(now.faults) if now.faults else "it does not say why"
        if not self._outbox.limits.learn(f"{' '.join(now.faults)}", batch.tokens):
            self._outbox.end(batch)
            raise EndpointError(f"{place_of(self._target)}: {batch.name} failed: {said}")
        self._book.refused(batch.name)

    def _say(self, message: str) -> None:
        self._observe(Notice(message))
