"""A model that sends nothing itself: it answers what the book holds, and notes what it does not."""

import asyncio
from dataclasses import replace

from restyle.errors import BusyError, EndpointError, ModelError
from restyle.events import Notice, Observer, ignore
from restyle.llm._client import place_of
from restyle.llm.answers.bodies import body_of, fault_of
from restyle.llm.answers.completions import completion_of
from restyle.llm.answers.refusals import failure
from restyle.llm.batch import DeferredError
from restyle.llm.batch.answers import MOST_TRIES
from restyle.llm.batch.book import Book
from restyle.llm.batch.files import Answered
from restyle.llm.cache import digest
from restyle.llm.endpoints import Target
from restyle.llm.request import Completion, Request

_GATHER = 0.02  # seconds in which what asks beside gets to ask, too


class Deferring:
    """A model at a target whose answers come with batches."""

    def __init__(self, target: Target, book: Book, observe: Observer = ignore) -> None:
        self._target = target
        self._book = book
        self._observe = observe
        self._uncounted = False
        self._told: set[str] = set()  # what was answered before is paid for

    async def complete(self, request: Request) -> Completion:
        """Return the answer; raises DeferredError where it is not there yet.

        Raises as an endpoint does where it came as a refusal.
        """
        key = digest(request)
        answered = self._book.answer(key)
        if answered is not None:
            try:
                completion = self._completion(answered, request)
                before = key in self._told
                self._told.add(key)
                return replace(completion, cached=before)
            except BusyError as error:
                if self._book.tries(key) >= MOST_TRIES:
                    raise EndpointError(f"{error} (in {MOST_TRIES} batches)") from error
                self._book.give_back(key)  # it broke off on its way
            except ModelError:
                self._book.useless(key)
                raise
        self._book.note(key, self._target.label, request)
        await asyncio.sleep(_GATHER)
        raise DeferredError

    async def forget(self, request: Request) -> None:
        """Have an answer asked for anew by the next run."""
        self._book.useless(digest(request))

    def stop(self) -> None:
        """Do nothing: nothing is sent here."""

    async def close(self) -> None:
        """Do nothing: the book is its owner's."""

    def _completion(self, answered: Answered, request: Request) -> Completion:
        if answered.status >= 300:
            raise failure(answered.status, fault_of(answered.text), {}, place_of(self._target))
        place = place_of(self._target)
        return completion_of(body_of(answered.text), request, place, {}, self._say_uncounted)

    def _say_uncounted(self) -> None:
        if not self._uncounted:
            self._uncounted = True
            place = place_of(self._target)
            self._observe(Notice(f"{place} counts no tokens; they are estimated here"))
