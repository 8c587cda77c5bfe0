"""Reading an episode: of its transcripts the richest, and what differs too much kept apart.

What runs here runs in a process of its own, so it takes and gives plain values.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from restyle.archive.duplicates import is_related, likeness, signature
from restyle.archive.sources import Episode
from restyle.errors import NoTranscriptError, RestyleError, UsageError
from restyle.media.told import Told, people_of, with_what_is_told
from restyle.transcript.addresses import is_url
from restyle.transcript.fetch import AllowPrivate, Fetched, fetch_changed
from restyle.transcript.marking import talk_alone
from restyle.transcript.people import Person
from restyle.transcript.read import MOST_BYTES, read
from restyle.transcript.transcript import Transcript

_LEAST_WORDS = 40  # of a text in which nobody is named and nothing is timed
_NO_TALK = "holds no talk"


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How transcripts are read: names for speakers, sponsor reads, private addresses.

    `people` are those who may speak in any of them.
    """

    names: Mapping[str, str]
    keep_ads: bool = False
    allow_private: AllowPrivate = False
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """An episode as it was read: from which place, what it is known by, and what else was there.

    `others` are places that hold the same talk, `notes` say what a person should know of it.
    """

    episode: Episode
    place: str
    transcript: Transcript
    signature: bytes
    others: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_episode(episode: Episode, how: ReadOptions) -> tuple[Talk, ...]:
    """Return the talk of an episode from its richest transcript.

    A file of the same name that holds another talk is returned as one of its own. Raises the
    first error where none of the places can be read.
    """
    people = people_of(episode.hosts, episode.guests, how.people)
    told = Told(episode.title, episode.date, episode.link, episode.media, people)
    talks: list[Talk] = []
    faults: list[tuple[str, RestyleError]] = []
    for place in episode.places:
        try:
            transcript = with_what_is_told(_read(place, how), told)
        except RestyleError as error:
            faults.append((place, error))
            continue
        talks.append(Talk(episode, place, transcript, signature(transcript)))
        if is_url(place) and transcript.speakers:
            break  # the others are less likely to be richer
    if not talks:
        raise faults[0][1]
    notes = tuple(f"{Path(place).name}: {error}" for place, error in faults)
    if is_url(episode.key):  # whatever a feed offers of an item is one talk
        best = max(talks, key=lambda talk: _richness(talk.transcript))
        return (replace(best, notes=notes),)
    first, *rest = _apart(talks)
    return (replace(first, notes=(*first.notes, *notes)), *rest)


def own_key(place: str) -> str:
    """Return the key of a talk that shares its name with another, and has its own file."""
    return f"{place}#own"


def fingerprint(places: tuple[str, ...]) -> str:
    """Return the digest of the files at some places; raises UsageError where one is gone."""
    found = hashlib.sha256()
    for place in places:
        try:
            with Path(place).open("rb") as file:
                found.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            raise UsageError(f"{place}: cannot be read: {error.strerror}") from error
    return found.hexdigest()


def fetched(place: str, known: Fetched | None, how: ReadOptions) -> Fetched | None:
    """Return what lies at an address; None if it is still what is known."""
    return fetch_changed(place, MOST_BYTES, known=known, allow_private=how.allow_private)


def _read(place: str, how: ReadOptions) -> Transcript:
    transcript = read(
        place, names=how.names, keep_ads=how.keep_ads, allow_private=how.allow_private
    )
    bare = not transcript.speakers and transcript.duration is None
    if bare and transcript.words < _LEAST_WORDS:
        raise NoTranscriptError(f"{Path(place).name}: {_NO_TALK}: {transcript.words} words")
    return talk_alone(transcript)


def _apart(talks: list[Talk]) -> list[Talk]:
    """The richest of the talks that are one, and those that are others."""
    left = sorted(talks, key=lambda talk: _richness(talk.transcript), reverse=True)
    found = []
    while left:
        best, *rest = left
        same = [one for one in rest if is_related(likeness(best.signature, one.signature))]
        found.append(replace(best, others=tuple(one.place for one in same)))
        left = [one for one in rest if one not in same]
    first, *strangers = found
    return [first, *(_renamed(one) for one in strangers)]


def _renamed(talk: Talk) -> Talk:
    """A talk of its own, known by its own file."""
    path = Path(talk.place)
    episode = Episode(own_key(talk.place), path.name, (talk.place,))
    note = f"{path.name}: holds another talk than the other files of its name"
    return replace(talk, episode=episode, notes=(*talk.notes, note))


def _richness(transcript: Transcript) -> tuple[bool, bool, int]:
    """Who speaks counts before when, and that before how much."""
    return bool(transcript.speakers), transcript.duration is not None, transcript.words
