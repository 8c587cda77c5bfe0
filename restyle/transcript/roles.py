"""Who is who in a talk: guessed from how much each says and asks, unless somebody said so."""

from dataclasses import dataclass
from functools import lru_cache

from restyle.transcript.transcript import Transcript

_MAIN_SHARE = 0.5  # a guest with this share of the words can be the "I" of a document
_MINOR_SHARE = 0.04  # who says less than this share of the words hosts nothing


@dataclass(frozen=True, slots=True)
class Cast:
    """The speakers by their part. `guest` is empty where nobody speaks for most of the talk.

    `guessed` says that neither the source nor the reader named a part.
    """

    host: str
    guest: str
    others: tuple[str, ...]
    guessed: bool


@lru_cache(maxsize=16)
def cast(transcript: Transcript) -> Cast:
    """Return who is host and who is guest: as the metadata says, else as their words show it."""
    words = transcript.words_by_speaker
    asked = dict.fromkeys(words, 0)
    for turn in transcript.turns:
        if turn.speaker:
            asked[turn.speaker] += turn.text.count("?") + turn.text.count("？")
    given = transcript.metadata
    guest = given.guest or _guest(words, given.host)
    host = given.host or _host(words, asked, guest)
    others = tuple(name for name in words if name not in (host, guest))
    return Cast(host, guest, others, guessed=not (given.host or given.guest))


def talkers(transcript: Transcript) -> tuple[str, ...]:
    """Return the speakers without those who speak in adverts, for the most part."""
    more = dict.fromkeys(transcript.speakers, 0)  # words of talk than others
    for turn in transcript.turns:
        if turn.speaker:
            more[turn.speaker] += len(turn.text.split()) * (1 if turn.kind.is_talk else -1)
    return tuple(name for name, words in more.items() if words >= 0)


def _guest(words: dict[str, int], host: str) -> str:
    people = {name: count for name, count in words.items() if name != host}
    most = max(people, key=lambda name: people[name], default="")
    return most if most and words[most] >= _MAIN_SHARE * sum(words.values()) else ""


def _host(words: dict[str, int], asked: dict[str, int], guest: str) -> str:
    least = _MINOR_SHARE * sum(words.values())
    asking = [name for name in words if name != guest and asked[name] and words[name] >= least]
    return max(asking, key=lambda name: asked[name], default="")
