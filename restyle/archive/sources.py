"""Sources: folders, patterns, lists, feeds and files in; the episodes of an archive out, in order.

Nothing is read here but lists and feeds. Files of one name in one folder that differ in their
ending are one episode in several formats, until reading shows that they are not.
"""

import glob
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from restyle.archive.candidates import HEAD, no_transcript, stem_of
from restyle.archive.choice import Choice, chosen
from restyle.archive.lists import listed
from restyle.errors import TranscriptError, UsageError
from restyle.media.feed import Feed, Item, is_feed, parse_feed
from restyle.transcript.addresses import is_url, without_password
from restyle.transcript.connection import is_private

_PATTERN = re.compile(r"[*?\[]")
_LONGEST = 4000  # letters of a path or an address
_MOST_PAGES = 200  # of one feed

Get = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Episode:
    """An episode: what identifies it, its name for files, and where its transcripts lie.

    A file's key is its path without the ending, so that another format changes nothing.

    `places` are files or addresses, the likely richest first. What the feed tells of it is
    empty for a file.
    """

    key: str
    name: str
    places: tuple[str, ...]
    title: str = ""
    date: str = ""
    link: str = ""
    hosts: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    media: str = ""


@dataclass(slots=True)
class Found:
    """The episodes of some sources, what was passed over, and what cannot be had, with reasons."""

    episodes: list[Episode] = field(default_factory=list)
    passed: list[tuple[str, str]] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def find(sources: Sequence[str], choice: Choice, get: Get, output: Path) -> Found:
    """Return the episodes of folders, patterns, lists (`@FILE`), feeds, addresses and files.

    `get` fetches an address. What lies in the `output` folder is no source. Raises UsageError
    where a source is not there; an address that gives nothing is told in `lost`.
    """
    try:
        re.compile(choice.title)
    except re.error as error:
        raise UsageError(f"--feed-title-match {choice.title}: {error}") from error
    finder = _Finder(choice, get, output.resolve())
    for source in sources:
        finder.take(source, Path())
    return finder.found()


