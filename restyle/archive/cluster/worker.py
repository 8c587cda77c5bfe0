"""A worker: several episodes under way, whose models the owner asks.

What would hold up its event loop is done by a process beside it, which can be ended.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, Protocol, TypeVar

from restyle.archive.cluster.owner import Named
from restyle.archive.episode import Place, Written, extracted, rewritten
from restyle.archive.options import ArchiveJob
from restyle.archive.workers import Workers
from restyle.errors import RestyleError, UsageError
from restyle.events import Event, Observer
from restyle.llm.endpoints import Target
from restyle.llm.events import CallDone
from restyle.llm.prices import price_of
from restyle.llm.request import Completion, Request
from restyle.pipeline.session import Sessions, Voice, made
from restyle.plugins import deferred
from restyle.settings import Settings
from restyle.transcript.transcript import Transcript

T = TypeVar("T")

_filesystem = deferred("fsspec.core", "url_to_fs")


class Asks(Protocol):
    """How a worker reaches the owner."""

    def complete(self, request: Request, *, judges: bool) -> Awaitable[Completion | RestyleError]:
        """Return an answer, or an error."""
        ...

    def forget(self, request: Request, *, judges: bool) -> Awaitable[None]:
        """Drop an answer."""
        ...


@dataclass(frozen=True, slots=True)
class Made:
    """What came of an episode: its files by their names, what was asked.

    `fault` is why they were not copied elsewhere; empty where they were, or nobody wanted it.
    """

    written: Written
    files: dict[str, bytes]
    events: tuple[Event, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a worker is to do: the job, the models, and where else documents go."""

    job: ArchiveJob
    settings: Settings
    target: Target | None
    writing: Named | None
    judge: Named | None
    copy_to: str = ""


class Worker:
    """Does what it is given, one piece of it at a time, and asks as many questions as it has."""

    _PLACE = 0  # of all work in a crew of one

    def __init__(self, wanted: Wanted, owner: Asks) -> None:
        self._wanted = wanted
        self._crew = Workers(1)  # so that what it does never holds up what it asks
        self._sessions = _sessions(wanted, owner)

    async def call(self, function: Callable[..., T], *arguments: object) -> T | RestyleError:
        """Return what a function gives, or the error that it raises."""
        try:
            return await self._crew.off(self._PLACE)(function, *arguments)
        except RestyleError as error:
            return error

    async def give_up(self) -> None:
        """End what is being done, which takes too long; what waits behind it is done then."""
        self._crew.give_up(self._PLACE)

    async def close(self) -> None:
        """End the process that does the work."""
        self._crew.close()

    async def rewrite(self, talk: Transcript, place: Place) -> Made | RestyleError:
        """Return the documents of a talk, or why there are none."""
        events: list[Event] = []
        with TemporaryDirectory() as folder:
            here = replace(place, path=Path(folder) / place.path.name)
            try:
                written = await self._written(talk, here, events.append)
            except RestyleError as error:
                return error
            files = await asyncio.to_thread(_files, Path(folder))
            fault = await asyncio.to_thread(_copied, files, self._wanted.copy_to)
        asked = tuple(one for one in events if isinstance(one, CallDone))
        return Made(written, files, asked, fault)

    async def _written(self, talk: Transcript, place: Place, observe: Observer) -> Written:
        job = self._wanted.job
        options = replace(job.options, off=self._crew.off(self._PLACE))
        if self._sessions is None:
            return await extracted(talk, job.style, options, place)
        session = self._sessions(observe)
        options = replace(options, judge=session.judge)
        return await rewritten(talk, job.style, session.writer, options, place, observe)


class _Remote:
    """A model that the owner asks."""

    def __init__(self, owner: Asks, *, judges: bool) -> None:
        self._owner = owner
        self._judges = judges

    async def complete(self, request: Request) -> Completion:
        """Return the answer; raises what the owner met."""
        found = await self._owner.complete(request, judges=self._judges)
        if isinstance(found, RestyleError):
            raise found
        return found

    async def forget(self, request: Request) -> None:
        """Drop the answer."""
        await self._owner.forget(request, judges=self._judges)

    def stop(self) -> None:
        """Do nothing: the owner goes on for others."""

    async def close(self) -> None:
        """Do nothing: the models are the owner's."""


def _sessions(wanted: Wanted, owner: Asks) -> Sessions | None:
    if wanted.writing is None or wanted.target is None:
        return None
    price = price_of(wanted.target)

    def voice(named: Named) -> Voice:
        model: Any = _Remote(owner, judges=named.judges)
        return Voice(model, named.endpoint, named.name, price)

    judge = voice(wanted.judge) if wanted.judge else None
    return made(wanted.settings, voice(wanted.writing), judge)


def _files(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def open_address(address: str) -> tuple[Any, str]:
    """Return the file system of an address that fsspec knows, and the folder there, made.

    Raises UsageError where it is none, or cannot be written.
    """
    try:
        system, root = _filesystem(address)
        system.makedirs(root, exist_ok=True)
    except Exception as error:  # each file system has errors of its own
        raise UsageError(f"--copy-to {address}: {_line(error)}") from error
    return system, root


def _copied(files: dict[str, bytes], address: str) -> str:
    """Lay files at an address: a bucket, a shared folder; return why that was not done."""
    if not address:
        return ""
    try:
        system, root = open_address(address)
        for name, data in files.items():
            system.pipe_file(str(PurePosixPath(root) / name), data)
    except UsageError as error:
        return str(error)
    except Exception as error:  # each file system has errors of its own
        return f"--copy-to {address}: {_line(error)}"
    return ""


def _line(error: Exception) -> str:
    reason = " ".join(str(error).split()) or type(error).__name__
    return getattr(error, "strerror", None) or reason
