"""The cache: no answer is paid for twice."""

import asyncio
import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import asdict, replace

from restyle.events import Notice, Observer, ignore
from restyle.llm import Model
from restyle.llm.request import Completion, Request
from restyle.llm.store import Store

_GRACE = 8.0  # seconds for which an interrupted run waits for what is under way
_PATIENCE = 30.0  # seconds for which a database that another process holds is waited for
_BUSY_PAUSE = 0.05


class Cached:
    """A model whose answers are kept in a store. The same request in flight twice is sent once.

    The model behind it is opened at the first miss, so that a warm run needs no connection.
    With `refresh`, every answer is asked for anew, once a run, and kept.
    """

    def __init__(
        self,
        open_model: Callable[[], Model],
        store: Store,
        observe: Observer = ignore,
        *,
        refresh: bool = False,
        patience: float = _PATIENCE,
    ) -> None:
        self._open_model = open_model
        self._model: Model | None = None
        self._observe = observe
        self._store = store
        self._refresh = refresh
        self._patience = patience
        self._fresh: set[str] = set()  # what this run has asked for, as `refresh` wants
        self._under_way: dict[str, asyncio.Task[Completion]] = {}

    async def complete(self, request: Request) -> Completion:
        """Return the stored answer, or ask for one and store it.

        Who no longer waits for an answer does not end the asking: it is kept when it comes.
        """
        key = digest(request)
        if key in self._under_way:
            return replace(await asyncio.shield(self._under_way[key]), cached=True)
        asked_before = not self._refresh or key in self._fresh
        stored = self._store.get(key) if asked_before else None
        if stored is not None:
            return stored
        task = asyncio.create_task(self._ask(key, request))
        self._under_way[key] = task
        task.add_done_callback(lambda done: self._end(key, done))
        return await asyncio.shield(task)

    async def forget(self, request: Request) -> None:
        """Drop the stored answer, so that the next run asks again."""
        self._store.busy(lambda: self._store.delete(digest(request)))
        if self._model is not None:
            await self._model.forget(request)

    def stop(self) -> None:
        """Send nothing more; what is under way goes on."""
        if self._model is not None:
            self._model.stop()

    async def close(self) -> None:
        """Close the store and the model, after a short wait for answers that nobody waits for."""
        try:
            if self._under_way:
                await self._wait()
        finally:
            self._store.close()
            if self._model is not None:
                await self._model.close()

    async def _wait(self) -> None:
        self.stop()
        for _ in range(3):
            await asyncio.sleep(0)  # what has not been sent gives up now
        left = [task for task in self._under_way.values() if not task.done()]
        if left:
            answers = "one answer" if len(left) == 1 else f"{len(left)} answers"
            self._observe(Notice(f"waiting up to {_GRACE:.0f} s for {answers}"))
            await asyncio.wait(left, timeout=_GRACE)
        late = [task for task in left if not task.done()]
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _ask(self, key: str, request: Request) -> Completion:
        if self._model is None:
            self._model = self._open_model()
        completion = await self._model.complete(request)
        if completion.finish_reason == "stop" and completion.text:
            await self._keep(key, completion, request)
            self._fresh.add(key)
        return completion

    async def _keep(self, key: str, completion: Completion, request: Request) -> None:
        """Store an answer; a database that another process holds is waited for.

        The write itself takes a tenth of a millisecond. A thread for it would cost more: every
        call of the system that the loop makes would then wait for its turn.
        """
        until = time.monotonic() + self._patience
        while self._store.busy(lambda: self._store.set(key, completion, request.origin)):
            if time.monotonic() > until:
                self._observe(Notice(f"{self._store.directory}: busy; an answer was not kept"))
                return
            await asyncio.sleep(_BUSY_PAUSE)

    def _end(self, key: str, done: asyncio.Task[Completion]) -> None:
        del self._under_way[key]
        if not done.cancelled():
            done.exception()  # whoever waits is told; nobody else may be waiting


def digest(request: Request) -> str:
    """Return the request's cache key: SHA-256 of all that decides its answer, as JSON."""
    fields = {k: v for k, v in asdict(request).items() if k != "origin"}
    canonical = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
