"""What a site was made from: so that only what changed is made anew, and nothing else removed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter, ValidationError

from restyle.archive.site.facts import EpisodeFacts
from restyle.document.write import write_new
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
    """The files of a site with their digests, and its episodes by key and voice."""

    files: Mapping[str, str] = field(default_factory=dict)
    episodes: Mapping[str, EpisodeState] = field(default_factory=dict)


def load_state(folder: Path) -> SiteState:
    """Return what is known of the site in a folder; nothing where that is damaged."""
    try:
        text = (folder / FILE_NAME).read_text(encoding="utf-8")
        return TypeAdapter(SiteState).validate_json(text)
    except (OSError, UnicodeDecodeError, ValidationError):
        return SiteState()


def save_state(folder: Path, state: SiteState) -> None:
    """Keep what is known of a site, beside its pages."""
    text = json.dumps(asdict(state), ensure_ascii=False)
    write_new(folder / FILE_NAME, f"{text}\n", force=True)


class SiteFolder:
    """The folder of a site: what is written to it, and what was there before."""

    def __init__(self, folder: Path, before: Mapping[str, str], *, force: bool) -> None:
        self.folder = folder
        self.files: dict[str, str] = {}
        self.written = 0
        self._before = before
        self._force = force

    def put(self, name: str, text: str) -> None:
        """Write a file, unless it is there as it should be.

        Raises OutputError where something stands there that no site of restyle put there.
        """
        digest = _digest(text.encode())
        path = self.folder / name
        now = _digest(path.read_bytes()) if path.is_file() else ""
        if now != digest:
            if now and now != self._before.get(name) and not self._force:
                raise OutputError(f"{path}: is there, and no site wrote it; --force replaces it")
            write_new(path, text, force=True)
            self.written += 1
        self.files[name] = digest

    def keep(self, name: str) -> bool:
        """Let a file stand as it is, if it is as it was written."""
        path, known = self.folder / name, self._before.get(name, "")
        if not path.is_file() or _digest(path.read_bytes()) != known:
            return False
        self.files[name] = known
        return True

    def remove_others(self) -> int:
        """Remove the files of before that are no longer part of the site; say how many."""
        gone = 0
        for name, digest in self._before.items():
            path = self.folder / name
            inside = _is_inside(name) and name not in self.files
            if inside and path.is_file() and _digest(path.read_bytes()) == digest:
                path.unlink()
                gone += 1
        return gone


def _is_inside(name: str) -> bool:
    """Whether a name that stood in a file leads nowhere but into the site's folder."""
    parts = PurePosixPath(name)
    return not parts.is_absolute() and ".." not in parts.parts and "\\" not in name


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
