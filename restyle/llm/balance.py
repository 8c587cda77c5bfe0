"""Several endpoints for one model: each request goes to the one that is the least busy.

One that fails is left out for a while, twice as long each time, and tried again after it; what it
was asked goes to another.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from restyle.errors import EndpointError, TooLongError
from restyle.events import Notice, Observer, ignore
from restyle.llm import Model
from restyle.llm.request import Completion, Request

_FIRST_REST = 15.0  # seconds for which an endpoint that failed is left out
_LONGEST_REST = 600.0


@dataclass(slots=True)
class Place:
    """An endpoint: its model, its name for a person, how much it may have under way.

    `rest` is for how many seconds it is left out when it fails, `until` when that ends.
    """

    model: Model
    name: str
    concurrency: int
    under_way: int = 0
    rest: float = _FIRST_REST
    until: float = 0.0


class Balanced:
    """A model at several endpoints."""

    def __init__(self, places: Sequence[Place], observe: Observer = ignore) -> None:
        self._places = tuple(places)
        self._observe = observe

    async def complete(self, request: Request) -> Completion:
        """Return the answer of the first endpoint that gives one; raises the last one's error."""
        refused: list[Place] = []
        while True:
            place = self._least_busy(refused)
            place.under_way += 1
            try:
                completion = await place.model.complete(request)
            except TooLongError:
                raise  # so it is at every other
            except EndpointError as error:
                refused.append(place)
                self._leave_out(place, error)
                if len(refused) == len(self._places):
                    raise
            else:
                place.rest, place.until = _FIRST_REST, 0.0
                return completion
            finally:
                place.under_way -= 1

    async def forget(self, request: Request) -> None:
        """Drop the answer, wherever it is."""
        for place in self._places:
            await place.model.forget(request)

    def stop(self) -> None:
        """Send nothing more."""
        for place in self._places:
            place.model.stop()

    async def close(self) -> None:
        """Close all models."""
        for place in self._places:
            await place.model.close()

    def _least_busy(self, refused: Sequence[Place]) -> Place:
        """The endpoint to ask: one that is not left out, unless all are."""
        left = [place for place in self._places if place not in refused]
        now = time.monotonic()
        awake = [place for place in left if place.until <= now] or left
        return min(awake, key=lambda place: place.under_way / place.concurrency)

    def _leave_out(self, place: Place, error: EndpointError) -> None:
        now = time.monotonic()
        if place.until > now:
            return  # others have found that out already
        place.until = now + place.rest
        self._observe(Notice(f"{error}; {place.name} is left out for {place.rest:.0f} s"))
        place.rest = min(_LONGEST_REST, 2 * place.rest)
