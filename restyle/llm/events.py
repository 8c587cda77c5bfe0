"""What is reported of a model's calls."""

from dataclasses import dataclass

from restyle.events import Event
from restyle.llm.request import Usage


@dataclass(frozen=True, slots=True)
class ModelChosen(Event):
    """A model is about to be asked: which, where, how often, about how many tokens."""

    model: str
    host: str
    calls: int
    tokens: int


@dataclass(frozen=True, slots=True)
class CallDone(Event):
    """A call was answered, from the cache where `cached`, at the `attempts`-th attempt.

    `parts` is how many sections it is about, 1 where it is about another thing.
    """

    stage: str
    usage: Usage
    cached: bool
    attempts: int = 1
    parts: int = 1


@dataclass(frozen=True, slots=True)
class WordsCame(Event):
    """An answer that is under way has so many words so far."""

    stage: str
    segment: int | None
    words: int


@dataclass(frozen=True, slots=True)
class Waiting(Event):
    """Nothing is sent to an endpoint for so many seconds; `reason` is what it said."""

    seconds: float
    reason: str
