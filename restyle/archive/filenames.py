"""Names: one file for each episode, whatever episodes are called."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from restyle.archive.sources import Episode
from restyle.document.write import slug
from restyle.transcript.addresses import is_url

_MOST_BYTES = 120


class Names:
    """Gives out names, each once; two that differ in their case alone are one to some systems."""

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}

    def keep(self, name: str, key: str) -> None:
        """Keep a name that an episode had before."""
        self._owners[name.casefold()] = key

    def name(self, episode: Episode) -> tuple[str, str]:
        """Return an episode's name, and what stood in the way of the plain one, if anything."""
        plain = slug(episode.name)
        for name in _tries(episode, plain):
            owner = self._owners.setdefault(name.casefold(), episode.key)
            if owner == episode.key:
                clash = "" if name == plain else self._owners[plain.casefold()]
                return name, clash
        raise AssertionError("there is always another number")


def _tries(episode: Episode, plain: str) -> Iterator[str]:
    """The plain name, then the one with the folder, then numbers."""
    yield plain
    folder = "" if is_url(episode.key) else Path(episode.key).parent.name
    if folder:
        yield _with(plain, f" ({slug(folder)[:40]})")
    for number in count(2):
        yield _with(plain, f"-{number}")


def _with(plain: str, suffix: str) -> str:
    """A name with a suffix, shortened so that there is room for it."""
    while len((plain + suffix).encode("utf-8")) > _MOST_BYTES:
        plain = plain[:-1]
    return f"{plain.rstrip(' .-')}{suffix}"
