"""The nouns of a plan: where topics may begin, what each is called, how names are spelled."""

import re
from dataclasses import dataclass
from enum import StrEnum

from restyle.transcript.transcript import Boundary

_MISHEARD = re.compile(r"[,;]? ?[\"“„«][^\"“”„«»]{1,80}[\"”“»]")
_FIRST = Boundary(0)  # where the talk begins


@dataclass(frozen=True, slots=True)
class BoundaryProposal:
    """Where a transcript is best cut, and where else it could be, each in order.

    `candidates` hold `best`, and both begin where the talk begins. `exact` says that as many
    topics as `best` has were asked for; `wanted` is about how many are wanted, where those of
    a publisher are fewer; `most_tokens` is the most that one may have.
    """

    best: tuple[Boundary, ...]
    candidates: tuple[Boundary, ...]
    exact: bool = False
    most_tokens: int = 6000
    wanted: int = 0


class TopicKind(StrEnum):
    """What a stretch of a talk is: its matter, or what a reader can do without."""

    TALK = "talk"
    AD = "ad"
    GREETING = "greeting"
    HOUSEKEEPING = "housekeeping"


@dataclass(frozen=True, slots=True)
class Term:
    """A name or term as it should be spelled, and what it is."""

    name: str
    note: str = ""

    @property
    def meaning(self) -> str:
        """The note without the forms in which the name was misheard, which stand in quotes."""
        return _MISHEARD.sub("", self.note).strip(" ,;")


@dataclass(frozen=True, slots=True)
class Point:
    """Something that is said, in a few words, and the place from which on it is said."""

    text: str
    begin: Boundary = _FIRST


@dataclass(frozen=True, slots=True)
class Topic:
    """What a segment is about: a short name and one line of content; and where it begins.

    A topic that is no talk has no section in the document. `weight` says how much of a document
    it is worth beside the others, from 1 to 9; 0 where nobody weighed it. `points` carry it;
    `asides` are what a document that chooses leaves out.
    """

    name: str
    summary: str = ""
    begin: Boundary = _FIRST
    kind: TopicKind = TopicKind.TALK
    weight: int = 0
    points: tuple[Point, ...] = ()
    asides: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The plan of a document, free of style: its title, its terms, its topics in order.

    `summary` is what the talk comes to, in a few sentences; empty where nobody said it.
    `settled` says that a person has it so: nobody renames, joins or moves its sections.
    """

    title: str
    topics: tuple[Topic, ...]
    glossary: tuple[Term, ...] = ()
    summary: str = ""
    settled: bool = False
