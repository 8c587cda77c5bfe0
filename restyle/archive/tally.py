"""What an episode has cost so far: its calls, its tokens, its time."""

import time
from dataclasses import dataclass, field, replace

from restyle.archive.entry import Entry
from restyle.events import Event
from restyle.llm.events import CallDone
from restyle.llm.prices import total
from restyle.llm.request import Usage


@dataclass(slots=True)
class Tally:
    """Counts the calls of one episode; one from the cache costs nothing.

    `again` says that the work was begun before, and what it asked then is counted already.
    """

    again: bool = False

    calls: int = 0
    from_cache: int = 0
    usage: Usage = field(default_factory=Usage)
    cost: float | None = 0.0
    _clock: float = field(default_factory=time.monotonic)

    def add(self, event: Event) -> None:
        """Count an event, if it is a call."""
        if isinstance(event, CallDone) and not (self.again and event.cached):
            self.calls += 1
            if event.cached:
                self.from_cache += 1
            else:
                self.usage += event.usage
                self.cost = total(self.cost, event.cost)

    def told(self, entry: Entry) -> Entry:
        """Return the entry with what the work on it has cost, in this run and before."""
        return replace(
            entry,
            calls=entry.calls + self.calls,
            from_cache=entry.from_cache + self.from_cache,
            tokens_in=entry.tokens_in + self.usage.tokens_in,
            tokens_out=entry.tokens_out + self.usage.tokens_out,
            cost=entry.cost if self.cost is None else round((entry.cost or 0) + self.cost, 6),
            seconds=round(time.monotonic() - self._clock, 2),
        )
