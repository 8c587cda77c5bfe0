"""The site of an archive: which pages there are, which are made anew, and what stands on them."""

import hashlib
import os
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from restyle._version import __version__
from restyle.archive.ledger import Entry, State
from restyle.archive.site import listings, search
from restyle.archive.site.episodes import FOLDER, EpisodeMade, EpisodeWork, made
from restyle.archive.site.facts import EpisodeFacts
from restyle.archive.site.names import joined
from restyle.archive.site.state import (
    EpisodeState,
    SiteFolder,
    SiteState,
    load_state,
    save_state,
)
from restyle.document.labels import label
from restyle.document.write import slug
from restyle.errors import OutputError
from restyle.pages import digest_of_templates, page
from restyle.text.languages import is_right_to_left

_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif")
_UNDATED = "0000"
_AT_ONCE = 64  # episodes whose pages are in memory
_FEW = 24  # episodes that one process makes faster than it starts others
_PAGES = ("index", "people", "terms", "takeaways")


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What a site is called, what it is, and where it will lie.

    `address` is where it will be published; without it there is no sitemap, and links in the
    feed are relative. `art` is a picture's file, `theme` a folder of templates that hide ours.
    """

    title: str
    about: str = ""
    address: str = ""
    art: str = ""
    theme: str = ""
    voice: str = ""
    searchable: bool = True
    force: bool = False


@dataclass(frozen=True, slots=True)
class SiteBuilt:
    """What came of it: how many episodes, how many files written and removed, and what failed."""

    episodes: int
    written: int
    removed: int
    lost: tuple[tuple[str, str], ...]
    searchable: bool


@dataclass(frozen=True, slots=True)
class _Episode:
    """An episode in one voice, and the name of its files on the site."""

    entry: Entry
    name: str

    @property
    def id(self) -> str:
        return f"{self.entry.key}\n{self.entry.voice}"


def build(entries: Sequence[Entry], output: Path, options: SiteOptions) -> SiteBuilt:
    """Write the pages of all that is done, and return what came of it.

    Only what changed is made anew, and only what a site of restyle wrote is replaced or removed.
    Raises OutputError where something cannot be written, or nothing is done yet.
    """
    episodes = _named(entries, options.voice)
    if not episodes:
        raise OutputError("nothing of this archive is done yet, so there is no site to make")
    before = load_state(output)
    folder = SiteFolder(output, before.files, force=options.force)
    art = _picture(options.art, output)
    states, lost = _episode_pages(episodes, before, folder, options)
    known = [(one.name, states[one.id].facts) for one in episodes if one.id in states]
    known.sort(key=lambda row: row[1].date or _UNDATED, reverse=True)
    for name, text in _listing_pages(known, states, options, art):
        folder.put(name, text)
    removed = folder.remove_others()
    if options.searchable and (folder.written or removed):
        search.indexed(output)
    save_state(output, SiteState(folder.files, states))
    return SiteBuilt(len(known), folder.written, removed, tuple(lost), options.searchable)


def _named(entries: Sequence[Entry], voice: str) -> list[_Episode]:
    """What is done, the latest first, each with a name of its own."""
    done = [
        one
        for one in entries
        if one.state is State.DONE and Path(one.output).is_file() and voice in ("", one.voice)
    ]
    done.sort(key=lambda one: (one.name.casefold(), one.voice))
    done.sort(key=lambda one: one.date or _UNDATED, reverse=True)
    counts: Counter[str] = Counter()
    found = []
    for entry in done:
        plain = re.sub(r"[^\w.]+", "-", slug(Path(entry.output).stem).casefold()).strip("-")
        counts[plain] += 1
        found.append(_Episode(entry, plain if counts[plain] == 1 else f"{plain}-{counts[plain]}"))
    return found


def _episode_pages(
    episodes: Sequence[_Episode], before: SiteState, folder: SiteFolder, options: SiteOptions
) -> tuple[dict[str, EpisodeState], list[tuple[str, str]]]:
    """Write the pages of the episodes that changed; return what is known of all, and the lost."""
    states: dict[str, EpisodeState] = {}
    lost: list[tuple[str, str]] = []
    works: dict[str, tuple[EpisodeWork, str]] = {}
    for number, one in enumerate(episodes):
        around = _around(options, episodes, number)
        digest = _made_from(one, around, options)
        known = before.episodes.get(one.id)
        if known and known.made_from == digest and all(map(folder.keep, known.files)):
            states[one.id] = known
        else:
            works[one.id] = EpisodeWork(one.entry, one.name, around, options.theme), digest
    with _makers(len(works)) as make:
        for (identity, (work, digest)), result in _results(works, make):
            if result.facts is None:
                lost.append((work.entry.name, result.fault))
                continue
            for name, text in result.files.items():
                folder.put(name, text)
            states[identity] = EpisodeState(digest, tuple(result.files), result.facts)
    return states, lost


Make = partial[Iterator[EpisodeMade]]
Works = Mapping[str, tuple[EpisodeWork, str]]


def _results(
    works: Works, make: Make
) -> Iterator[tuple[tuple[str, tuple[EpisodeWork, str]], EpisodeMade]]:
    """Each piece of work with what comes of it, so few at a time that memory stays flat."""
    rows = iter(works.items())
    while batch := list(islice(rows, _AT_ONCE)):
        yield from zip(batch, make([work for _, (work, _) in batch]), strict=True)


@contextmanager
def _makers(count: int) -> Iterator[Make]:
    """What makes episodes' files, in several processes where there are many."""
    if count <= _FEW:
        yield partial(map, made)
        return
    size = min(4, os.cpu_count() or 1)
    with ProcessPoolExecutor(size, mp_context=get_context("spawn")) as pool:
        yield partial(pool.map, made, chunksize=4)


