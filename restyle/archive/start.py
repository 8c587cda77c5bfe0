"""Starting: what somebody asks for, made into an order and a run."""

from collections.abc import Iterator, Mapping, Sequence

from restyle.archive.entry import Entry, State
from restyle.archive.events import ArchiveNotice, ArchiveObserver, EpisodeFinished, Listed
from restyle.archive.hearing import hearing_for
from restyle.archive.ledger import Ledger
from restyle.archive.means import means_for
from restyle.archive.options import ArchiveJob
from restyle.archive.order import found_by, order_of
from restyle.archive.reading import own_key
from restyle.archive.rounds import in_rounds
from restyle.archive.run import Means, Run
from restyle.archive.sources import Episode
from restyle.archive.wanted import ArchiveOptions
from restyle.archive.workers import Workers, crew_for
from restyle.events import Event, Notice, Observer
from restyle.llm.budget import Budget
from restyle.llm.endpoints import Target
from restyle.llm.events import Waiting
from restyle.media.transcribe import Transcribing
from restyle.pipeline.session import judge_of
from restyle.settings import Settings
from restyle.style.files import hides_bundled


async def run_archive(
    wanted: ArchiveOptions,
    settings: Settings,
    observe: ArchiveObserver,
    *,
    budget: Budget | None = None,
    arguments: Mapping[str, object] | None = None,
    only: Sequence[State] = (),
) -> None:
    """Do all of an archive that has to be done, and tell it as it goes.

    The documents and the ledger go to the settings' output. `only` leaves all but episodes in
    these states alone. `arguments` are kept for those who look or try again. Raises UsageError
    where a source is not there, and where another run holds the archive.
    """
    order, target = order_of(wanted, settings)
    ledger = Ledger.at(order.output, create=True)
    crew = Workers(0)
    try:
        ledger.hold()
        found = found_by(wanted, ledger, order, lambda message: observe(ArchiveNotice(message)))
        ledger.keep(arguments or {})
        episodes = [one for one in found.episodes if _is_meant(one, order, ledger, only)]
        crew = crew_for(len(episodes))
        observe(Listed(len(episodes) + len(found.lost), tuple(found.passed)))
        for message in (*found.notes, *_announced(settings, target, len(episodes))):
            observe(ArchiveNotice(message))
        for source, reason in found.lost:
            entry = Entry(source, order.voice, state=State.FAILED, reason=reason)
            observe(EpisodeFinished(entry, worked=True))

        note = _noting(observe)
        heard = hearing_for(settings, order, budget, note)
        having = means_for(wanted, settings, target, order, Means(crew, None, budget, heard), note)
        async with having as (job, means, batching):
            whole = await in_rounds(
                lambda again: Run(job, ledger, means, observe, again=again), episodes, batching
            )
        if whole:
            ledger.end_whole()
    finally:
        crew.close()
        ledger.close()


def _noting(observe: ArchiveObserver) -> Observer:
    """What tells of all episodes at once, as far as a person should know."""

    def note(event: Event) -> None:
        if isinstance(event, Transcribing):
            observe(ArchiveNotice(event.line))
        elif isinstance(event, Notice):
            observe(ArchiveNotice(event.message))
        elif isinstance(event, Waiting):
            observe(ArchiveNotice(f"waiting {event.seconds:.0f} s: {event.reason}"))

    return note


def _announced(settings: Settings, target: Target | None, episodes: int) -> Iterator[str]:
    """What is said before anything is sent: a voice that hides another, and who is asked."""
    if note := hides_bundled(settings.style):
        yield note
    if target and episodes:
        what = "one episode" if episodes == 1 else f"up to {episodes:,} episodes"
        yield f"asks {target.label} at {target.hosts} for {what}; --plan says what that takes"
        judge = judge_of(settings, target)
        if judge and judge != target:
            yield f"{judge.label} at {judge.host} judges them"


def _is_meant(episode: Episode, order: ArchiveJob, ledger: Ledger, only: Sequence[State]) -> bool:
    if not only:
        return True
    keys = (episode.key, *map(own_key, episode.places))
    entries = (ledger.entry(key, order.voice) for key in keys)
    return any(entry is not None and entry.state in only for entry in entries)
