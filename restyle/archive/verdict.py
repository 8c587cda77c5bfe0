"""Verdicts: whether an episode has to be done, and why; found out without reading it."""

import asyncio
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from restyle.archive.ledger import Entry, Ledger, State
from restyle.archive.reading import Manner, fetched, fingerprint
from restyle.archive.sources import Episode
from restyle.archive.work import digest_of
from restyle.ingest.fetch import Fetched, is_url
from restyle.llm.endpoints import Target
from restyle.profile import StyleProfile
from restyle.prompts import Prompts
from restyle.settings import Settings

INTERRUPTED = "was interrupted"
_SETTLED = (State.DONE, State.TWIN, State.PASSED)


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
        "format": settings.format,
        "front_matter": settings.front_matter,
        **others,
    }
    return {
        "style": _digest(asdict(style)),
        "model": f"{target.label} at {target.base_url}" if target else "none",
        "prompts": _digest(texts) if target else "",
        "options": _digest(options),
    }


async def judged(
    episode: Episode, entry: Entry | None, made: Mapping[str, str], ledger: Ledger, manner: Manner
) -> Verdict:
    """Return whether an episode has to be done. Addresses are asked whether they have changed."""
    if is_url(episode.places[0]):
        known = entry.fingerprint if entry and entry.state in _SETTLED else ""
        now = await _fetched(episode, ledger, manner, known)
    else:
        now = await asyncio.to_thread(fingerprint, episode.places)
    return Verdict(reason(entry, now, made), now)


def reason(entry: Entry | None, now: str, made: Mapping[str, str]) -> str:
    """Why an episode has to be done, by what the ledger knows of it; empty where it has not."""
    if entry is None:
        return "new"
    if entry.state not in _SETTLED:
        return {
            State.FAILED: "failed before",
            State.BEGUN: INTERRUPTED,
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


def is_untouched(entry: Entry) -> bool:
    """Return whether an entry's document is still as it was written."""
    return digest_of(Path(entry.output)) == entry.digest


async def _fetched(episode: Episode, ledger: Ledger, manner: Manner, known: str) -> str:
    """The digest of the first transcript that can be had of an item's."""
    url = episode.places[0]
    before = ledger.known(url) if known else None
    found = await asyncio.to_thread(fetched, url, before[0] if before else None, manner)
    if found is None and before:
        return known
    data = found.data if found else b""
    now = hashlib.sha256(data).hexdigest()
    ledger.remember(url, found or Fetched(b""), now)
    return hashlib.sha256("\n".join((now, *episode.places)).encode()).hexdigest()


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
