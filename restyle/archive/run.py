"""The order of a run over an archive: read this first.

    episodes -> intake: judged, read a few ahead, told apart, in order
             -> a short queue
             -> several at once: rewritten, checked, written
             -> the ledger, at every step

The queue is short, so that no more talks are in memory than are worked on. All episodes ask one
model, behind one gate, one budget and one cache; what would hold up the event loop is done by a
crew of processes.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from restyle.archive.entry import Entry, State
from restyle.archive.episode import Place, Written, extracted, rewritten
from restyle.archive.events import (
    ArchiveNotice,
    ArchiveObserver,
    EpisodeDeferred,
    EpisodeEvent,
    EpisodeFinished,
    EpisodeStarted,
)
from restyle.archive.hearing import Heard
from restyle.archive.ledger import Ledger
from restyle.archive.options import ArchiveJob
from restyle.archive.queue import NO_TURN, Intake, Ready
from restyle.archive.sources import Episode
from restyle.archive.tally import Tally
from restyle.archive.workers import Crew
from restyle.document.write import EXTRACT, lay, refuse
from restyle.errors import BudgetError, EndpointError, OutputError, RestyleError, TooLongError, told
from restyle.events import Event
from restyle.llm.batch import DeferredError
from restyle.llm.budget import Budget
from restyle.pipeline.session import Sessions

if TYPE_CHECKING:  # Ray is an extra
    from restyle.archive.cluster.nodes import Cluster

_QUEUED = 2  # talks that are read and not yet worked on
LATER = "its answers come with a batch"
_DEAD = 3  # episodes in a row that cannot reach the endpoint; then the run ends


@dataclass(frozen=True, slots=True)
class Means:
    """With what an archive is done: a crew, sessions with a model (None for extracts), money.

    `heard` makes transcripts of recordings, None where nobody does; a `cluster` does the work in
    the place of crew and sessions. `later` says that answers come with batches.
    """

    crew: Crew
    sessions: Sessions | None = None
    budget: Budget | None = None
    heard: Heard | None = None
    later: bool = False
    cluster: "Cluster | None" = None


class Run:
    """A run over an archive: its order, its ledger, and with what it is done."""

    def __init__(
        self,
        order: ArchiveJob,
        ledger: Ledger,
        means: Means,
        observe: ArchiveObserver,
        *,
        again: bool = False,
    ) -> None:
        self._again = again
        self._order = order
        self._ledger = ledger
        self._sessions = means.sessions
        self._crew = means.crew
        self._observe = observe
        self._budget = means.budget
        self._cluster = means.cluster
        self._later = means.later
        self.is_whole = True  # nothing failed, and nothing was left
        self._unreachable = 0
        self.deferred: dict[str, Entry] = {}  # by key, those whose answers come later
        self._intake = Intake(
            order,
            ledger,
            means.crew,
            self._settle,
            lambda message: observe(ArchiveNotice(message)),
            means.heard,
        )

    async def over(self, episodes: Sequence[Episode]) -> None:
        """Settle every episode. What one fails at stops no other, unless all would fail at it."""
        try:
            await self._settle_all(episodes)
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from failures

    async def _settle_all(self, episodes: Sequence[Episode]) -> None:
        queue: asyncio.Queue[Ready | None] = asyncio.Queue(maxsize=_QUEUED)
        async with asyncio.TaskGroup() as group:
            # What a budget pays for is finished before anything else is begun.
            at_once = 1 if self._budget else self._order.at_once
            for _ in range(at_once):
                group.create_task(self._works(queue))
            async for ready in self._intake.ready(episodes):
                await queue.put(ready)
            for _ in range(at_once):
                await queue.put(None)

    def leave_waiting(self) -> None:
        """Tell of the episodes whose answers are not there when the run ends."""
        for entry in self.deferred.values():
            self._ended(entry)

    async def _works(self, queue: "asyncio.Queue[Ready | None]") -> None:
        while (ready := await queue.get()) is not None:
            if self._intake.stopped:
                self._ended(replace(ready.entry, state=State.WAITING, reason=NO_TURN))
            else:
                await self._settled(ready)

    async def _settled(self, ready: Ready) -> None:
        """Do one episode and write down what came of it."""
        try:
            refuse(
                Path(ready.entry.output),
                source="" if ready.entry.digest else ready.talk.place,
                voice="" if self._order.by_model else EXTRACT,
                force=self._order.force,
            )
        except OutputError as error:
            self._failed(ready.entry, error)
            return
        entry = replace(ready.entry, state=State.RUNNING)
        self._ledger.put(entry)
        self._observe(EpisodeStarted(entry.name, ready.why))
        tally = Tally(self._again)
        try:
            written = await self._done(ready, tally)
        except DeferredError:
            self.deferred[entry.key] = replace(tally.told(entry), state=State.WAITING, reason=LATER)
            self._ledger.put(self.deferred[entry.key])
            self._observe(EpisodeDeferred(entry.name))
        except BudgetError as error:
            self._stop(str(error))
            self._ended(tally.told(replace(entry, state=State.WAITING, reason=str(error))))
        except RestyleError as error:
            self._failed(tally.told(entry), error)
        except Exception as error:  # a bug that one episode brings out must not cost the night
            self._failed(tally.told(entry), error)
        else:
            self._unreachable = 0
            if self._is_spent():
                self._stop("the budget is spent")
            self._ended(tally.told(written.told(entry)))

    async def _done(self, ready: Ready, tally: Tally) -> Written:
        order, entry = self._order, ready.entry
        where = Path(entry.output)
        place = Place(where, order.formats, order.front_matter, ready.talk.place, order.force)
        options = replace(order.options, off=self._crew.off(ready.number))
        if self._cluster:
            made = await self._cluster.rewritten(ready.talk.transcript, place)
            for event in made.events:
                tally.add(event)
                self._observe(EpisodeEvent(entry.name, event))
            await asyncio.to_thread(lay, made.files, where.parent)
            if made.fault:
                raise OutputError(f"it is written, but not copied: {made.fault}")
            return made.written
        if self._sessions is None:
            return await extracted(ready.talk.transcript, order.style, options, place)

        def observe(event: Event) -> None:
            tally.add(event)
            self._observe(EpisodeEvent(entry.name, event))

        session = self._sessions(observe)
        options = replace(options, judge=session.judge)
        writer = session.writer
        return await rewritten(ready.talk.transcript, order.style, writer, options, place, observe)

    def _is_spent(self) -> bool:
        """Whether the budget is, here or where the cluster's owner keeps it."""
        here = self._budget is not None and self._budget.exhausted
        return here or (self._cluster is not None and self._cluster.exhausted)

    def _failed(self, entry: Entry, error: Exception) -> None:
        reason = told(error)
        lost = isinstance(error, EndpointError) and not isinstance(error, TooLongError)
        lost = lost and not self._later  # what came with a batch says nothing of the next answer
        self._unreachable = self._unreachable + 1 if lost else 0
        if self._unreachable >= _DEAD:
            self._stop(f"{_DEAD} episodes in a row failed at the endpoint: {reason}")
        self._ended(replace(entry, state=State.FAILED, reason=reason))

    def _stop(self, reason: str) -> None:
        if not self._intake.stopped:
            self._intake.stopped = True
            self._observe(ArchiveNotice(f"no more episodes are begun: {reason}"))

    def _ended(self, entry: Entry) -> None:
        self.is_whole = self.is_whole and entry.state not in (State.FAILED, State.WAITING)
        self._ledger.put(entry)
        self._observe(EpisodeFinished(entry, worked=True))

    def _settle(self, entry: Entry) -> None:
        """Note what the intake settles; what has not changed is not written down again."""
        if self._ledger.entry(entry.key, entry.voice) != entry:
            self._ledger.put(entry)
        self._observe(EpisodeFinished(entry, worked=False))
