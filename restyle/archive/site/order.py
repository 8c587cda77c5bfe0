"""Which documents of an archive are on its site, in which order, and under which names."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath

from restyle.archive.entry import Entry, State
from restyle.archive.site.state import EpisodeState, SiteState
from restyle.document.write import slug
from restyle.errors import OutputError

UNDATED = "0000"  # sorts as the oldest


@dataclass(frozen=True, slots=True)
class OnSite:
    """An episode in one voice, and the name of its files on the site."""

    entry: Entry
    name: str

    @property
    def id(self) -> str:
        """What the site's state knows it by."""
        return _id(self.entry)


def refuse_nothing(entries: Sequence[Entry], voice: str) -> None:
    """Raise OutputError where there is nothing to make a site of, and say why."""
    done = [one for one in entries if one.state is State.DONE]
    if not done:
        raise OutputError("nothing of this archive is done yet, so there is no site to make")
    voices = sorted({one.voice for one in done})
    if voice and voice not in voices:
        raise OutputError(f"nothing is done in the voice {voice}; there are: {', '.join(voices)}")
    if not any(Path(one.output).is_file() for one in done):
        raise OutputError(
            f"none of the documents is where it was written, such as {done[0].output}; "
            "run the archive again"
        )


def named(entries: Sequence[Entry], voice: str, before: SiteState) -> list[OnSite]:
    """What is done, the latest first, each with the name that it had or one of its own."""
    done = [
        one
        for one in entries
        if one.state is State.DONE and Path(one.output).is_file() and voice in ("", one.voice)
    ]
    done.sort(key=lambda one: (one.name.casefold(), one.voice))
    done.sort(key=lambda one: one.date or UNDATED, reverse=True)
    had = {identity: _stem(state) for identity, state in before.episodes.items()}
    taken = {had[identity] for identity in map(_id, done) if identity in had}
    found = []
    for entry in done:
        name = had.get(_id(entry)) or _new_name(entry, taken)
        taken.add(name)
        found.append(OnSite(entry, name))
    return found


def _id(entry: Entry) -> str:
    return f"{entry.key}\n{entry.voice}"


def _stem(state: EpisodeState) -> str:
    """The name of an episode's files; empty for what is none, as somebody else wrote there."""
    first = PurePosixPath(state.files[0]) if state.files else PurePosixPath()
    return first.stem if re.fullmatch(r"[\w.-]{1,200}", first.stem) else ""


def _new_name(entry: Entry, taken: Set[str]) -> str:
    """A name that no other episode has."""
    plain = re.sub(r"[^\w.]+", "-", slug(Path(entry.output).stem).casefold()).strip("-")
    plain = plain or "episode"
    tries = (plain if number == 1 else f"{plain}-{number}" for number in count(1))
    return next(name for name in tries if name not in taken)
