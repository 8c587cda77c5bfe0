"""Files for other runners: requests are written, and answers read, where somebody else runs them.

NAME.jsonl          what is asked, as vLLM's and SGLang's run-batch take it
NAME.output.jsonl   what was answered, as they write it; laid beside it by whoever ran it
"""

import asyncio
import secrets

from restyle.events import Notice, Observer, ignore
from restyle.llm.batch.answers import Answers
from restyle.llm.batch.book import Batch, Book, Noted
from restyle.llm.batch.files import answers_in
from restyle.llm.batch.limits import Limits
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
        self._answers = Answers(target, book, budget)
        self._folder = book.folder / FOLDER

    async def close(self) -> None:
        """Do nothing: files are closed."""

    async def finish(self) -> bool:
        """Take the answers that are there, write what is not asked yet; True if all is answered."""
        await asyncio.to_thread(self._take)
        held = await asyncio.to_thread(self._write)
        waiting = self._book.open_batches(self._target.label)
        for batch in waiting:
            path = self._folder / f"{batch.name}.jsonl"
            self._observe(
                Notice(
                    f"{path}: {batch.requests:,} requests to {self._target.model}; run them, lay "
                    f"the answers beside it as {batch.name}{_OUTPUT}, and run the same again"
                )
            )
        return not waiting and not held

    def _take(self) -> None:
        for batch in self._book.open_batches(self._target.label):
            path = self._folder / f"{batch.name}{_OUTPUT}"
            if not path.is_file():
                if batch.state == "meant":  # the file was never whole
                    self._book.end(batch.name)
                continue
            with path.open(encoding="utf-8", errors="replace") as lines:
                for answered in answers_in(lines):
                    self._answers.take(answered)
            left = self._book.unanswered(batch.name)
            self._book.end(batch.name)
            again = f"; {left:,} are asked again" if left else ""
            count = batch.requests - left
            self._observe(Notice(f"{path.name}: {count:,} answers taken{again}"))

    def _write(self) -> bool:
        """Write the requests that are in no file yet; True if a budget holds some back."""
        held = False

        def allowed(noted: Noted) -> bool:
            nonlocal held
            held = held or not self._answers.allows(noted)
            return not held

        while True:
            name = f"restyle-{secrets.token_hex(8)}"
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / f"{name}.jsonl"
            part = path.with_suffix(".part")
            unsent = (one for one in self._book.unsent(self._target.label) if allowed(one))
            filled = Limits().fill(part, unsent, self._answers.line, 0)
            if not filled.keys:
                part.unlink()
                return held
            label = self._target.label
            batch = Batch(name, label, "", "meant", len(filled.keys), filled.tokens)
            self._book.mean(batch, filled.keys)
            part.rename(path)
            self._book.sent(name, path.name)
