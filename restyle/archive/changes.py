"""Verdicts: whether an episode has to be done, and why; found out without reading it."""

import asyncio
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from restyle.archive.entry import Entry, State
from restyle.archive.ledger import Ledger
from restyle.archive.reading import ReadOptions, fetched, fingerprint, own_key
from restyle.archive.sources import Episode
from restyle.concurrency import all_of
from restyle.errors import TranscriptError
from restyle.llm.endpoints import Target
from restyle.media.recording import is_recording
from restyle.settings import Settings
from restyle.style.profile import StyleProfile
from restyle.transcript.addresses import is_url, without_password
from restyle.writing.prompts import Prompts

_SETTLED = (State.DONE, State.DUPLICATE, State.SKIPPED)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why an episode has to be done; `why` is empty where it is done and nothing has changed.

    `fingerprint` is the digest of its sources as they are now.
    """

    why: str
    fingerprint: str


def made_with(
    style: StyleProfile,
    target: Target | None,
    prompts: Prompts,
    settings: Settings,
    others: Mapping[str, object],
) -> dict[str, str]:
    """Return the digests of all that decides a document, beside its source, by what each is."""
    texts = {name: file.path.read_bytes().hex() for name, file in prompts.files().items()}
    options = {
        "language": settings.language,
        "topics": settings.topics,
        "section_words": settings.section_words,
        "headings": settings.headings,
        "sections_per_call": settings.sections_per_call,
        "edit": settings.edit,
        "judge": without_password(settings.judge),
        "format": settings.format,
        "front_matter": settings.front_matter,
        **others,
    }
    return {
        "style": _digest(asdict(style)),
        "model": f"{target.label} at {without_password(target.base_url)}" if target else "none",
        "prompts": _digest(texts) if target else "",
        "options": _digest(options),
    }


async def judged(
    episode: Episode,
    entry: Entry | None,
    made: Mapping[str, str],
    ledger: Ledger,
    reading: ReadOptions,
) -> Verdict:
    """Return whether an episode has to be done. Addresses are asked whether they have changed.

    Raises TranscriptError where none of the addresses gives anything.
    """
    if is_url(episode.places[0]):
        now = await _told_by_addresses(episode, ledger, reading)
    else:
        now = await asyncio.to_thread(fingerprint, episode.places)
    return Verdict(reason(entry, now, made) or _of_others(episode, entry, made, ledger), now)


def _of_others(
    episode: Episode, entry: Entry | None, made: Mapping[str, str], ledger: Ledger
) -> str:
    """Why one of the talks that share an episode's name has to be done."""
    if entry is None:
        return ""
    others = (ledger.entry(own_key(place), entry.voice) for place in episode.places)
    reasons = (reason(one, one.fingerprint, made) for one in others if one)
    return next(filter(None, reasons), "")


def reason(entry: Entry | None, now: str, made: Mapping[str, str]) -> str:
    """Why an episode has to be done, by what the ledger knows of it; empty where it has not."""
    if entry is None:
        return "new"
    if entry.state not in _SETTLED:
        return {
            State.FAILED: "failed before",
            State.RUNNING: "was interrupted",
            State.WAITING: "was left waiting",
        }[entry.state]
    before = dict(entry.made_with or {})
    changed = [name for name in made if made[name] != before.get(name)]
    if entry.fingerprint != now:
        changed.insert(0, "source")
    if changed:
        return f"{' and '.join(changed)} changed"
    if entry.state is State.DONE and not Path(entry.output).is_file():
        return "the document is gone"
    return ""


async def _told_by_addresses(episode: Episode, ledger: Ledger, reading: ReadOptions) -> str:
    """The digest of all that an item offers, and of what its feed says of it."""
    found = await all_of(_told_by(place, ledger, reading) for place in episode.places)
    digests = [one if isinstance(one, str) else "" for one in found]
    faults = [one for one in found if isinstance(one, TranscriptError)]
    if not any(digests):
        raise faults[0]
    facts = (episode.title, episode.date, episode.link, *episode.hosts, *episode.guests)
    return _digest([*digests, *episode.places, *facts])


async def _told_by(url: str, ledger: Ledger, reading: ReadOptions) -> str | TranscriptError:
    """The digest of what lies at an address: as it was, where it has not changed or is away."""
    if is_recording(url):  # a recording is not loaded to see whether it has changed
        return _digest(without_password(url))
    before = ledger.known(url)
    try:
        found = await asyncio.to_thread(fetched, url, before[0] if before else None, reading)
    except TranscriptError as error:
        return before[1] if before else error
    if found is None:
        return before[1] if before else ""
    now = hashlib.sha256(found.data).hexdigest()
    ledger.remember(url, found, now)
    return now


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
