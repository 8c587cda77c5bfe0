"""What the library reports while it works, to an observer that the caller may pass."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from restyle.chat import Usage
from restyle.domain import Document, Transcript
from restyle.outline import Topic


@dataclass(frozen=True, slots=True)
class TranscriptRead:
    """A transcript was read."""

    transcript: Transcript


@dataclass(frozen=True, slots=True)
class TopicsFound:
    """The topics of a transcript are settled."""

    count: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of a talk is left out of the document: what it is, and how many words it has."""

    topic: Topic
    words: int


@dataclass(frozen=True, slots=True)
class ModelChosen:
    """A model is about to be asked: which, where, how often, about how many tokens."""

    model: str
    host: str
    calls: int
    tokens: int


@dataclass(frozen=True, slots=True)
class StageStarted:
    """A stage begins that may make up to `calls` calls."""

    stage: str
    calls: int


@dataclass(frozen=True, slots=True)
class CallDone:
    """A call was answered, from the cache where `cached`, at the `attempts`-th attempt."""

    stage: str
    usage: Usage
    cached: bool
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class WordsCame:
    """An answer that is under way has so many words so far."""

    stage: str
    segment: int | None
    words: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing is sent to an endpoint for so many seconds; `reason` is what it said."""

    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should know; the work goes on."""

    message: str


@dataclass(frozen=True, slots=True)
class DocumentDone:
    """A document is complete, and not yet written."""

    document: Document


Event: TypeAlias = (
    TranscriptRead
    | TopicsFound
    | LeftOut
    | ModelChosen
    | StageStarted
    | CallDone
    | WordsCame
    | Waiting
    | Notice
    | DocumentDone
)
Observer: TypeAlias = Callable[[Event], None]


def ignore(event: Event) -> None:
    """Observe nothing; the default observer."""
