"""Writers: who turns segments into sections. A model does, or code alone."""

from dataclasses import dataclass
from typing import Protocol

from restyle.domain import Cuts, Outline, Section, Segment, Takeaway, Transcript, TurnKind
from restyle.profile import StyleProfile


@dataclass(frozen=True, slots=True)
class Job:
    """What a writer works from: the talk, its segments, their outline, and the style."""

    transcript: Transcript
    segments: tuple[Segment, ...]
    outline: Outline
    style: StyleProfile

    def source(self, index: int) -> str:
        """The words of segment `index`, one paragraph a turn, each after its speaker."""
        return source_text(self.transcript, self.segments[index])

    def words(self, index: int) -> int:
        """How many words segment `index` has."""
        return len(self.source(index).split())


class Writer(Protocol):
    """Writes a document part by part; each part is a value that depends on its input alone."""

    @property
    def model(self) -> str:
        """The model's name; empty where none is asked."""
        ...

    async def outline(self, transcript: Transcript, cuts: Cuts) -> Outline:
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


def source_text(transcript: Transcript, segment: Segment, *, labels: bool = True) -> str:
    """Return a segment as a person reads it: one paragraph a turn, each after its speaker.

    Sponsor reads are left out.
    """
    paragraphs = []
    for span in segment.spans:
        turn = transcript.turns[span.turn]
        if turn.kind is TurnKind.AD:
            continue
        said = transcript.said(span).strip()
        paragraphs.append(f"{turn.speaker}: {said}" if labels and turn.speaker else said)
    return "\n\n".join(paragraphs)
