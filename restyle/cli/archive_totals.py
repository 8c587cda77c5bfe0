"""What a run over an archive has come to so far, and what is under way."""

import time
from dataclasses import dataclass, field

from restyle.archive.entry import Entry
from restyle.llm.request import Usage


@dataclass(slots=True)
class Working:
    """An episode that is worked on: its stage, and its calls in that stage."""

    stage: str = "read"
    calls: int = 0
    of: int = 0

    def __str__(self) -> str:
        """`sections 3/14`."""
        return f"{self.stage} {self.calls}/{self.of}" if self.of else self.stage


@dataclass(slots=True)
class Totals:
    """What a run has come to so far."""

    episodes: int = 0
    passed: int = 0
    unchanged: int = 0
    usage: Usage = field(default_factory=Usage)
    cost: float | None = 0.0
    ended: list[Entry] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    @property
    def settled(self) -> int:
        """How many episodes are settled."""
        return len(self.ended) + self.unchanged

    @property
    def seconds(self) -> float:
        """How long the run has taken."""
        return time.monotonic() - self.began

    def rest(self) -> float | None:
        """About how many seconds the rest will take; None before anything is done."""
        left = self.episodes - self.settled
        return self.seconds / len(self.ended) * left if self.ended else None
