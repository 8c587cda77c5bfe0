"""What is reported of a model's calls."""

from dataclasses import dataclass

from restyle.events import Event
from restyle.llm.request import Usage


@dataclass(frozen=True, slots=True)
class ModelChosen(Event):
    """A model is about to be asked: which, where, how often, about how many tokens.

    `judges` says that it is asked what the talk does not bear out, not to write.
    """

    model: str
    host: str
    calls: int
    tokens: int
    judges: bool = False


@dataclass(frozen=True, slots=True)
class CallDone(Event):
    """A call was answered, from the cache where `cached`, at the `attempts`-th attempt.

    `parts` is how many sections it is about, 1 where it is about another thing. `cost` is what
    its tokens cost, in US dollars; None where the model's price is not known.
    """

    stage: str
    usage: Usage
    cached: bool
    attempts: int = 1
    parts: int = 1
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class WordsCame(Event):
    """An answer that is under way has so many words so far; `text` is what has come of it."""

    stage: str
    segment: int | None
    words: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Waiting(Event):
    """Nothing is sent to an endpoint for so many seconds; `reason` is what it said."""

    seconds: float
    reason: str