def _around(options: SiteOptions, episodes: Sequence[_Episode], number: int) -> dict[str, object]:
    """What stands round an episode: the site, and the episodes before and after it."""

    def beside(index: int) -> dict[str, str]:
        if not 0 <= index < len(episodes):
            return {}
        one = episodes[index]
        return {"name": one.name, "title": one.entry.title or one.entry.name}

    return {
        "site_title": options.title,
        "address": options.address,
        "root": "../",
        "newer": beside(number - 1),
        "older": beside(number + 1),
        "searchable": options.searchable,
    }


def _made_from(one: _Episode, around: Mapping[str, object], options: SiteOptions) -> str:
    """The digest of all that an episode's files depend on."""
    document = Path(one.entry.output).read_bytes()
    parts = (
        hashlib.sha256(document).hexdigest(),
        one.entry.title,
        one.entry.guests,
        one.name,
        sorted(around.items()),
        digest_of_templates(options.theme),
        __version__,
    )
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _listing_pages(
    episodes: Sequence[tuple[str, EpisodeFacts]],
    states: Mapping[str, EpisodeState],
    options: SiteOptions,
    art: str,
) -> Iterator[tuple[str, str]]:
    """All files of the site but the episodes' own, by name."""
    language = Counter(facts.language for _, facts in episodes).most_common(1)[0][0]
    people, terms = joined(episodes)
    values: dict[str, object] = {
        "site_title": options.title,
        "about": options.about,
        "address": options.address,
        "art": art,
        "root": "",
        "language": language,
        "rtl": is_right_to_left(language),
        "say": partial(label, language=language),
        "episodes": episodes,
        "years": _by_year(episodes),
        "people": people,
        "terms": terms,
        "searchable": options.searchable,
        "version": __version__,
    }
    names = [*_PAGES, "search"] if options.searchable else list(_PAGES)
    for name in names:
        yield f"{name}.html", page(f"site/{name}", values, options.theme)
    yield "feed.xml", listings.feed(episodes, values, options.theme)
    yield "llms.txt", listings.llms_txt(episodes, options.title, options.about, options.address)
    files = {name for state in states.values() for name in state.files}
    timed = [(n, facts) for n, facts in episodes if f"{FOLDER}/{n}.chapters.json" in files]
    if timed:
        yield "chapters.txt", listings.chapter_lines(timed, options.address)
    if options.address:
        pages = [*(f"{name}.html" for name in names), *(f"{FOLDER}/{n}.html" for n, _ in episodes)]
        yield "sitemap.xml", listings.sitemap(pages, options.address)


def _by_year(
    episodes: Sequence[tuple[str, EpisodeFacts]],
) -> list[tuple[str, list[tuple[str, EpisodeFacts]]]]:
    years: dict[str, list[tuple[str, EpisodeFacts]]] = defaultdict(list)
    for name, facts in episodes:
        years[facts.date[:4]].append((name, facts))
    return list(years.items())


def _picture(art: str, output: Path) -> str:
    """Copy the site's picture into its folder, and return its name there."""
    if not art:
        return ""
    source = Path(art)
    if source.suffix.lower() not in _PICTURES:
        raise OutputError(f"{art}: expected a picture: {', '.join(_PICTURES)}")
    name = f"art{source.suffix.lower()}"
    try:
        output.mkdir(parents=True, exist_ok=True)
        if source.resolve() != (output / name).resolve():
            shutil.copyfile(source, output / name)
    except OSError as error:
        raise OutputError(f"{art}: cannot be copied to {output}: {error.strerror}") from error
    return name
