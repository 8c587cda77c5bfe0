"""What is reported of the stages in which a document is made."""

from dataclasses import dataclass

from restyle.document.document import Document
from restyle.events import Event
from restyle.topics.outline import Topic
from restyle.transcript.transcript import Transcript


@dataclass(frozen=True, slots=True)
class TranscriptRead(Event):
    """A transcript was read."""

    transcript: Transcript


@dataclass(frozen=True, slots=True)
class TopicsFound(Event):
    """The topics of a transcript are settled."""

    count: int


@dataclass(frozen=True, slots=True)
class LeftOut(Event):
    """A stretch of a talk is left out of the document: what it is, and how many words it has."""

    topic: Topic
    words: int


@dataclass(frozen=True, slots=True)
class StageStarted(Event):
    """A stage begins that may make up to `calls` calls."""

    stage: str
    calls: int


@dataclass(frozen=True, slots=True)
class DocumentDone(Event):
    """A document is complete, and not yet written."""

    document: Document
