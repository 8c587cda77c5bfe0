"""Starting: what somebody asks for, made into an order, a run or a plan."""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from restyle.archive.changes import judged, made_with
from restyle.archive.entry import Entry, State
from restyle.archive.events import ArchiveNotice, ArchiveObserver, EpisodeFinished, Listed
from restyle.archive.hearing import Hearing
from restyle.archive.ledger import FILE_NAME, Ledger
from restyle.archive.means import means_for
from restyle.archive.named import named_hosts, people_of
from restyle.archive.options import ArchiveJob
from restyle.archive.queue import Heard
from restyle.archive.reading import ReadOptions, own_key, read_episode
from restyle.archive.rounds import in_rounds
from restyle.archive.run import Means, Run
from restyle.archive.sources import Episode, Found, Get, find
from restyle.archive.wanted import ArchiveOptions
from restyle.archive.workers import Workers
from restyle.document.formats import RENDERERS
from restyle.document.paths import STANDARD_OUTPUT
from restyle.document.write import EXTRACT
from restyle.errors import OutputError, RestyleError, TranscriptError
from restyle.events import Event, Notice, Observer, ignore
from restyle.llm.budget import Budget
from restyle.llm.endpoints import Target, resolve
from restyle.llm.events import Waiting
from restyle.media.transcribe import Transcribing
from restyle.pipeline.estimate import Plan, plan
from restyle.pipeline.rewrite import RewriteOptions
from restyle.pipeline.session import judge_of, language_for
from restyle.settings import Settings
from restyle.style.files import hides_bundled
from restyle.style.files import load as load_style
from restyle.style.length import in_force
from restyle.topics.sizes import wanted as wanted_sizes
from restyle.transcript.fetch import fetch_changed
from restyle.transcript.read import MOST_BYTES
from restyle.writing.prompts import Prompts

_MOST_PROCESSES = 4
_EPISODES = 4  # that are worth another process
_MOST_AT_ONCE = 16
_CALLS = 4  # of the endpoint's concurrency that an episode keeps busy at the least


@dataclass(frozen=True, slots=True)
class Planned:
    """What would be done for an episode: why, and what it would take; or what is wrong with it.

    `why` is empty where nothing would be done; `plan` is None for an extract.
    """

    episode: Episode
    why: str
    plan: Plan | None = None
    fault: str = ""


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
    order, target = _order(wanted, settings)
    ledger = Ledger.at(order.output, create=True)
    crew = Workers(0)
    try:
        ledger.hold()
        found = _found(wanted, ledger, order, lambda message: observe(ArchiveNotice(message)))
        ledger.keep(arguments or {})
        episodes = [one for one in found.episodes if _is_meant(one, order, ledger, only)]
        crew = _crew(len(episodes))
        observe(Listed(len(episodes) + len(found.lost), tuple(found.passed)))
        for message in (*found.notes, *_announced(settings, target, len(episodes))):
            observe(ArchiveNotice(message))
        for source, reason in found.lost:
            entry = Entry(source, order.voice, state=State.FAILED, reason=reason)
            observe(EpisodeFinished(entry, worked=True))

        note = _noting(observe)
        heard = _hearing(settings, order, budget, note)
        having = means_for(wanted, settings, target, order, Means(crew, None, budget, heard), note)
        async with having as (job, means, batching):
            await in_rounds(
                lambda again: Run(job, ledger, means, observe, again=again), episodes, batching
            )
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


def _hearing(
    settings: Settings, order: ArchiveJob, budget: Budget | None, note: Observer
) -> Heard | None:
    """What makes transcripts of recordings; None where nobody is named who does."""
    if not settings.transcriber:
        return None
    private = order.reading.allow_private
    return Hearing(settings, budget, note, order.output, private).heard


async def plan_archive(
    wanted: ArchiveOptions, settings: Settings
) -> tuple[tuple[Planned, ...], Found]:
    """Return what a run would do for each episode and why, and what was passed over."""
    order, target = _order(wanted, settings)
    known = (order.output / FILE_NAME).is_file()
    ledger = Ledger.at(order.output) if known else Ledger.blank(order.output)
    ledger.remembers = False
    crew = Workers(0)
    try:
        found = _found(wanted, ledger, order, lambda _: None)
        crew = _crew(len(found.episodes))
        planned = []
        heard = _hearing(settings, order, None, ignore)
        for number, episode in enumerate(found.episodes):
            before = ledger.entry(episode.key, order.voice)
            try:
                verdict = await judged(episode, before, order.made_with, ledger, order.reading)
                cost = None
                if verdict.why and heard:
                    episode = await heard(episode)  # noqa: PLW2901 - with a transcript
                if verdict.why and target:
                    cost = await crew.off(number)(_plan, episode, order.reading, settings)
            except RestyleError as error:
                planned.append(Planned(episode, "", fault=str(error)))
            else:
                planned.append(Planned(episode, verdict.why, cost))
        lost = (Planned(Episode(s, s, (s,)), "", fault=reason) for s, reason in found.lost)
        return (*planned, *lost), found
    finally:
        crew.close()
        ledger.close()


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


