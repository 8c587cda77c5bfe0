"""Writers: who turns segments into sections. A model does, or code alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from restyle.document.document import Finding, Section, Takeaway
from restyle.style.length import asked_words
from restyle.style.profile import StyleProfile
from restyle.text.languages import Language
from restyle.topics.outline import BoundaryProposal, Outline
from restyle.transcript.transcript import Segment, Transcript, source_text


@dataclass(frozen=True, slots=True)
class Job:
    """What a writer works from: the talk, its segments, their outline, and the style."""

    transcript: Transcript
    segments: tuple[Segment, ...]
    outline: Outline
    style: StyleProfile
    language: Language | None = None  # to write in; None for the talk's own

    def source(self, index: int) -> str:
        """The words of segment `index`, one paragraph a turn, each after its speaker."""
        return source_text(self.transcript, self.segments[index])

    def words(self, index: int) -> int:
        """How many words segment `index` has."""
        return len(self.source(index).split())

    def asked(self, index: int) -> int:
        """About how many words the section of segment `index` should have."""
        return asked_words(self.transcript, self.segments[index], self.style)


class Writer(Protocol):
    """Writes a document part by part; each part is a value that depends on its input alone."""

    @property
    def model(self) -> str:
        """The model's name; empty where none is asked."""
        ...

    async def outline(
        self, transcript: Transcript, cuts: BoundaryProposal, language: Language | None = None
    ) -> Outline:
        """Return the title, the glossary, and the topics, which begin at some of the cuts."""
        ...

    async def section(self, job: Job, index: int) -> Section:
        """Return segment `index`, written."""
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
