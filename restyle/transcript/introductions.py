"""Introductions: the names by which speakers are introduced when a talk begins.

A speaker under a first name gets the full one: "I'm Ron Minsky", says the one who is labelled Ron;
"my pleasure to introduce Dan Pontecorvo", says somebody before Dan speaks. Whom a talk is merely
about, as in "I interviewed Tom Webster", may be another Tom.

A speaker under a recogniser's number gets the name that he gives as his own, or, where two speak,
by which the other introduces him.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from restyle.text.english.common_words import is_common
from restyle.text.placeholders import nameless, numbered
from restyle.transcript.people import INTRODUCES
from restyle.transcript.speakers import rename
from restyle.transcript.spellings import key
from restyle.transcript.transcript import Transcript, Turn

_OPENING = 12  # turns in which people are introduced
_FIRST = 3  # turns in which somebody says who he is, whenever he comes in
_LATEST = 60  # turns after which nobody is new
_LETTERS = 1_500  # of a turn, after which nobody says who he is
_WORD = r"[^\W\d_][\w’'-]{1,30}(?<![’'-])"
_ENDS = (
    r"(?=[,.!;:—–-]|$| (?:and|as|at|back|from|here|I|in|of|on|one|the|to|today|who|with|your)\b)"
)
_FULL = rf"({_WORD}(?: [^\W\d_]\.)?(?: {_WORD}){{1,2}}?){_ENDS}"
_SELF = rf"\b(?i:{INTRODUCES}|my name['’]s) "
_AM = r"(?:I['’]m|I am)"
_WORKS = r"I (?:run|ran|lead|led|work|worked|founded|co-founded)"
_OWN = (
    rf"\b(?:{_AM}|[Mm]y name(?: is|['’]s))(?: your host,?)? {_FULL}"
    rf"|\bThis is {_FULL}[.,] (?:and )?(?:{_AM}|your host)\b"
    rf"|^(?:\w{{1,12}}[,.] )?{_FULL}, (?:and )?(?:{_WORKS}|{_AM} (?:an?|the|one of|with|from|at))\b"
)
_SAYS_I = re.compile(r"I['’]")
_OTHER = (
    r"\b(?:introduc(?:e|ing)|joined(?: today)? by|joining (?:me|us)(?: today)?(?: is)?|[Ww]elcome,?"
    r"|(?:pleasure|honou?r) (?:to have|of having)|(?:talk|chat|speak|sit)(?:ing|ting)? down with"
    r"|(?:talking|chatting|speaking) (?:to|with)|[Tt]oday,? (?:we|I) have|(?:here|back|today) with"
    r"|[Mm]y guest(?: today)? is|[Oo]ur guest(?: today)? is)(?: \w{1,12}){0,2}? "
)


def introduced(transcript: Transcript, names: Mapping[str, str] | None = None) -> Transcript:
    """Return a transcript with speakers renamed: as `names` say, else as they are introduced.

    `names` may be of labels, or of the names that were found. Raises UsageError for a speaker who
    is not there.
    """
    full = _alone({**_full_names(transcript), **_numbered(transcript)}, transcript)
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
    noted = (*transcript.warnings, *_note({k: v for k, v in found.items() if numbered(k)}))
    talk = replace(transcript, metadata=metadata, warnings=noted)
    talk = rename(talk, found) if found else talk
    return rename(talk, given) if given else talk


def _note(found: Mapping[str, str]) -> list[str]:
    """A line that says which numbers got names, for whoever knows better."""
    if not found:
        return []
    told = ", ".join(f"{label} is {name}" for label, name in found.items())
    first = next(iter(found))
    return [f'by what is said, {told}; --rename "{first}=NAME" says who else it is']


def _alone(found: Mapping[str, str], transcript: Transcript) -> dict[str, str]:
    """The names that are those of one speaker alone."""
    taken = {key(name) for name in transcript.speakers}
    whole = [key(name) for name in found.values()]
    return {
        label: name
        for label, name in found.items()
        if key(name) not in taken and whole.count(key(name)) == 1
    }


def _full_names(transcript: Transcript) -> dict[str, str]:
    """The full name of each speaker with a single word for a name who is introduced by it."""
    opening = _opening(transcript)
    return {
        label: f"{label} {surnames.pop()}"
        for label in transcript.speakers
        if _is_first_name(label) and len(surnames := _surnames(label, opening)) == 1
    }


def _opening(transcript: Transcript) -> list[Turn]:
    return [turn for turn in transcript.turns if turn.speaker][:_OPENING]


def _is_first_name(label: str) -> bool:
    return label.isalpha() and label[:1].isupper() and len(label) > 1 and not nameless(label)


def _surnames(label: str, opening: list[Turn]) -> set[str]:
    """The surnames by which a speaker is introduced: by himself, or before he has spoken."""
    found: set[str] = set()
    name = rf"{re.escape(label)} ({_WORD})"
    silent = True
    for turn in opening:
        own = turn.speaker == label
        silent = silent and not own
        if own or silent:
            found |= set(re.findall((_SELF if own else _OTHER) + name, turn.text))
    return {one for one in found if one[:1].isupper() and not is_common(one)}


def _numbered(transcript: Transcript) -> dict[str, str]:
    """The full name of each speaker under a number who gives one, or is given it by the other."""
    labels = [name for name in transcript.speakers if numbered(name)]
    turns = transcript.turns[:_LATEST]
    own = {label: _own_names(label, turns) for label in labels}
    found = {label: next(iter(names)) for label, names in own.items() if len(names) == 1}
    opening = _opening(transcript) if len(transcript.speakers) == 2 else []
    for label in labels:
        if not own[label] and len(names := _given_names(label, opening)) == 1:
            found[label] = names.pop()
    return found


def _own_names(label: str, turns: Sequence[Turn]) -> set[str]:
    """The names that a speaker gives as his own when he comes in."""
    first = islice((turn.text[:_LETTERS] for turn in turns if turn.speaker == label), _FIRST)
    return _people(name for said in first for pair in re.findall(_OWN, said) for name in pair)


def _given_names(label: str, opening: Sequence[Turn]) -> set[str]:
    """The names by which others introduce a speaker, up to where he answers."""
    before: list[str] = []
    for turn in opening:
        if turn.speaker == label and before:
            break
        if turn.speaker != label:
            before.append(turn.text[:_LETTERS])
    return _people(name for said in before for name in re.findall(_OTHER + _FULL, said))


def _people(names: Iterable[str]) -> set[str]:
    """Those that can be somebody's name: words in capitals, not all of them ordinary ones."""
    return {
        name
        for name in names
        if all(word[:1].isupper() and not _SAYS_I.match(word) for word in name.split())
        and not all(map(is_common, name.split()))
    }