def _plan(episode: Episode, reading: ReadOptions, settings: Settings) -> Plan:
    return plan(read_episode(episode, reading)[0].transcript, settings)


def _order(wanted: ArchiveOptions, settings: Settings) -> tuple[ArchiveJob, Target | None]:
    if settings.output == STANDARD_OUTPUT:
        raise OutputError("--output - takes one document; an archive needs a folder")
    if settings.front_matter and "markdown" not in settings.formats:
        raise OutputError(f"front matter goes with markdown, not with {settings.format}")
    target, style = resolve(settings), in_force(load_style(settings.style), settings)
    prompts = Prompts(settings.prompts)
    language = language_for(settings, by_model=target is not None)
    voice = style.name if target else EXTRACT
    # What the sources' own hosts offer is asked for; what a feed leads to is not.
    private = wanted.allow_private or named_hosts(wanted.sources)
    people = people_of(wanted.sources, Path(settings.output))
    reading = ReadOptions(dict(wanted.names), wanted.keep_ads, private, people)
    others = {
        "check": wanted.check,
        "repair": wanted.repair,
        "names": dict(wanted.names),
        "keep_ads": wanted.keep_ads,
        "people": [asdict(one) for one in people],
    }
    return (
        ArchiveJob(
            style=style,
            voice=f"{voice}.{language.code}" if language else voice,
            output=Path(settings.output).absolute(),
            formats=settings.formats,
            ending=RENDERERS[settings.formats[0]].endings[0],
            front_matter=settings.front_matter,
            options=RewriteOptions(
                sizes=wanted_sizes(settings),
                language=language,
                edit=settings.edit,
                check=wanted.check,
                repair=wanted.repair,
            ),
            reading=reading,
            at_once=wanted.at_once or _at_once(target),
            force=wanted.force,
            hears=bool(settings.transcriber),
            by_model=target is not None,
            made_with=made_with(style, target, prompts, settings, others),
        ),
        target,
    )


def _crew(episodes: int) -> Workers:
    """As many processes as there are processors for; a few episodes need but one."""
    return Workers(min(_MOST_PROCESSES, os.cpu_count() or 1, -(-episodes // _EPISODES)))


def _at_once(target: Target | None) -> int:
    """How many episodes keep the endpoint busy, while some of them are read and checked."""
    if target is None:
        return min(_MOST_PROCESSES, os.cpu_count() or 1)
    return max(2, min(_MOST_AT_ONCE, target.concurrency // _CALLS))


def _found(
    wanted: ArchiveOptions, ledger: Ledger, order: ArchiveJob, note: Callable[[str], None]
) -> Found:
    choice = replace(wanted.choice, allow_private=wanted.allow_private, sounds=order.hears)
    return find(wanted.sources, choice, _getter(ledger, order.reading, note), order.output)


def _getter(ledger: Ledger, reading: ReadOptions, note: Callable[[str], None]) -> Get:
    """What fetches a feed: again only if it has changed since it was fetched before."""

    def get(url: str) -> bytes:
        before = ledger.known(url)
        known = before[0] if before and before[0].data else None
        try:
            found = fetch_changed(url, MOST_BYTES, known=known, allow_private=reading.allow_private)
        except TranscriptError as error:
            if known is None:
                raise
            note(f"{error}; what it gave last is taken")
            return known.data
        if found is None:
            return known.data if known else b""
        ledger.remember(url, found, hashlib.sha256(found.data).hexdigest(), body=True)
        return found.data

    return get


def _is_meant(episode: Episode, order: ArchiveJob, ledger: Ledger, only: Sequence[State]) -> bool:
    if not only:
        return True
    keys = (episode.key, *map(own_key, episode.places))
    entries = (ledger.entry(key, order.voice) for key in keys)
    return any(entry is not None and entry.state in only for entry in entries)
