"""The outbox: what a model was asked, put into files; what came back, put into the book."""

import secrets
from collections.abc import Iterable
from pathlib import Path

from restyle.llm.batch.answers import Answers
from restyle.llm.batch.book import Batch, Book, Noted
from restyle.llm.batch.files import answers_in
from restyle.llm.batch.limits import Limits
from restyle.llm.budget import Budget
from restyle.llm.endpoints import Target


def new_name() -> str:
    """Return a name for a batch that no other has, on whatever machine."""
    return f"restyle-{secrets.token_hex(8)}"


class Outbox:
    """What goes out to one model. `held` says that a budget holds some of it back."""

    def __init__(self, target: Target, book: Book, budget: Budget | None) -> None:
        self._label = target.label
        self._book = book
        self._answers = Answers(target, book, budget)
        self.limits = Limits()
        self.held = False

    @property
    def open(self) -> tuple[Batch, ...]:
        """The batches about which more is to come."""
        return self._book.open_batches(self._label)

    @property
    def first(self) -> Noted | None:
        """The first request that is in no batch; None where there is none."""
        return next(self._book.unsent(self._label), None)

    def fill(self, path: Path, name: str, queued: int = 0) -> Batch | None:
        """Write the next file, write down what is meant by it, and return it as a batch.

        None where nothing may be sent; `queued` tokens wait at the endpoint already.
        """
        self.held = False
        unsent = (one for one in self._book.unsent(self._label) if self._allows(one))
        filled = self.limits.fill(path, unsent, self._answers.line, queued)
        if not filled.keys:
            return None
        batch = Batch(name, self._label, "", "meant", len(filled.keys), filled.tokens)
        self._book.mean(batch, filled.keys)
        return batch

    def take(self, lines: Iterable[str]) -> None:
        """Take the answers in the lines of a file."""
        for answered in answers_in(lines):
            self._answers.take(answered)

    def end(self, batch: Batch) -> int:
        """End a batch, and return how many of its requests are to be asked again."""
        left = self._book.unanswered(batch.name)
        self._book.end(batch.name)
        return left

    def _allows(self, noted: Noted) -> bool:
        """Whether the budget allows a request; after one that it does not, none is sent."""
        self.held = self.held or not self._answers.allows(noted)
        return not self.held


def asked_again(left: int) -> str:
    """Return what is said of requests that are asked again."""
    return f"; {left:,} are asked again" if left else ""
