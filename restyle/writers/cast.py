"""Who is who in a talk: guessed from how much each says and asks."""

from dataclasses import dataclass

from restyle.domain import Transcript

_MAIN_SHARE = 0.5  # a guest with this share of the words can be the "I" of a document
_MINOR_SHARE = 0.04  # who says less than this share of the words hosts nothing


@dataclass(frozen=True, slots=True)
class Cast:
    """The speakers by their part. `guest` is empty where nobody speaks for most of the talk."""

    host: str
    guest: str
    others: tuple[str, ...]


def cast(transcript: Transcript) -> Cast:
    """Return who is host and who is guest, as far as their words show it."""
    words = dict.fromkeys(transcript.speakers, 0)
    asked = dict.fromkeys(transcript.speakers, 0)
    for turn in transcript.turns:
        if turn.speaker:
            words[turn.speaker] += len(turn.text.split())
            asked[turn.speaker] += turn.text.count("?") + turn.text.count("？")
    total = sum(words.values())
    people = sorted(words, key=lambda name: -words[name])
    main = people[0] if people and words[people[0]] >= _MAIN_SHARE * total else ""
    rest = [name for name in people if name != main]
    asking = [name for name in rest if asked[name] and words[name] >= _MINOR_SHARE * total]
    host = max(asking, key=lambda name: asked[name], default="")
    return Cast(host, main, tuple(name for name in rest if name != host))
