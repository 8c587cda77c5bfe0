"""Plans: what a run would do for each episode, and what it would take; nothing is sent."""

from dataclasses import dataclass

from restyle.archive.changes import judged
from restyle.archive.hearing import Heard, hearing_for, sound_of
from restyle.archive.ledger import FILE_NAME, Ledger
from restyle.archive.options import ArchiveJob
from restyle.archive.order import found_by, order_of
from restyle.archive.reading import ReadOptions, read_episode
from restyle.archive.sources import Episode, Found
from restyle.archive.wanted import ArchiveOptions
from restyle.archive.workers import Workers, crew_for
from restyle.errors import RestyleError, TranscriptError
from restyle.events import ignore
from restyle.llm.endpoints import Target
from restyle.media.listening import NotTranscribedError
from restyle.media.transcribe import Transcribing
from restyle.pipeline.estimate import Plan, plan
from restyle.settings import Settings


@dataclass(frozen=True, slots=True)
class Planned:
    """What would be done for an episode: why, and what it would take; or what is wrong with it.

    `why` is empty where nothing would be done; `plan` is None for an extract, and for a recording
    that is not transcribed, of which `transcription` says what that takes.
    """

    episode: Episode
    why: str
    plan: Plan | None = None
    transcription: Transcribing | None = None
    fault: str = ""


async def plan_archive(
    wanted: ArchiveOptions, settings: Settings
) -> tuple[tuple[Planned, ...], Found]:
    """Return what a run would do for each episode and why, and what was passed over."""
    order, target = order_of(wanted, settings)
    known = (order.output / FILE_NAME).is_file()
    ledger = Ledger.at(order.output) if known else Ledger.blank(order.output)
    ledger.remembers = False
    crew = Workers(0)
    try:
        found = found_by(wanted, ledger, order, lambda _: None)
        crew = crew_for(len(found.episodes))
        heard = hearing_for(settings, order, None, ignore)
        planning = _Planning(settings, order, target, ledger, crew, heard)
        planned = [await planning.of(*one) for one in enumerate(found.episodes)]
        lost = (Planned(Episode(s, s, (s,)), "", fault=reason) for s, reason in found.lost)
        return (*planned, *lost), found
    finally:
        crew.close()
        ledger.close()


@dataclass(frozen=True, slots=True)
class _Planning:
    settings: Settings
    order: ArchiveJob
    target: Target | None
    ledger: Ledger
    crew: Workers
    heard: Heard | None

    async def of(self, number: int, episode: Episode) -> Planned:
        """The plan of an episode; of its recording, where its transcripts give nothing."""
        try:
            return await self._of(number, episode)
        except TranscriptError as error:
            if self.heard and (sound := sound_of(episode)):
                return await self.of(number, sound)
            return Planned(episode, "", fault=str(error))
        except RestyleError as error:
            return Planned(episode, "", fault=str(error))

    async def _of(self, number: int, episode: Episode) -> Planned:
        order = self.order
        before = self.ledger.entry(episode.key, order.voice)
        verdict = await judged(episode, before, order.made_with, self.ledger, order.reading)
        if not verdict.why:
            return Planned(episode, "")
        try:
            talk = await self.heard(episode) if self.heard else episode
        except NotTranscribedError as error:
            return Planned(episode, verdict.why, transcription=error.takes)
        if self.target is None:
            return Planned(talk, verdict.why)
        work = self.crew.off(number)(_plan, talk, order.reading, self.settings)
        return Planned(talk, verdict.why, await work)


def _plan(episode: Episode, reading: ReadOptions, settings: Settings) -> Plan:
    return plan(read_episode(episode, reading)[0].transcript, settings)