class _Finder:
    """Collects episodes, each place once."""

    def __init__(self, choice: Choice, get: Get, output: Path) -> None:
        self._choice = choice
        self._get = get
        self._output = output
        self._files: dict[Path, None] = {}
        self._others: dict[str, Episode] = {}
        self._passed: list[tuple[str, str]] = []
        self._lost: list[tuple[str, str]] = []
        self._lists: list[Path] = []
        self._notes: list[str] = []

    def take(self, source: str, base: Path) -> None:
        """Take one source; a path in a list is seen from the list's folder."""
        if len(source) > _LONGEST:
            raise UsageError(f"{source[:40]}…: is too long for a path or an address")
        if source.startswith("@"):
            self._list(base / source[1:])
        elif is_url(source):
            try:
                self._address(source)
            except (TranscriptError, UsageError) as error:
                self._lost.append((source, str(error)))
        elif (path := base / source).is_dir():
            self._folder(path)
        elif path.is_file():
            self._file(path)
        elif _PATTERN.search(source):
            self._matches(source, base)
        else:
            raise UsageError(f"{path}: there is no such file or folder")

    def found(self) -> Found:
        """Return all that was taken: files first, twins in format as one."""
        groups: dict[tuple[str, str], list[Path]] = {}
        for path in self._files:
            groups.setdefault((str(path.parent), stem_of(path).casefold()), []).append(path)
        files = [
            Episode(
                str(paths[0].parent / stem_of(paths[0])), stem_of(paths[0]), tuple(map(str, paths))
            )
            for paths in groups.values()
        ]
        return Found([*files, *self._others.values()], self._passed, self._lost, self._notes)

    def _list(self, path: Path) -> None:
        if path.resolve() in self._lists:
            raise UsageError(f"@{path}: the list names itself")
        self._lists.append(path.resolve())
        for number, entry in listed(path):
            try:
                self.take(entry, path.parent)
            except UsageError as error:
                raise UsageError(f"{path}: line {number}: {error}") from error
        self._lists.pop()

    def _matches(self, pattern: str, base: Path) -> None:
        found = sorted(glob.glob(_under(base, pattern), recursive=True))  # noqa: PTH207
        if not found:
            raise UsageError(f"{pattern}: nothing is named like this")
        for one in found:
            if Path(one).is_dir():
                self._folder(Path(one))
            else:
                self._candidate(Path(one))

    def _folder(self, folder: Path) -> None:
        def unread(error: OSError) -> None:
            self._passed.append((str(error.filename), f"cannot be read: {error.strerror}"))

        for root, folders, files in os.walk(folder, onerror=unread):
            here = Path(root)
            hidden = [name for name in (*folders, *files) if name.startswith(".")]
            self._passed += [(str(here / name), "hidden") for name in hidden]
            folders[:] = sorted(
                name for name in folders if name not in hidden and not self._is_output(here / name)
            )
            for name in sorted(files):
                if name not in hidden:
                    self._candidate(here / name)

    def _is_output(self, folder: Path) -> bool:
        try:
            return folder.resolve() == self._output
        except (OSError, RuntimeError):  # a link that leads to itself
            return True

    def _candidate(self, path: Path) -> None:
        """A file that nobody named: only what may be a transcript."""
        if reason := no_transcript(path, sounds=self._choice.sounds):
            self._passed.append((str(path), reason))
        else:
            self._files[path.resolve()] = None

    def _file(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                head = file.read(HEAD)
        except OSError as error:
            raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
        if is_feed(_head(head)):
            feed = parse_feed(path.read_bytes(), path.resolve().as_uri())
            self._notes += feed.notes
            self._items(feed.items, str(path.resolve()))
        else:
            self._files[path.resolve()] = None

    def _address(self, url: str) -> None:
        data = self._get(url)
        if not is_feed(_head(data)):
            name = url.rstrip("/").rpartition("/")[2].partition("?")[0]
            self._others[url] = Episode(without_password(url), name or "page", (url,))
            return
        items, seen = list[Item](), {url}
        feed: Feed | None = parse_feed(data, url)
        while feed is not None:
            self._notes += feed.notes
            items += feed.items
            page = feed.next_page
            last = not page or page in seen or len(seen) == _MOST_PAGES
            seen.add(page)
            feed = None if last else self._further(page)
        self._items(items, url)

    def _further(self, url: str) -> Feed | None:
        """A further page of a feed; one that cannot be had, or is none, costs no other."""
        try:
            return parse_feed(self._get(url), url)
        except (TranscriptError, UsageError) as error:
            self._notes += (f"a further page of the feed is left out: {error}",)
            return None

    def _items(self, items: Sequence[Item], url: str) -> None:
        for item in self._usable(items, url):
            key = f"{without_password(url)}#{item.guid}"
            if key in self._others:  # some feeds give every item one guid
                key = f"{key} {_places(item)[0]}"
            name = " ".join(filter(None, (item.date, item.title or item.guid)))
            self._others[key] = Episode(
                key,
                name,
                _places(item),
                item.title,
                item.date,
                item.link,
                item.hosts,
                item.guests,
                item.media,
            )

    def _usable(self, items: Sequence[Item], url: str) -> list[Item]:
        """The items that are wanted and can be used, the oldest first; others are named.

        The latest so many are those that can be used: what is passed over does not count.
        """
        usable: list[Item] = []
        passed: list[tuple[str, str]] = []
        for item in reversed(chosen(items, self._choice)):
            if self._choice.latest and len(usable) == self._choice.latest:
                break
            if reason := self._refusal(item, url):
                passed.append((item.title or item.guid, reason))
            else:
                usable.append(item)
        self._passed += reversed(passed)
        return usable[::-1]

    def _refusal(self, item: Item, url: str) -> str:
        """Why an item is not followed; empty where it may be."""
        if not (item.offers or (self._choice.sounds and item.media)):
            return "no transcript in the feed"
        if self._choice.since and not item.date:
            return "no date in the feed"
        own = urlsplit(url).hostname
        hosts = {urlsplit(place).hostname or "" for place in _places(item)} - {own}
        if not self._choice.allow_private and any(map(_leads_inside, hosts)):
            return "its transcript lies at a private address; --allow-private follows it"
        return ""


def _places(item: Item) -> tuple[str, ...]:
    """Where an item's transcripts lie; without one, its recording."""
    return tuple(offer.url for offer in item.offers) or (item.media,)


@lru_cache(maxsize=1024)
def _leads_inside(host: str) -> bool:
    return is_private(host)


def _under(base: Path, pattern: str) -> str:
    """A pattern seen from a folder, whose own name is none."""
    return pattern if Path(pattern).is_absolute() else str(Path(glob.escape(str(base))) / pattern)


def _head(data: bytes) -> str:
    """The beginning of what was found, as text in whatever encoding it is."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data[:HEAD].decode("utf-16" if wide else "utf-8", "replace")
