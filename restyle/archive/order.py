"""Orders: what somebody asks for, made into what every episode is done by, and the episodes."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

from restyle.archive.changes import made_with
from restyle.archive.ledger import Ledger
from restyle.archive.named import named_hosts, people_of
from restyle.archive.options import ArchiveJob
from restyle.archive.reading import ReadOptions
from restyle.archive.sources import Found, Get, find
from restyle.archive.wanted import ArchiveOptions
from restyle.document.formats import RENDERERS
from restyle.document.paths import STANDARD_OUTPUT
from restyle.document.write import EXTRACT
from restyle.errors import OutputError, TranscriptError
from restyle.llm.endpoints import Target, resolve
from restyle.pipeline.rewrite import RewriteOptions
from restyle.pipeline.session import language_for
from restyle.settings import Settings
from restyle.style.files import load as load_style
from restyle.style.length import in_force
from restyle.topics.sizes import wanted as wanted_sizes
from restyle.transcript.fetch import fetch_changed
from restyle.transcript.read import MOST_BYTES
from restyle.writing.prompts import Prompts

_MOST_EXTRACTS = 4  # at once
_MOST_AT_ONCE = 16
_CALLS = 4  # of the endpoint's concurrency that an episode keeps busy at the least


def order_of(wanted: ArchiveOptions, settings: Settings) -> tuple[ArchiveJob, Target | None]:
    """Return how an archive is done, and the model that is asked; None for extracts."""
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


def _at_once(target: Target | None) -> int:
    """How many episodes keep the endpoint busy, while some of them are read and checked."""
    if target is None:
        return min(_MOST_EXTRACTS, os.cpu_count() or 1)
    return max(2, min(_MOST_AT_ONCE, target.concurrency // _CALLS))


def found_by(
    wanted: ArchiveOptions, ledger: Ledger, order: ArchiveJob, note: Callable[[str], None]
) -> Found:
    """Return the episodes that somebody asks for; feeds are fetched only if they have changed."""
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
