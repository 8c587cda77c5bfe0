"""What a site was made from: so that only what changed is made anew, and nothing else removed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from restyle.archive.site.facts import EpisodeFacts
from restyle.document.write import sha256_of, write_new
from restyle.errors import OutputError

FILE_NAME = ".restyle-site.json"


@dataclass(frozen=True, slots=True)
class EpisodeState:
    """What an episode's files were made from, as a digest; their names; and its facts."""

    made_from: str
    files: tuple[str, ...]
    facts: EpisodeFacts


@dataclass(frozen=True, slots=True)
class SiteState:
    """The files of a site with their digests, its episodes by key and voice, what it is called.

    `called` are the options of the last run that the next one has, too, unless it says else.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    episodes: Mapping[str, EpisodeState] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)


def load_state(folder: Path) -> SiteState:
    """Return what is known of the site in a folder; nothing where that is damaged."""
    try:
        text = (folder / FILE_NAME).read_text(encoding="utf-8")
        return TypeAdapter(SiteState).validate_json(text)
    except (OSError, UnicodeDecodeError, ValidationError):
        return SiteState()


def save_state(folder: Path, state: SiteState) -> None:
    """Keep what is known of a site, beside its pages."""
    text = json.dumps(asdict(state))  # which also holds what is no text in UTF-8
    write_new(folder / FILE_NAME, f"{text}\n", force=True)


class SiteFolder:
    """The folder of a site: what is written to it, and what was there before."""

    def __init__(self, folder: Path, before: Mapping[str, str], *, force: bool) -> None:
        self.folder = folder
        self.files: dict[str, str] = {}
        self.written = 0
        self.removed = 0
        self.before = before
        self._force = force

    def put(self, name: str, made: str | bytes) -> None:
        """Write a file, unless it is there as it should be.

        Raises OutputError where something stands there that no site of restyle put there, or
        the place is not in the site's folder.
        """
        data = made if isinstance(made, bytes) else made.encode("utf-8", "replace")
        path = self.folder / name
        if not self._is_inside(name):
            raise OutputError(f"{path}: leads out of the site's folder")
        digest, now = sha256_of(data), self._digest(name)
        if now != digest:
            self.refuse([name])
            write_new(path, data, force=True)
            self.written += 1
        self.files[name] = digest

    def refuse(self, names: Sequence[str]) -> None:
        """Raise OutputError where one of these files is there and is not as a site left it."""
        for name in names:
            path = self.folder / name
            theirs = path.exists() and self._digest(name) != self.before.get(name)
            if theirs and not self._force:
                raise OutputError(
                    f"{path}: is there, and is not as a site left it; --force replaces it"
                )

    def keep(self, name: str) -> bool:
        """Let a file stand as it is, if it is as it was written."""
        known = self.before.get(name, "")
        if not known or self._digest(name) != known:
            return False
        self.files[name] = known
        return True

    def remove_others(self) -> None:
        """Remove the files of before that are no longer part of the site."""
        for name, digest in self.before.items():
            gone = digest and name not in self.files and self._digest(name) == digest
            if gone and self._is_inside(name):
                (self.folder / name).unlink()
                self.removed += 1
                self._remove_empty((self.folder / name).parent)

    def _remove_empty(self, place: Path) -> None:
        while place != self.folder and not any(place.iterdir()):
            place.rmdir()
            place = place.parent

    def known(self) -> dict[str, str]:
        """Return the site's files with their digests, those of before that still stand too."""
        left = {n: d for n, d in self.before.items() if n not in self.files}
        standing = {n: d for n, d in left.items() if self._digest(n) == d}
        return {**standing, **self.files}

    def _is_inside(self, name: str) -> bool:
        """Whether a name, which may stand in a file, leads nowhere but into the folder."""
        try:
            return (self.folder / name).resolve().is_relative_to(self.folder.resolve())
        except (OSError, ValueError):
            return False

    def _digest(self, name: str) -> str:
        try:
            path = self.folder / name
            return sha256_of(path.read_bytes()) if path.is_file() else ""
        except (OSError, ValueError):  # a name that no file can have
            return ""
