"""Files for other runners: requests are written, and answers read, where somebody else runs them.

NAME.jsonl          what is asked, as vLLM's and SGLang's run-batch take it
NAME.output.jsonl   what was answered, as they write it; laid beside it by whoever ran it
"""

import asyncio

from restyle.events import Notice, Observer, ignore
from restyle.llm.batch.book import Book
from restyle.llm.batch.outbox import Outbox, asked_again, new_name
from restyle.llm.budget import Budget
from restyle.llm.endpoints import Target

FOLDER = "batches"
_OUTPUT = ".output.jsonl"


class Exchange:
    """Writes what one model was asked into files, and reads the answers that lie beside them."""

    def __init__(
        self, target: Target, book: Book, budget: Budget | None = None, observe: Observer = ignore
    ) -> None:
        self._target = target
        self._book = book
        self._observe = observe
        self._outbox = Outbox(target, book, budget)
        self._folder = book.folder / FOLDER

    async def close(self) -> None:
        """Do nothing: files are closed."""

    async def finish(self) -> bool:
        """Take the answers that are there, write what is not asked yet; True if all is answered."""
        await asyncio.to_thread(self._take)
        await asyncio.to_thread(self._write)
        waiting = self._outbox.open
        for batch in waiting:
            path = self._folder / f"{batch.name}.jsonl"
            self._observe(
                Notice(
                    f"{path}: {batch.requests:,} requests to {self._target.model}; run them, lay "
                    f"the answers beside it as {batch.name}{_OUTPUT}, and run the same again"
                )
            )
        return not waiting and not self._outbox.held

    def _take(self) -> None:
        for batch in self._outbox.open:
            path = self._folder / f"{batch.name}{_OUTPUT}"
            if not path.is_file():
                if batch.state == "meant":  # the file was never whole
                    self._book.end(batch.name)
                continue
            with path.open(encoding="utf-8", errors="replace") as lines:
                self._outbox.take(lines)
            left = self._outbox.end(batch)
            count = batch.requests - left
            self._observe(Notice(f"{path.name}: {count:,} answers taken{asked_again(left)}"))

    def _write(self) -> None:
        """Write the requests that are in no file yet."""
        self._folder.mkdir(parents=True, exist_ok=True)
        while True:
            name = new_name()
            path = self._folder / f"{name}.jsonl"
            part = path.with_suffix(".part")
            if self._outbox.fill(part, name) is None:
                part.unlink()
                return
            part.rename(path)
            self._book.sent(name, path.name)
