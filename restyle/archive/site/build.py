"""The site of an archive: which pages there are, which are made anew, and what stands on them."""

import os
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
from restyle.archive.entry import Entry
from restyle.archive.site import listings
from restyle.archive.site.episodes import FOLDER, EpisodeMade, EpisodeWork, made
from restyle.archive.site.facts import EpisodeFacts
from restyle.archive.site.names import joined
from restyle.archive.site.order import UNDATED, OnSite, named, refuse_nothing
from restyle.archive.site.searched import INDEX, Searched
from restyle.archive.site.state import (
    EpisodeState,
    SiteFolder,
    SiteState,
    load_state,
    save_state,
)
from restyle.document.labels import label
from restyle.document.write import record_of, sha256_of
from restyle.errors import OutputError
from restyle.pages import digest_of_templates, page
from restyle.text.languages import is_right_to_left

_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif")
_AT_ONCE = 64  # episodes whose pages are in memory
_FEW = 24  # episodes that one process makes faster than it starts others
CALLED = ("title", "about", "address", "art")  # what a site keeps of the options
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


def build(entries: Sequence[Entry], output: Path, options: SiteOptions) -> SiteBuilt:
    """Write the pages of all that is done, and return what came of it.

    Only what changed is made anew, and only what a site of restyle wrote is replaced or removed.
    Raises OutputError where something cannot be written, or nothing is done yet.
    """
    refuse_nothing(entries, options.voice)
    before = load_state(output)
    folder = SiteFolder(output, before.files, force=options.force)
    states: dict[str, EpisodeState] = {}
    try:
        lost = _filled(folder, named(entries, options.voice, before), before, options, states)
    finally:  # so that what was written is known for the site's own, whatever stops it
        if folder.files:
            called = {name: getattr(options, name) for name in CALLED}
            save_state(output, SiteState(folder.known(), states or before.episodes, called))
    return SiteBuilt(len(states), folder.written, folder.removed, lost)


def _filled(
    folder: SiteFolder,
    episodes: Sequence[OnSite],
    before: SiteState,
    options: SiteOptions,
    states: dict[str, EpisodeState],
) -> tuple[tuple[str, str], ...]:
    """Write all pages, note in `states` what they were made from, and return what was lost."""
    folder.refuse([f"{name}.html" for name in (*_PAGES, "search")])
    folder.refuse(["feed.xml", "llms.txt", "chapters.txt", "sitemap.xml", INDEX])
    art = _picture(options.art, folder)
    lost = _episode_pages(episodes, before, folder, options, states)
    known = [(one.name, states[one.id].facts) for one in episodes if one.id in states]
    known.sort(key=lambda row: row[1].date or UNDATED, reverse=True)
    if known:
        searched = Searched.on(folder, [name for name, _ in known])
        for name, text in _listing_pages(known, states, options, art, searched.digest):
            folder.put(name, text)
        if options.searchable:
            searched.put_index(folder)
        folder.remove_others()
    return tuple(lost)


def _episode_pages(
    episodes: Sequence[OnSite],
    before: SiteState,
    folder: SiteFolder,
    options: SiteOptions,
    states: dict[str, EpisodeState],
) -> list[tuple[str, str]]:
    """Write the pages of the episodes that changed; note what is known, return what is lost."""
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
                known = before.episodes.get(identity)
                stays = known is not None and all(map(folder.keep, known.files))
                if known is not None and stays:
                    states[identity] = known
                fault = f"{result.fault}; its page stays as it was" if stays else result.fault
                lost.append((work.entry.name, fault))
                continue
            for name, text in result.files.items():
                folder.put(name, text)
            states[identity] = EpisodeState(digest, tuple(result.files), result.facts)
    return lost


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


def _around(options: SiteOptions, episodes: Sequence[OnSite], number: int) -> dict[str, object]:
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


def _made_from(one: OnSite, around: Mapping[str, object], options: SiteOptions) -> str:
    """The digest of all that an episode's files depend on."""
    path = Path(one.entry.output)
    files = (file for file in (path, record_of(path)) if file.is_file())
    parts = (
        [sha256_of(file.read_bytes()) for file in files],
        one.entry.title,
        one.entry.date,
        one.entry.guests,
        one.name,
        sorted(around.items()),
        digest_of_templates(options.theme),
        __version__,
    )
    return sha256_of(repr(parts).encode("utf-8", "surrogatepass"))


def _listing_pages(
    episodes: Sequence[tuple[str, EpisodeFacts]],
    states: Mapping[str, EpisodeState],
    options: SiteOptions,
    art: str,
    searched: str,
) -> Iterator[tuple[str, str]]:
    """All files of the site but the episodes' own and the search's, by name."""
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
        "searched": searched,
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


def _picture(art: str, folder: SiteFolder) -> str:
    """Put the site's picture into its folder, and return its name there."""
    if not art:
        return ""
    source = Path(art)
    if source.suffix.lower() not in _PICTURES:
        raise OutputError(f"{art}: expected a picture: {', '.join(_PICTURES)}")
    try:
        data = source.read_bytes()
    except OSError as error:
        raise OutputError(f"{art}: cannot be read: {error.strerror}") from error
    name = f"art{source.suffix.lower()}"
    folder.put(name, data)
    return name
