"""Hearing: of an episode that is only a recording, a transcript is made first, and kept.

All recordings of a run are sent by one model, within one budget. Their transcripts lie in
`.transcripts` in the folder of the documents.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from restyle.archive.options import ArchiveJob
from restyle.archive.sources import Episode
from restyle.document.write import write_new
from restyle.errors import TranscriptError
from restyle.events import Observer
from restyle.llm.budget import Budget
from restyle.media.fetched import recording_from
from restyle.media.listening import listened
from restyle.media.recording import Recording, is_recording, recording_at
from restyle.settings import Settings
from restyle.transcript.addresses import is_url
from restyle.transcript.fetch import AllowPrivate

_FOLDER = ".transcripts"

Heard = Callable[[Episode], Awaitable[Episode]]  # an episode with a transcript


@dataclass(frozen=True, slots=True)
class Hearing:
    """By whom recordings are transcribed, within which budget, and where transcripts are kept."""

    settings: Settings
    budget: Budget | None
    observe: Observer
    folder: Path
    allow_private: AllowPrivate
    _turns: dict[str, asyncio.Lock] = field(default_factory=dict)

    async def heard(self, episode: Episode) -> Episode:
        """Return an episode with a transcript in the place of its recording.

        One that has a transcript is returned without its recording. Raises as `listened` does.
        """
        spoken = tuple(place for place in episode.places if not is_recording(place))
        if spoken:
            return replace(episode, places=spoken)
        with TemporaryDirectory() as folder:
            recording = await asyncio.to_thread(self._found, episode.places[0], Path(folder))
            # Of several copies of one recording, the first is sent, and the others are kept then.
            async with self._turns.setdefault(recording.digest, asyncio.Lock()):
                data, facts = await listened(recording, self.settings, self.budget, self.observe)
            kept = self.folder / _FOLDER / recording.digest[:16] / f"{_stem(recording)}.json"
            await asyncio.to_thread(write_new, kept, data, force=True)
        told = (episode.title or facts.title, episode.date or facts.date[:10])
        return replace(episode, places=(str(kept),), title=told[0], date=told[1])

    def _found(self, place: str, folder: Path) -> Recording:
        if is_url(place):
            return recording_from(place, folder, self.allow_private)
        recording = recording_at(Path(place))
        if recording is None:
            raise TranscriptError(f"{place}: is no recording")
        return recording


def hearing_for(
    settings: Settings, order: ArchiveJob, budget: Budget | None, observe: Observer
) -> Heard | None:
    """Return what makes transcripts of recordings; None where nobody is named who does."""
    if not settings.transcriber:
        return None
    private = order.reading.allow_private
    return Hearing(settings, budget, observe, order.output, private).heard


def sound_of(episode: Episode) -> Episode | None:
    """Return an episode with its recording in the place of its transcripts; None without one."""
    if not episode.media or episode.media in episode.places:
        return None
    return replace(episode, places=(episode.media,))


def _stem(recording: Recording) -> str:
    return PurePath(recording.name).stem or "recording"
