"""People: who may speak in a talk, and which of its speakers each of them is.

Known are they from a feed, a page, earlier episodes of the show, or a file `people.toml`:

    [[person]]
    name = "Ada Lovelace"
    role = "host"            # or "guest"; may be left out
    also = ["Ada", "AL"]     # other labels that mean her; may be left out
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from restyle import _toml as toml_file
from restyle.errors import UsageError
from restyle.text.placeholders import nameless
from restyle.transcript.speakers import rename
from restyle.transcript.spellings import key
from restyle.transcript.transcript import Transcript

FILE_NAME = "people.toml"
_ROLES = ("", "host", "guest")
_FIELDS = frozenset({"name", "role", "also"})
_OPENING = 40  # turns in which people say who they are, and greet one another
INTRODUCES = (
    r"(?:i['’]m|i am|my name is|this is|ich bin|mein name ist|je suis|je m['’]appelle|soy"
    r"|me llamo|sono|mi chiamo|eu sou)"
)
_GREETS = r"(?:welcome|thank you|thanks|hi|hello|hey)"
_SELF, _CALLED = 3, 1  # how much it says: naming oneself, being called by another
_ENOUGH = 2
_MOST_NOTED = 6


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may speak: the full name, the part in the show, other labels."""

    name: str
    role: str = ""
    also: tuple[str, ...] = ()


def people_in(path: Path) -> tuple[Person, ...]:
    """Return the people in a file; raises UsageError that names it and what is wrong."""
    table = toml_file.table(path, UsageError)
    entries = table.get("person", [])
    if set(table) - {"person"} or not isinstance(entries, list):
        raise UsageError(f"{path}: expected tables [[person]] and nothing else")
    return tuple(_person(one, f"{path}: person {n}") for n, one in enumerate(entries, 1))


def people_beside(path: Path) -> tuple[Person, ...]:
    """Return the people in the `people.toml` of a folder; none where there is none."""
    file = path / FILE_NAME
    return people_in(file) if file.is_file() else ()


def named(transcript: Transcript, people: Sequence[Person]) -> Transcript:
    """Return the transcript with speakers under their full names, as far as that is sure.

    A label that is part of one known name becomes that name: "Chelsea" is "Chelsea Dole". Who
    has only a number is named where the talk says so: by a name that somebody gives as his own,
    or by which others call him. Who else might be meant is told in a warning.
    """
    known = (*people, *(Person(name) for name in transcript.speakers if " " in name))
    full = _full_names(transcript, [one for one in known if not nameless(one.name)])
    talk = rename(transcript, full) if full else transcript
    there = {key(name) for name in talk.speakers}
    absent = [one for one in people if key(one.name) not in there]
    numbered = [name for name in talk.speakers if nameless(name)]
    if not absent or not numbered:
        return talk
    heard = _with_the_last(
        _heard(talk, numbered, absent), numbered, absent, some=len(absent) < len(people)
    )
    talk = rename(talk, heard) if heard else talk
    left = [one for one in absent if one.name not in heard.values()]
    return _offered(talk, [name for name in numbered if name not in heard], left)


def _person(entry: object, place: str) -> Person:
    fields: Mapping[str, object] = entry if isinstance(entry, Mapping) else {}
    name, role, also = fields.get("name"), fields.get("role", ""), fields.get("also", [])
    labels = also if isinstance(also, list) else [None]
    if not isinstance(name, str) or not name.strip() or set(fields) - _FIELDS:
        raise UsageError(f"{place}: expected name, and perhaps role and also")
    if role not in _ROLES or not all(isinstance(one, str) for one in labels):
        raise UsageError(f'{place}: expected role = "host" or "guest", and also = a list of names')
    return Person(" ".join(name.split()), str(role), tuple(map(str, labels)))


def _full_names(talk: Transcript, people: Sequence[Person]) -> dict[str, str]:
    """The full name for each label that is another label, or one word, of one person alone."""
    found = {}
    full = {key(one.name) for one in people}
    for label in talk.speakers:
        if key(label) in full or nameless(label):
            continue
        meant = {one.name for one in people if key(label) in map(key, one.also)}
        meant = meant or {one.name for one in people if is_part(label, one.name)}
        if len({key(name) for name in meant}) == 1:
            found[label] = next(iter(meant))
    return found


def is_part(label: str, name: str) -> bool:
    """Return whether a label is the first or the last word of a longer name."""
    words = key(name).split()
    return len(words) > 1 and key(label) in (words[0], words[-1])


def _heard(talk: Transcript, numbered: Sequence[str], people: Sequence[Person]) -> dict[str, str]:
    """Who is who by what is said: each person is one speaker, and each speaker one person."""
    points = Counter[tuple[str, str]]()
    for at, turn in enumerate(talk.turns[:_OPENING]):
        near = [t.speaker for t in talk.turns[at + 1 : at + 2] if t.speaker != turn.speaker]
        for one in people:
            if turn.speaker in numbered and _names_itself(turn.text, one.name):
                points[turn.speaker, one.name] += _SELF
            elif near and near[0] in numbered and _calls(turn.text, one.name):
                points[near[0], one.name] += _CALLED
    found: dict[str, str] = {}
    for (label, name), count in points.most_common():
        rivals = [
            n
            for pair, n in points.items()
            if pair != (label, name) and (label in pair or name in pair)
        ]
        if count >= _ENOUGH and count > max(rivals, default=0) and name not in found.values():
            found.setdefault(label, name)
    return found


def _with_the_last(
    found: dict[str, str], numbered: Sequence[str], people: Sequence[Person], *, some: bool
) -> dict[str, str]:
    """The names, and that of the last speaker who is the last of the people.

    `some` says that others of the people are known to speak.
    """
    labels = [one for one in numbered if one not in found]
    names = [one.name for one in people if one.name not in found.values()]
    if (found or some) and len(labels) == len(names) == 1 and len(numbered) == len(people):
        return {**found, labels[0]: names[0]}
    return found


def _names_itself(said: str, name: str) -> bool:
    """Whether somebody gives a name as his own."""
    return bool(re.search(rf"\b{INTRODUCES}\s{_either(name)}\b", said, re.IGNORECASE))


def _calls(said: str, name: str) -> bool:
    """Whether somebody is called by name at the end of what is said, or greeted by it."""
    greeted = rf"\b{_GREETS}[, ]{{1,3}}(?:to the show[, ]{{1,3}})?{_either(name)}\b"
    asked = rf",\s{_either(name)}[.?!…]?\s*$"
    return bool(re.search(greeted, said, re.IGNORECASE) or re.search(asked, said))


def _either(name: str) -> str:
    """A pattern for a whole name, or for the first of its words."""
    return rf"(?:{re.escape(name)}|{re.escape(name.partition(' ')[0])})"


def _offered(talk: Transcript, labels: Sequence[str], people: Sequence[Person]) -> Transcript:
    """The talk with a warning that says who the speakers without a name may be."""
    if not labels or not people:
        return talk
    who = ", ".join(
        f"{one.name} ({one.role})" if one.role else one.name for one in people[:_MOST_NOTED]
    )
    way_out = f'--rename "{labels[0]}={people[0].name}"'
    several = " and ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)
    note = f"{several} may be {who}; {way_out} names one"
    return replace(talk, warnings=(*talk.warnings, note))
