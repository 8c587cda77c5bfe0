"""Names: one file for each episode, whatever episodes are called."""

from pathlib import Path

from restyle.archive.sources import Episode
from restyle.ingest.fetch import is_url
from restyle.output.files import slug


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
        folder = "" if is_url(episode.key) else Path(episode.key).parent.name
        tries = [plain, *([slug(f"{plain} ({folder})")] if folder else [])]
        tries += [slug(f"{plain}-{number}") for number in range(2, 10_000)]
        for name in tries:
            owner = self._owners.setdefault(name.casefold(), episode.key)
            if owner == episode.key:
                clash = "" if name == plain else self._owners[plain.casefold()]
                return name, clash
        raise AssertionError("ten thousand episodes of one name")
