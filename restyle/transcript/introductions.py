"""Introductions: a speaker under a first name, whose full name is said when the talk begins.

"I'm Ron Minsky", says the one who is labelled Ron; "my pleasure to introduce Dan Pontecorvo", says
somebody before Dan speaks. Whom a talk is merely about, as in "I interviewed Tom Webster", may be
another Tom.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from restyle.text.english.common_words import is_common
from restyle.text.placeholders import nameless
from restyle.transcript.people import INTRODUCES
from restyle.transcript.speakers import rename
from restyle.transcript.spellings import key
from restyle.transcript.transcript import Transcript, Turn

_OPENING = 12  # turns in which people are introduced
_SURNAME = r"([^\W\d_][\w’'-]{1,30}(?<![’'-]))"
_SELF = rf"\b(?i:{INTRODUCES}|my name['’]s) "
_OTHER = (
    r"\b(?:introduc(?:e|ing)|joined(?: today)? by|joining (?:me|us)(?: today)?(?: is)?|[Ww]elcome,?"
    r"|(?:pleasure|honou?r) (?:to have|of having)|(?:talk|chat|speak|sit)(?:ing|ting)? down with"
    r"|(?:talking|chatting|speaking) (?:to|with)|(?:here|back|today) with|[Mm]y guest(?: today)? is"
    r"|[Oo]ur guest(?: today)? is)(?: \w{1,12}){0,2}? "
)


def introduced(transcript: Transcript, names: Mapping[str, str] | None = None) -> Transcript:
    """Return a transcript with speakers renamed: as `names` say, else as they are introduced.

    `names` may be of labels, or of the full names that were found. Raises UsageError for a
    speaker who is not there.
    """
    full = _full_names(transcript)
    labels = {key(name): label for label, name in full.items()}
    given = {labels.get(key(old), old): new for old, new in (names or {}).items()}
    told = {key(label) for label in given}
    found = {label: name for label, name in full.items() if key(label) not in told}
    if not (found or given):
        return transcript
    known = transcript.metadata
    metadata = replace(
        known, host=found.get(known.host, known.host), guest=found.get(known.guest, known.guest)
    )
    return rename(replace(transcript, metadata=metadata), {**found, **given})


def _full_names(transcript: Transcript) -> dict[str, str]:
    """The full name of each speaker with a single word for a name who is introduced by it."""
    opening = [turn for turn in transcript.turns if turn.speaker][:_OPENING]
    taken = {key(name) for name in transcript.speakers}
    found = {
        label: f"{label} {surnames.pop()}"
        for label in transcript.speakers
        if _is_first_name(label) and len(surnames := _surnames(label, opening)) == 1
    }
    whole = [key(name) for name in found.values()]
    return {
        label: name
        for label, name in found.items()
        if key(name) not in taken and whole.count(key(name)) == 1
    }


def _is_first_name(label: str) -> bool:
    return label.isalpha() and label[:1].isupper() and len(label) > 1 and not nameless(label)


def _surnames(label: str, opening: list[Turn]) -> set[str]:
    """The surnames by which a speaker is introduced: by himself, or before he has spoken."""
    found: set[str] = set()
    name = rf"{re.escape(label)} {_SURNAME}"
    silent = True
    for turn in opening:
        own = turn.speaker == label
        silent = silent and not own
        if own or silent:
            found |= set(re.findall((_SELF if own else _OTHER) + name, turn.text))
    return {one for one in found if one[:1].isupper() and not is_common(one)}
