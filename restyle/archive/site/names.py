"""People and terms across episodes, joined where their names are the same."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from restyle.archive.site.facts import EpisodeFacts, Mention


@dataclass(frozen=True, slots=True)
class Appearance:
    """An episode, by its name on the site, in which somebody speaks or something is named."""

    name: str
    facts: EpisodeFacts
    mention: Mention | None = None
    speaks: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody or something by name: what it is, as the glossaries have it, and where."""

    name: str
    notes: tuple[str, ...]
    appearances: tuple[Appearance, ...]

    @property
    def anchor(self) -> str:
        """The place on the page that lists it."""
        return "-".join(key_of(self.name).replace("#", "-sharp").split()) or "x"

    @property
    def letter(self) -> str:
        """The letter under which it stands; # for what begins with none."""
        first = self.name.lstrip("\"'“‘«(")[:1].upper()
        return first if first.isalpha() else "#"


def key_of(name: str) -> str:
    """Return what two spellings of one name have in common: letters and digits, in small ones."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join("".join(c if c.isalnum() or c in "+#" else " " for c in folded).split())


def joined(
    episodes: Sequence[tuple[str, EpisodeFacts]],
) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Return those who speak, and what else is named, each by name.

    Two entries are one where their whole names are; "Ada" is not "Ada Lovelace".
    """
    found: dict[str, list[Appearance]] = defaultdict(list)
    spelled: dict[str, str] = {}
    for name, facts in episodes:
        mentions = {key_of(one.name): one for one in facts.mentions}
        speakers = {key_of(one): one for one in facts.speakers}
        for key in dict.fromkeys([*speakers, *mentions]):
            mention = mentions.get(key)
            spelled.setdefault(key, mention.name if mention else speakers[key])
            found[key].append(Appearance(name, facts, mention, key in speakers))
    all_of_them = [Person(spelled[key], _notes(rows), tuple(rows)) for key, rows in found.items()]
    by_name = sorted(all_of_them, key=lambda one: key_of(one.name))
    people = tuple(one for one in by_name if any(row.speaks for row in one.appearances))
    terms = tuple(one for one in by_name if not any(row.speaks for row in one.appearances))
    return people, terms


def _notes(rows: Iterable[Appearance]) -> tuple[str, ...]:
    notes = (row.mention.note for row in rows if row.mention and row.mention.note)
    return tuple(dict.fromkeys(notes))
