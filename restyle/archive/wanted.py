"""What somebody wants of an archive, and how the ledger keeps it for another day."""

import glob
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter

from restyle.archive.choice import Choice
from restyle.transcript.addresses import is_url, without_password


@dataclass(frozen=True, slots=True)
class ArchiveOptions:
    """What somebody wants of an archive, beside the settings.

    `at_once` is how many episodes are worked on at a time; 0 leaves it to the endpoint.
    `ray` is the address of a cluster that works on them, `copy_to` where its documents go, too.
    """

    sources: tuple[str, ...]
    choice: Choice = field(default_factory=Choice)
    names: Mapping[str, str] = field(default_factory=dict)
    keep_ads: bool = False
    allow_private: bool = False
    check: bool = True
    repair: bool = True
    force: bool = False
    at_once: int = 0
    ray: str = ""
    copy_to: str = ""

    def absolute(self) -> "ArchiveOptions":
        """The same, with paths that mean the same anywhere."""
        return replace(self, sources=tuple(map(_absolute, self.sources)))


def _absolute(source: str) -> str:
    if is_url(source):
        return without_password(source)
    if source.startswith("@"):
        return f"@{Path(source[1:]).absolute()}"
    if Path(source).exists():
        return str(Path(source).absolute())
    return str(Path(glob.escape(str(Path.cwd()))) / source)


def as_arguments(wanted: ArchiveOptions) -> dict[str, object]:
    """Return what is wanted as the ledger keeps it."""
    return asdict(wanted.absolute())


def from_arguments(kept: object) -> ArchiveOptions:
    """Return what the ledger has kept of what was wanted."""
    return TypeAdapter(ArchiveOptions).validate_python(kept)
