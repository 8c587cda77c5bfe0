"""Intake: the episodes that have to be done, read and told apart, in order.

A few are read ahead, and all else happens in the order of the episodes, so that which of two
twins is kept, and which of two of one name has the plain one, does not depend on chance.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from restyle.archive.changes import judged
from restyle.archive.duplicates import Known, is_related, is_same
from restyle.archive.entry import Entry, State
from restyle.archive.filenames import Names
from restyle.archive.hearing import Heard, sound_of
from restyle.archive.ledger import Ledger
from restyle.archive.options import ArchiveJob
from restyle.archive.reading import ReadOptions, Talk, read_episode
from restyle.archive.sources import Episode
from restyle.archive.workers import Crew
from restyle.errors import NoTranscriptError, TranscriptError, told
from restyle.text.placeholders import nameless
from restyle.transcript.addresses import is_url
from restyle.transcript.people import Person
from restyle.transcript.transcript import Transcript

_LONGEST = 300.0  # seconds for reading one episode
_AHEAD = 4  # episodes that are read before their turn
_MOST_NAMES = 20  # of an episode
_ALONE = "its twin is another talk now"
NO_TURN = "the run ended before its turn"


@dataclass(frozen=True, slots=True)
class Ready:
    """A talk that is to be rewritten: its number in the run, why, and its entry so far."""

    number: int
    why: str
    talk: Talk
    entry: Entry


def _names(talk: Transcript) -> tuple[str, ...]:
    """The names under which people speak; a number is none."""
    return tuple(name for name in talk.speakers if not nameless(name))[:_MOST_NAMES]


def _is_named(entry: Entry) -> bool:
    """Whether somebody named an address itself, and not a feed or a folder that it is in."""
    return is_url(entry.key) and not (entry.title or entry.date or entry.link)


@dataclass(frozen=True, slots=True)
class _Looked:
    """An episode as it was found: why it has to be done, and its talks or what is wrong."""

    entry: Entry
    why: str
    talks: tuple[Talk, ...] = ()
    fault: Exception | None = None


class Intake:
    """Takes episodes in; what has not to be done is settled at once."""

    def __init__(
        self,
        order: ArchiveJob,
        ledger: Ledger,
        crew: Crew,
        settle: Callable[[Entry], None],
        note: Callable[[str], None],
        heard: Heard | None = None,
    ) -> None:
        self._order = order
        self._ledger = ledger
        self._crew = crew
        self._settle = settle
        self._note = note
        self._heard = heard
        self._names = Names()
        self._reading = order.reading
        self._known = Known()
        self.stopped = False

    async def ready(self, episodes: Sequence[Episode]) -> AsyncIterator[Ready]:
        """Yield the talks that are to be rewritten, in order.

        What was a twin is looked at again at the end, if its like has become another talk.
        """
        self._remember()
        number = count()
        async for looked in self._twins_last(episodes):
            for one in self._sorted_out(looked):
                yield replace(one, number=next(number))

    def _remember(self) -> None:
        """Know the names, the people and the talks of what was done before."""
        known = (*self._order.reading.people, *map(Person, self._ledger.recurring()))
        self._reading = replace(self._order.reading, people=known)
        for entry in self._ledger.entries():
            if entry.name and entry.voice == self._order.voice:
                self._names.keep(entry.name, entry.key)
                if entry.state is State.DONE and Path(entry.output).is_file():
                    self._known.add(entry.key, entry.signature)

    async def _twins_last(self, episodes: Sequence[Episode]) -> AsyncIterator[_Looked]:
        """Each episode in order, and those that were twins when all others are known."""
        twins: list[tuple[int, Episode, Entry]] = []
        async for place, episode, looked in self._looked(episodes):
            if not looked.why and looked.entry.state is State.DUPLICATE:
                twins.append((place, episode, looked.entry))
            else:
                yield looked
        for place, episode, entry in twins:
            yield await self._still_twin(place, episode, entry)

    async def _still_twin(self, place: int, episode: Episode, entry: Entry) -> _Looked:
        """A twin as it was, or as a talk of its own where there is no other like it any more."""
        _, share = self._known.nearest(entry.signature, but=entry.key)
        return _Looked(entry, "") if is_same(share) else await self._look(place, episode, _ALONE)

    def _sorted_out(self, looked: _Looked) -> list[Ready]:
        """What of an episode is to be rewritten; the rest is settled."""
        if looked.fault is not None:
            passed = isinstance(looked.fault, NoTranscriptError) and not _is_named(looked.entry)
            state = State.SKIPPED if passed else State.FAILED
            self._settle(replace(looked.entry, state=state, reason=told(looked.fault)))
            return []
        if not looked.why:
            self._settle(looked.entry)
            return []
        if not looked.talks:
            self._settle(replace(looked.entry, state=State.WAITING, reason=NO_TURN))
            return []
        found = (self._told_apart(looked, talk) for talk in looked.talks)
        return [one for one in found if one is not None]

    def _told_apart(self, looked: _Looked, talk: Talk) -> Ready | None:
        """A talk under a name of its own, or None if it is one that was taken in before."""
        for note in talk.notes:
            self._note(note)
        key = talk.episode.key
        before = self._ledger.entry(key, self._order.voice)
        entry = looked.entry if key == looked.entry.key else before
        entry = replace(
            entry or Entry(key, self._order.voice),
            signature=talk.signature,
            speakers=_names(talk.transcript),
            made_with=self._order.made_with,
            reason="",
            twin_of="",
        )
        twin, share = self._known.nearest(talk.signature, but=key)
        if is_same(share):
            self._settle(replace(entry, state=State.DUPLICATE, twin_of=twin))
            return None
        if is_related(share):
            self._note(f"{talk.episode.name}: shares {share:.0%} of its phrases with {twin}")
        self._known.add(key, talk.signature)
        name, clash = self._names.name(talk.episode)
        if clash:
            self._note(f"{talk.place}: is written as {name}, as {clash} has its name")
        path = self._order.output / f"{name}.{self._order.voice}{self._order.ending}"
        return Ready(0, looked.why, talk, replace(entry, name=name, output=str(path)))

    async def _looked(
        self, episodes: Sequence[Episode]
    ) -> AsyncIterator[tuple[int, Episode, _Looked]]:
        """Each episode in order, while the next few are looked at already."""
        ahead: deque[tuple[int, Episode, asyncio.Task[_Looked]]] = deque()
        waiting = deque(enumerate(episodes))
        try:
            while ahead or waiting:
                while waiting and len(ahead) < max(_AHEAD, self._order.at_once // 2):
                    number, episode = waiting.popleft()
                    task = asyncio.create_task(self._look(number, episode))
                    ahead.append((number, episode, task))
                number, episode, task = ahead.popleft()
                yield number, episode, await task
        finally:
            for _, _, task in ahead:
                task.cancel()

    async def _read(self, number: int, episode: Episode, reading: ReadOptions) -> tuple[Talk, ...]:
        """The talks of an episode; raises TranscriptError where that takes too long."""
        work = self._crew.off(number)(read_episode, episode, reading)
        try:
            async with asyncio.timeout(_LONGEST):
                return await work
        except TimeoutError:
            self._crew.give_up(number)
            place = Path(episode.places[0]).name
            raise TranscriptError(f"{place}: was not read within {_LONGEST:.0f} s") from None

    async def _look(self, number: int, episode: Episode, because: str = "") -> _Looked:
        """An episode by its transcripts; by its recording, where they give nothing."""
        looked = await self._look_at(number, episode, because)
        sound = sound_of(episode) if self._heard else None
        if sound is None or not isinstance(looked.fault, TranscriptError):
            return looked
        heard = await self._look_at(number, sound, because)
        if heard.fault is None and heard.why:
            self._note(f"{episode.name}: its sound is transcribed, for {told(looked.fault)}")
        return looked if isinstance(heard.fault, TranscriptError) else heard

    async def _look_at(self, number: int, episode: Episode, because: str) -> _Looked:
        before = self._ledger.entry(episode.key, self._order.voice)
        entry = replace(
            before or Entry(episode.key, self._order.voice),
            title=episode.title,
            date=episode.date,
            guests=episode.guests,
            link=episode.link,
        )
        made, reading = self._order.made_with, self._reading
        try:
            verdict = await judged(episode, before, made, self._ledger, reading)
            why = because or verdict.why
            if before and not why:
                return _Looked(before, "")
            entry = replace(entry, fingerprint=verdict.fingerprint, made_with=made)
            if self.stopped:
                return _Looked(entry, why)
            told = await self._heard(episode) if self._heard else episode
            talks = await self._read(number, told, reading)
        except Exception as error:  # what one episode brings out must not end the run
            if before and before.state is State.DONE and isinstance(error, TranscriptError):
                self._note(f"{before.name}: is left as it is, as it cannot be looked at: {error}")
                return _Looked(before, "")
            return _Looked(entry, "", fault=error)
        return _Looked(entry, why, talks)
