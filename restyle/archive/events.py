"""What a run over an archive reports while it works."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from restyle.archive.entry import Entry
from restyle.events import Event


@dataclass(frozen=True, slots=True)
class Listed:
    """The episodes are known: how many, and what was passed over, with the reason for each."""

    episodes: int
    passed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EpisodeStarted:
    """Work on an episode begins; `why` says what is new or has changed."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class EpisodeEvent:
    """Something that an episode's own work reports."""

    name: str
    event: Event


@dataclass(frozen=True, slots=True)
class EpisodeDeferred:
    """Work on an episode goes on when answers have come that were asked for."""

    name: str


@dataclass(frozen=True, slots=True)
class EpisodeFinished:
    """An episode is settled. `worked` says that something was done for it in this run."""

    entry: Entry
    worked: bool


@dataclass(frozen=True, slots=True)
class ArchiveNotice:
    """Something about the whole run that a person should know."""

    message: str


ArchiveEvent: TypeAlias = (
    Listed | EpisodeStarted | EpisodeEvent | EpisodeDeferred | EpisodeFinished | ArchiveNotice
)
ArchiveObserver: TypeAlias = Callable[[ArchiveEvent], None]
