"""The work on one episode: its document, written, and what the ledger is to know of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from restyle.archive.entry import Entry, State
from restyle.document.document import Document
from restyle.document.write import sha256_of, write_all
from restyle.events import Observer, ignore
from restyle.pipeline.rewrite import RewriteOptions, rewrite
from restyle.style.profile import StyleProfile
from restyle.text.markdown.sentences import plain
from restyle.transcript.transcript import Transcript
from restyle.writing import Writer
from restyle.writing.extract.writer import ExtractiveWriter

_SUMMARY_WORDS = 60
_NAMED = 3  # parts that are missing


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document goes and how; `force` replaces what an interrupted run left there."""

    path: Path
    formats: tuple[str, ...]
    front_matter: bool
    source: str
    force: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A document as it was written: its digest, and what there is to say of it."""

    digest: str
    title: str
    summary: str
    takeaways: tuple[str, ...]
    sections: int
    words: int
    findings: int
    missing: tuple[str, ...] = ()

    def told(self, entry: Entry) -> Entry:
        """Return the entry with the document's facts: done, or waiting for what is missing."""
        missing = "; ".join(self.missing[:_NAMED])
        return replace(
            entry,
            state=State.WAITING if missing else State.DONE,
            reason=f"not written: {missing}" if missing else "",
            title=self.title or entry.title,
            digest=self.digest,
            summary=self.summary,
            takeaways=self.takeaways,
            sections=self.sections,
            words=self.words,
            findings=self.findings,
        )


async def rewritten(
    talk: Transcript,
    style: StyleProfile,
    writer: Writer,
    options: RewriteOptions,
    place: Place,
    observe: Observer,
) -> Written:
    """Return what a model's document of a talk came to, after it was written.

    What it lacks is marked in it and named in `missing`; the next run asks for that alone.
    """
    document = await rewrite(talk, style, writer, observe, options)
    return await options.off(_put, document, place)


async def extracted(
    talk: Transcript, style: StyleProfile, options: RewriteOptions, place: Place
) -> Written:
    """Return what an extract of a talk came to, after it was written; all of it off the loop."""
    return await options.off(_extract, talk, style, replace(options, off=_here), place)


def _extract(
    talk: Transcript, style: StyleProfile, options: RewriteOptions, place: Place
) -> Written:
    document = asyncio.run(rewrite(talk, style, ExtractiveWriter(), ignore, options))
    return _put(document, place)


async def _here(function, /, *arguments):  # type: ignore[no-untyped-def]  # an Off that stays
    return function(*arguments)


def _put(document: Document, place: Place) -> Written:
    write_all(
        document,
        place.path,
        place.formats,
        front_matter=place.front_matter,
        force=place.force,
        record={"path": place.source},
    )
    return _facts(document, digest_of(place.path))


def digest_of(path: Path) -> str:
    """Return the digest of a file; empty where there is none."""
    return sha256_of(path.read_bytes()) if path.is_file() else ""


def _facts(document: Document, digest: str) -> Written:
    takeaways = tuple(one.text for one in document.takeaways)
    return Written(
        digest,
        plain(document.title).rpartition(" — ")[0] or plain(document.title),
        document.summary or _first(takeaways),
        takeaways,
        len(document.sections),
        document.words,
        sum(len(section.findings) for section in document.sections),
        document.missing,
    )


def _first(takeaways: Sequence[str]) -> str:
    """The first takeaway on one line, for want of a summary."""
    words = plain(takeaways[0]).split() if takeaways else []
    return " ".join(words[:_SUMMARY_WORDS]) + ("…" if len(words) > _SUMMARY_WORDS else "")
