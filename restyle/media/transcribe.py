"""`transcribe`: a recording in, the transcript that an endpoint makes of it out.

    the recording, by its digest -> parts, cut where it is quiet -> a call a part, each kept
      -> joined by time, speakers matched -> Podcasting 2.0 JSON

Where the endpoint tells who speaks, the parts go one after the other, since each tells the next
whom it may hear; else all go at once.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from restyle.concurrency import all_of
from restyle.errors import TooLongError, TranscriptError
from restyle.events import Event, Notice, Observer, ignore
from restyle.llm import Model
from restyle.llm.budget import Budget
from restyle.llm.cache import digest
from restyle.llm.connect import CachePolicy
from restyle.llm.endpoints import Target
from restyle.llm.events import CallDone
from restyle.llm.request import Completion, Request
from restyle.llm.speech import STAGE, SpeechRequest, Voice, speech_price, speech_request
from restyle.llm.store import Store, at
from restyle.llm.transcriptions import connect_speech
from restyle.locks import held
from restyle.media.ffmpeg import CODING, stretch
from restyle.media.parts import LONGEST_PART, SHORTEST_PART, Part, halves, parts_of, with_lead
from restyle.media.recording import Recording
from restyle.media.said import Joined, heard

_WHOLE = "as it is"
_POLL = 0.5  # seconds


@dataclass(frozen=True, slots=True)
class Transcribing(Event):
    """A recording is about to be sent: by which model, where, in how many calls, at what price.

    `seconds` is how long what is sent is; None where nobody knows. `cost` is in US dollars.
    """

    name: str
    model: str
    host: str
    calls: int
    seconds: float | None
    cost: float | None

    @property
    def line(self) -> str:
        """What is sent, to whom, and what it costs, on one line."""
        length = f"{self.seconds / 60:.0f} minutes in " if self.seconds is not None else ""
        calls = "one call" if self.calls == 1 else f"{self.calls} calls"
        unknown = "price unknown" if self.cost is None else f"${self.cost:.2f}"
        price = "free" if self.cost == 0 else unknown
        return f"{self.name} to {self.model} at {self.host}: {length}{calls} · {price}"


@dataclass(frozen=True, slots=True)
class Transcriber:
    """Who transcribes, in which language, where answers are kept, and what may be spent.

    `longest` is how long what is sent at once may be, in seconds.
    """

    target: Target
    language: str = ""
    keeping: CachePolicy | None = None
    budget: Budget | None = None
    longest: float = LONGEST_PART


async def transcribe(recording: Recording, by: Transcriber, observe: Observer = ignore) -> bytes:
    """Return what is said in a recording, as the Podcasting 2.0 transcript format has it.

    What was answered before is not asked again, and what another process is asking now is waited
    for. Raises UsageError where ffmpeg is needed and not
    there, TranscriptError where nothing is said, and what an endpoint's refusal is.
    """
    async with _turn(recording, by, observe):
        return await _transcribed(recording, by, observe)


@asynccontextmanager
async def _turn(recording: Recording, by: Transcriber, observe: Observer) -> AsyncIterator[None]:
    """Where answers are kept, one process at a time sends a recording: the next finds them."""
    if by.keeping is None:
        yield
        return
    path = by.keeping.directory / f"transcribing-{recording.digest[:16]}.lock"
    await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
    told = False
    while (lock := held(path)) is None:
        if not told:
            observe(Notice(f"{recording.name}: another process transcribes it; waiting"))
            told = True
        await asyncio.sleep(_POLL)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        lock.close()


async def _transcribed(recording: Recording, by: Transcriber, observe: Observer) -> bytes:
    if left := await _left(recording, by):
        observe(_announced(recording, by, left))

    async def sound(start: float, end: float) -> bytes:
        if end == 0.0:
            return await asyncio.to_thread(recording.path.read_bytes)
        return await stretch(recording.path, recording.demuxer, start, end)

    model = connect_speech(by.target, sound, by.keeping, by.budget, observe)
    try:
        joined = await _Work(recording, by, model, observe).done()
    finally:
        await model.close()
    if not joined.said:
        raise TranscriptError(f"{recording.name}: nothing is said in it")
    return joined.as_json()


async def planned(recording: Recording, by: Transcriber) -> Transcribing | None:
    """Return what a transcription would take of what is not kept yet; nothing is sent.

    None where all is kept.
    """
    left = await _left(recording, by)
    return _announced(recording, by, left) if left else None


async def _left(recording: Recording, by: Transcriber) -> Sequence[Part]:
    """The parts about which nothing is kept, as far as that can be known before the answers."""
    store = at(by.keeping.directory) if by.keeping and not by.keeping.refresh else None
    try:
        return await _Work(recording, by, _Kept(store), ignore).left()
    finally:
        if store:
            store.close()


class _NotKeptError(Exception):
    """Nothing is kept about a part."""


class _Kept:
    """A model that sends nothing: it answers what is kept."""

    def __init__(self, store: Store | None) -> None:
        self._store = store

    async def complete(self, request: Request) -> Completion:
        """Return the kept answer; raises _NotKeptError."""
        found = self._store.get(digest(request)) if self._store else None
        if found is None:
            raise _NotKeptError
        return found

    async def forget(self, request: Request) -> None:
        """Do nothing."""

    def stop(self) -> None:
        """Do nothing."""

    async def close(self) -> None:
        """Do nothing."""


class _Work:
    """The transcription of one recording by a model."""

    def __init__(
        self, recording: Recording, by: Transcriber, model: Model, observe: Observer
    ) -> None:
        self._recording = recording
        self._by = by
        self._observe = observe
        self._joined = Joined()
        self._model = model

    async def done(self) -> Joined:
        """Return all that was said."""
        parts, first = await self._begun()
        self._joined.add(heard(first, 0.0), 0.0)
        left = list(parts[1:])
        while left and self._in_turn:
            await self._matched(left.pop(0))
        for pieces in await all_of(self._all_said(part) for part in left):
            for part, answer in pieces:
                self._joined.add(heard(answer, part.start), part.joint)
        return self._joined

    @property
    def _in_turn(self) -> bool:
        """Whether a part goes after the one before: while speakers are told apart.

        Until somebody has spoken, nobody knows whether they are.
        """
        return self._joined.told_apart or not self._joined.said

    async def left(self) -> Sequence[Part]:
        """Return the parts about which the model answers nothing."""
        try:
            parts, first = await self._begun()
        except _NotKeptError:
            return await asyncio.to_thread(
                parts_of, self._recording, self._by.keeping, self._by.longest
            )
        self._joined.add(heard(first, 0.0), 0.0)
        missing = []
        for number, part in enumerate(parts[1:], 1):
            in_turn = self._in_turn
            try:
                await self._matched(part) if in_turn else await self._said(part)
            except _NotKeptError:
                if in_turn:
                    return parts[number:]
                missing.append(part)
        return missing

    async def _begun(self) -> tuple[Sequence[Part], str]:
        """The parts, and the answer about the first: shorter ones if that is too long."""
        longest = self._by.longest
        while True:
            parts = await asyncio.to_thread(parts_of, self._recording, self._by.keeping, longest)
            try:
                return parts, await self._said(parts[0])
            except TooLongError:
                longest /= 2
                if longest < SHORTEST_PART:
                    raise

    async def _matched(self, part: Part) -> None:
        """Add a part in which the speakers are those who are known."""
        by_name = "diarize" in self._by.target.model
        known = tuple(
            Voice(one.speaker or "", one.start or 0.0, one.end or 0.0)
            for one in (self._joined.known() if by_name else ())
        )
        shared = (
            part
            if by_name
            else await asyncio.to_thread(
                with_lead, self._recording, part, self._joined.shared(part.start)
            )
        )
        names = [one.name for one in known]
        for piece, answer in await self._all_said(shared, known):
            self._joined.add(heard(answer, piece.start), piece.joint, names)

    async def _all_said(self, part: Part, known: tuple[Voice, ...] = ()) -> list[tuple[Part, str]]:
        """The answers about a part: about its halves where it is too long for the endpoint."""
        try:
            return [(part, await self._said(part, known))]
        except TooLongError:
            if part.end - part.start < 2 * SHORTEST_PART:
                raise
            return [
                one
                for half in await asyncio.to_thread(halves, self._recording, part)
                for one in await self._all_said(half, known)
            ]

    async def _said(self, part: Part, known: tuple[Voice, ...] = ()) -> str:
        done = await self._model.complete(_request(self._recording, self._by, part, known))
        price = speech_price(self._by.target)
        cost = price.of(done.usage) if price else None
        self._observe(CallDone(STAGE, done.usage, done.cached, done.attempts, cost=cost))
        return done.text


def _request(
    recording: Recording, by: Transcriber, part: Part, known: tuple[Voice, ...] = ()
) -> SpeechRequest:
    coding = CODING if part.end else _WHOLE
    asked = speech_request(by.target, recording.digest, part.start, part.end, coding)
    return replace(asked, language=by.language, known=known)


def _announced(recording: Recording, by: Transcriber, parts: Sequence[Part]) -> Transcribing:
    seconds = sum(part.end - part.start for part in parts)
    price = speech_price(by.target)
    cost = price.a_minute * seconds / 60 if price and (seconds or not parts) else None
    return Transcribing(
        recording.name,
        by.target.label,
        by.target.host,
        len(parts),
        seconds if seconds or not parts else None,
        cost,
    )
