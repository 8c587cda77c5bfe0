"""Answers of batches, taken into the book: which are kept, and what is asked for again."""

import json

from restyle.errors import ModelError
from restyle.llm.answers.bodies import body_of, said_in
from restyle.llm.answers.completions import completion_of
from restyle.llm.answers.whims import Whims, options_of
from restyle.llm.batch.book import Book, Noted
from restyle.llm.batch.files import Answered, request_line
from restyle.llm.budget import Budget, Reserved
from restyle.llm.endpoints import Target
from restyle.llm.prices import Price, price_of
from restyle.llm.request import Request, Usage

MOST_TRIES = 5  # batches in which one request may be


class HalfPrice:
    """What a model's tokens cost with a batch: half."""

    def __init__(self, price: Price) -> None:
        self._price = price

    def of(self, usage: Usage) -> float:
        """Return what so many tokens cost."""
        return self._price.of(usage) / 2


def batch_price(target: Target) -> HalfPrice | None:
    """Return the price of a target's model with a batch; None where nobody knows it."""
    price = price_of(target)
    return HalfPrice(price) if price else None


class Answers:
    """Takes answers into the book, and learns from refusals what the endpoint wants left out."""

    def __init__(self, target: Target, book: Book, budget: Budget | None) -> None:
        self._target = target
        self._book = book
        self._budget = budget
        self._openai = target.endpoint == "openai"
        self._whims = Whims(openai=self._openai)
        self._reserved: dict[str, Reserved] = {}

    def line(self, noted: Noted) -> str:
        """Return the line of a request in a file."""
        return request_line(noted.key, self._body(noted.request))

    def allows(self, noted: Noted) -> bool:
        """Return whether the budget allows a request, and set its price aside."""
        if self._budget is None or noted.key in self._reserved:
            return True
        reserved = self._budget.reserve_now(noted.request, batch_price(self._target))
        if reserved is not None:
            self._reserved[noted.key] = reserved
        return reserved is not None

    def take(self, answered: Answered) -> None:
        """Take an answer, or have its request sent again where that may help."""
        request = self._book.request(answered.key)
        if request is None or self._book.answer(answered.key) is not None:
            return
        if answered.again:
            if self._book.tries(answered.key) < MOST_TRIES:
                return  # it is sent again when its batch has ended
            why = answered.fault or said_in(answered.text)
            body = json.dumps({"error": {"message": f"{why} (in {MOST_TRIES} batches)"}})
            answered = Answered(answered.key, 424, body)
        elif answered.status >= 300 and self._learns(answered, request):
            self._book.give_back(answered.key)
            return
        self._book.keep(answered)
        self._settle(answered, request)

    def _learns(self, answered: Answered, request: Request) -> bool:
        """Whether a refusal is about what can be left out; another may have taught it already."""
        said = f"{said_in(answered.text)} {answered.text[:4000]}"
        anew = Whims(openai=self._openai)
        sent = anew.body(request, options_of(request, stream=False))
        if self._book.tries(answered.key) == MOST_TRIES:
            return False
        self._whims.learn(answered.status, said, self._body(request))
        return anew.learn(answered.status, said, sent)

    def _settle(self, answered: Answered, request: Request) -> None:
        reserved = self._reserved.pop(answered.key, None)
        if self._budget is None or reserved is None:
            return
        try:
            body = body_of(answered.text)
            used = completion_of(body, request, "", {}, lambda: None).usage
        except ModelError:
            used = Usage(request.estimated_tokens)
        self._budget.settle(reserved, used)

    def _body(self, request: Request) -> dict[str, object]:
        return self._whims.body(request, options_of(request, stream=False))
