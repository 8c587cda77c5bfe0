"""Pages of podcast apps: from an episode's page to its item in the show's feed.

A page names the feed, or the show's number at Apple's, or the show's name, which Apple's
directory knows the feed of (iTunes Search API). The item is the one with the same guid, sound,
address or title.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, quote_plus, urlsplit

from restyle.errors import TranscriptError, UsageError
from restyle.media.feed import Feed, Item, is_feed, parse_feed
from restyle.media.page import Page, page_of

Get = Callable[[str], bytes]
DIRECTORY = "https://itunes.apple.com"
_HOSTS = (
    "podcasts.apple.com open.spotify.com overcast.fm pca.st pocketcasts.com castro.fm "
    "castbox.fm podcastaddict.com podchaser.com"
).split()
_EPISODES = 200  # that the directory tells of a show
_SHOWS = 5  # that are looked at
_SPLIT = re.compile(r"\s(?:[-–—|·])\s")
_APPS = re.compile(
    r"(?: (?:podcast )?on (?:spotify|apple podcasts)|podcast on spotify)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FoundEpisode:
    """An episode in its show's feed."""

    feed: Feed
    item: Item
    address: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """By what an item is known: any of these, in small letters."""

    guids: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()


def is_podcast_host(url: str) -> bool:
    """Return whether an address lies on a site of a podcast app."""
    host = (urlsplit(url).hostname or "").casefold()
    return any(host == one or host.endswith(f".{one}") for one in _HOSTS)


def episode_at(url: str, get: Get) -> FoundEpisode:
    """Return the episode that an app's page is about; raises TranscriptError where none is found.

    `get` fetches an address.
    """
    if show := _apple_show(url):
        wanted, feeds = _of_apple(url, show, get)
    else:
        page = page_of(get(url).decode("utf-8", "replace"), url)
        wanted, feeds = _of_page(page, url), _feeds(page, get)
    found = _found(feeds, wanted, get)
    if found is None:
        raise TranscriptError(
            f"{url}: the show's feed is not found; name the feed, or a page of the show's own"
        )
    return found


def episode_on(text: str, url: str, get: Get) -> FoundEpisode | None:
    """Return the episode that a page of a show's own is about, where it names its feed."""
    page = page_of(text, url)
    return _found(iter(page.feeds), _of_page(page, url), get) if page.feeds else None


def _apple_show(url: str) -> str:
    """The number of a show at Apple's, in the address of its page."""
    parts = urlsplit(url)
    found = re.search(r"/id(\d{4,12})", parts.path)
    return found[1] if found and (parts.hostname or "").endswith("apple.com") else ""


def _of_apple(url: str, show: str, get: Get) -> tuple[_Wanted, Iterator[str]]:
    episode = parse_qs(urlsplit(url).query).get("i", [""])[0]
    if not episode:
        raise UsageError(f"{url}: is the page of a show; name an episode, or the show's feed")
    listed = _results(get(f"{DIRECTORY}/lookup?id={show}&entity=podcastEpisode&limit={_EPISODES}"))
    own = [one for one in listed if str(one.get("trackId")) == episode]
    feeds = [str(one["feedUrl"]) for one in (*own, *listed) if one.get("feedUrl")]
    wanted = _Wanted(
        frozenset(str(one["episodeGuid"]).casefold() for one in own if one.get("episodeGuid")),
        frozenset(_place(str(one["episodeUrl"])) for one in own if one.get("episodeUrl")),
        frozenset(_plain(str(one["trackName"])) for one in own if one.get("trackName")),
    )
    if not own:  # an older one than the directory lists: its page says its title
        page = page_of(get(url).decode("utf-8", "replace"), url)
        wanted = _of_page(page, url)
    return wanted, iter(dict.fromkeys(feeds))


def _of_page(page: Page, url: str) -> _Wanted:
    places = (url, page.canonical, *page.sounds)
    titles = (part for title in page.titles for part in (title, *_parts(title)))
    return _Wanted(
        places=frozenset(_place(one) for one in places if one),
        titles=frozenset(filter(None, map(_plain, titles))),
    )


def _parts(title: str) -> list[str]:
    """The parts of a title between dashes, and what stands on either side of each."""
    parts = _SPLIT.split(_APPS.sub("", title))
    sides = [" - ".join(part) for n in range(1, len(parts)) for part in (parts[:n], parts[n:])]
    return list(dict.fromkeys([*parts, *sides]))


def _feeds(page: Page, get: Get) -> Iterator[str]:
    """The feeds that a page may be about, the surest first."""
    yield from page.feeds
    for show in dict.fromkeys(page.shows):
        for one in _results(get(f"{DIRECTORY}/lookup?id={show}")):
            if one.get("feedUrl"):
                yield str(one["feedUrl"])
    names = dict.fromkeys(part for title in page.titles for part in _parts(title))
    for name in list(names)[:_SHOWS]:
        asked = f"{DIRECTORY}/search?media=podcast&entity=podcast&limit=10&term={quote_plus(name)}"
        for one in _results(get(asked)):
            same = _plain(str(one.get("collectionName", ""))) == _plain(name)
            if same and one.get("feedUrl"):
                yield str(one["feedUrl"])


def _found(feeds: Iterator[str], wanted: _Wanted, get: Get) -> FoundEpisode | None:
    seen = set[str]()
    for address in feeds:
        if address in seen:
            continue
        seen.add(address)
        data = get(address)
        if not is_feed(data[:16_000].decode("utf-8", "replace")):
            continue
        feed = parse_feed(data, address)
        if item := _item(feed.items, wanted):
            return FoundEpisode(feed, item, address)
    return None


def _item(items: Sequence[Item], wanted: _Wanted) -> Item | None:
    """The item that is wanted: by its guid, else its sound or page, else its title."""
    tests: tuple[Callable[[Item], bool], ...] = (
        lambda one: one.guid.casefold() in wanted.guids,
        lambda one: bool({_place(one.media), _place(one.link)} & wanted.places),
        lambda one: _plain(one.title) in wanted.titles,
    )
    for test in tests:
        found = [one for one in items if test(one)]
        if found:
            return found[0]
    return None


def _results(data: bytes) -> list[dict[str, object]]:
    try:
        found = json.loads(data).get("results", [])
    except (ValueError, AttributeError, RecursionError):
        return []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _place(url: str) -> str:
    """An address as it is compared: without its scheme, its query and a last stroke."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}".casefold() if host else ""


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))
