"""A round: all that was noted goes out as batches, and comes back as answers in the book.

What is meant to be sent is written down before it is sent, and its id after it; a batch whose id
nobody noted is found by its name. What an expired, cancelled or partly failed batch did answer is
kept, and only the rest is asked again.
"""

import asyncio
import random
import secrets
import tempfile
from pathlib import Path

from restyle.errors import EndpointError
from restyle.events import Notice, Observer, ignore
from restyle.llm._client import place_of
from restyle.llm.batch.answers import Answers
from restyle.llm.batch.book import Batch, Book, Noted
from restyle.llm.batch.files import answers_in
from restyle.llm.batch.limits import Limits
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
        self._answers = Answers(target, book, budget)
        self._limits = Limits()
        self._seen: dict[str, Progress] = {}

    async def close(self) -> None:
        """Close the connections; batches that were sent go on."""
        await self._service.close()

    async def finish(self) -> bool:
        """Send all that waits, and take its answers; False where a budget holds some back."""
        await self._adopt()
        wait = self._poll
        while True:
            held = await self._send()
            open_now = self._book.open_batches(self._target.label)
            if not open_now:
                return not held
            moved = [await self._looked_after(batch) for batch in open_now]
            wait = self._poll if any(moved) else min(_LONGEST_WAIT, wait * _SLOWER)
            if not all(moved):
                await asyncio.sleep(wait * random.uniform(0.9, 1.1))  # noqa: S311 - no secret

    async def _adopt(self) -> None:
        """Find the batches that were sent without their ids being noted; the rest is sent anew."""
        for batch in self._book.open_batches(self._target.label):
            if batch.state == "meant":
                if found := await self._service.find(batch.name):
                    self._book.sent(batch.name, found)
                    self._say(f"{batch.name} was sent already, and goes on")
                else:
                    self._book.end(batch.name)

    async def _send(self) -> bool:
        """Send what is not sent yet, as far as the limits go; True if a budget holds some back."""
        held = False
        while True:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "requests.jsonl"
                held, batch = await asyncio.to_thread(self._written, path)
                if batch is None:
                    return held
                known = await self._service.send(path, batch.name)
            self._book.sent(batch.name, known)
            self._say(
                f"{batch.name}: {batch.requests:,} requests of about {batch.tokens:,} tokens sent"
            )

    def _written(self, path: Path) -> tuple[bool, Batch | None]:
        """Write the next file, and write down what is meant; None where nothing can be sent."""
        open_now = self._book.open_batches(self._target.label)
        queued = sum(batch.tokens for batch in open_now)
        held = False

        def allowed(noted: Noted) -> bool:
            nonlocal held
            fits = not held and self._answers.allows(noted)
            held = held or not fits
            return fits

        unsent = (one for one in self._book.unsent(self._target.label) if allowed(one))
        filled = self._limits.fill(path, unsent, self._answers.line, queued)
        if not filled.keys:
            self._refuse_too_long(queued, held=held)
            return held, None
        name = f"restyle-{secrets.token_hex(8)}"
        label = self._target.label
        batch = Batch(name, label, "", "meant", len(filled.keys), filled.tokens)
        self._book.mean(batch, filled.keys)
        return held, batch

    def _refuse_too_long(self, queued: int, *, held: bool) -> None:
        """Raise EndpointError where one request alone is more than may ever wait."""
        if queued or held or next(self._book.unsent(self._target.label), None) is None:
            return
        raise EndpointError(
            f"{place_of(self._target)}: one request has more tokens than may wait there "
            f"({self._limits.queued:,}); leave --via out"
        )

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
                for answered in answers_in([line]):
                    self._answers.take(answered)
        left = self._book.unanswered(batch.name)
        self._book.end(batch.name)
        again = f"; {left:,} are asked again" if left else ""
        self._say(f"{batch.name}: {now.state}{again}")
        if now.state == "failed":
            self._failed(batch, now)
        return True

    def _failed(self, batch: Batch, now: Progress) -> None:
        """Take note of why nothing of a batch was answered; raises EndpointError if for good."""
        said = messages_of(now.faults) if now.faults else "it does not say why"
        if not self._limits.learn(f"{' '.join(now.faults)}", batch.tokens):
            raise EndpointError(f"{place_of(self._target)}: {batch.name} failed: {said}")

    def _say(self, message: str) -> None:
        self._observe(Notice(message))
