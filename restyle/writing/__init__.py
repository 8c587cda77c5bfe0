"""Writers: who turns segments into sections. A model does, or code alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from restyle.document.document import Finding, Section, Takeaway
from restyle.errors import ModelError
from restyle.style.profile import StyleProfile
from restyle.text.languages import Language
from restyle.topics.outline import BoundaryProposal, Outline
from restyle.transcript.transcript import Boundary, Segment, Transcript, source_text


@dataclass(frozen=True, slots=True)
class Job:
    """What a writer works from: the talk, its segments, their outline, and the style.

    `lengths` are the words that each section is asked for, `marks` the places at which the talk
    is marked with numbers. `language` is the one to write in; None for the talk's own.
    """

    transcript: Transcript
    segments: tuple[Segment, ...]
    outline: Outline
    style: StyleProfile
    lengths: tuple[int, ...]
    marks: tuple[Boundary, ...] = ()
    language: Language | None = None

    def source(self, index: int) -> str:
        """The words of segment `index`, one paragraph a turn, each after its speaker."""
        return source_text(self.transcript, self.segments[index])

    def words(self, index: int) -> int:
        """How many words segment `index` has."""
        return len(self.source(index).split())


Drafted: TypeAlias = Section | ModelError


@dataclass(frozen=True, slots=True)
class EditedSection:
    """A section as an editor leaves it, made of the segments with these numbers, in a row.

    `heading` is empty where it stays.
    """

    numbers: tuple[int, ...]
    heading: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    """What an editor makes of drafts: title, summary, and the sections in an order of his own."""

    title: str
    summary: str
    sections: tuple[EditedSection, ...]


class Writer(Protocol):
    """Writes a document part by part; each part is a value that depends on its input alone."""

    @property
    def model(self) -> str:
        """The model's name; empty where none is asked."""
        ...

    async def outline(
        self,
        transcript: Transcript,
        cuts: BoundaryProposal,
        language: Language | None = None,
        *,
        selective: bool = True,
    ) -> Outline:
        """Return the title, the glossary, and the topics, which begin at some of the cuts.

        `selective` says that what is made of it will choose what it keeps.
        """
        ...

    async def sections(self, job: Job, numbers: Sequence[int]) -> tuple[Drafted, ...]:
        """Return the segments with these numbers, from 0, written; what failed, as its error."""
        ...

    async def freely(self, job: Job) -> str:
        """Return a draft of the whole document, in Markdown, that follows no plan; or nothing."""
        ...

    async def edit(self, job: Job, draft: Mapping[int, Section], second: str) -> Edited | None:
        """Return what an editor makes of drafts; None where nobody can see the whole talk.

        `draft` are sections by their numbers from 0, `second` is one that follows no plan.
        """
        ...

    async def copyedit(self, job: Job, sections: Mapping[int, Section]) -> Edited | None:
        """Return the document with sentences mended that stop a reader; None as for `edit`."""
        ...

    async def repair(self, job: Job, index: int, section: Section) -> Section:
        """Return the section written again without what its findings say."""
        ...

    async def takeaways(self, job: Job, sections: tuple[Section, ...]) -> tuple[Takeaway, ...]:
        """Return what to remember of all sections, the weightiest first."""
        ...

    async def mend_takeaways(
        self,
        job: Job,
        sections: tuple[Section, ...],
        found: Sequence[tuple[Takeaway, tuple[Finding, ...]]],
    ) -> tuple[Takeaway, ...]:
        """Return takeaways again, without what was found in each."""
        ...
