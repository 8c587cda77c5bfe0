"""Batching: the models of a run, whose answers come with batches or with files."""

from pathlib import Path
from typing import Protocol

from restyle.errors import UsageError
from restyle.events import Observer, ignore
from restyle.llm import Model
from restyle.llm.answers.whole import Whole
from restyle.llm.batch.answers import batch_price
from restyle.llm.batch.book import Book
from restyle.llm.batch.deferring import Deferring
from restyle.llm.batch.exchange import Exchange
from restyle.llm.batch.rounds import Rounds
from restyle.llm.budget import Budget, Price
from restyle.llm.connect import CachePolicy, kept
from restyle.llm.endpoints import Target
from restyle.llm.prices import price_of

BATCH, BATCH_FILE = "batch", "batch-file"


class _Way(Protocol):
    """How what was asked is sent, and answers come."""

    async def finish(self) -> bool:
        """Send what waits and take what has come; False where something still waits."""
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...


class Batching:
    """What all models of a run were asked and have answered, in the book of a folder.

    `done` is set by whoever needs no more answers.
    """

    def __init__(
        self,
        via: str,
        folder: Path,
        budget: Budget | None = None,
        observe: Observer = ignore,
        poll: float = 10.0,
    ) -> None:
        self._via = via
        self._book = Book(folder)
        self._budget = budget
        self._observe = observe
        self._poll = poll
        self._ways: dict[str, _Way] = {}
        self.done = False

    def connect(self, target: Target, keeping: CachePolicy | None) -> Model:
        """Return a model whose answers come later; call it in the loop that uses it."""
        if target.label not in self._ways:
            self._ways[target.label] = self._way(target)

        def opened() -> Model:
            return Whole(Deferring(target, self._book, self._observe), self._observe)

        return kept(opened, keeping, self._observe)

    def price(self, target: Target) -> Price | None:
        """Return what a model's tokens cost in this way; None where nobody knows it."""
        return batch_price(target) if self._via == BATCH else price_of(target)

    async def finish(self) -> bool:
        """Have all that was asked answered; False where something still waits.

        It waits for a budget, or for somebody who runs the files. Raises EndpointError.
        """
        done = [await way.finish() for way in self._ways.values()]
        return all(done)

    @property
    def held(self) -> bool:
        """Whether a budget holds something back."""
        return self._budget is not None and self._budget.exhausted

    async def close(self) -> None:
        """Close all; where the run is done, the answers are dropped: the documents are there."""
        for way in self._ways.values():
            await way.close()
        if self.done:
            self._book.clear()
        self._book.close()

    def _way(self, target: Target) -> _Way:
        if target.others and self._via == BATCH:
            raise UsageError(f"--via batch asks one address; name one of {target.hosts}")
        if self._via == BATCH_FILE:
            return Exchange(target, self._book, self._budget, self._observe)
        return Rounds(target, self._book, self._budget, self._observe, self._poll)
