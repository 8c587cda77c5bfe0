"""Asking a model: requests out, answers in; none is taken that may not be whole."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urlsplit

from restyle.errors import AnswerError, CutShortError, RefusedError
from restyle.events import Notice, Observer, ignore
from restyle.llm import Model
from restyle.llm.budget import Price
from restyle.llm.events import CallDone
from restyle.llm.request import Completion, Message, Origin, Request, Sampling
from restyle.style.profile import StyleProfile
from restyle.text.english.refusals import is_refusal
from restyle.topics.outline import Outline
from restyle.writing import Job
from restyle.writing.prompts import Prompts

T = TypeVar("T")

FREELY = "freely"
WRITING = ("sections", FREELY, "section")  # the stages that write sections, the last one alone
MOST_TOKENS = 60_000  # of a talk that is shown whole
_ECHO = 300  # letters of a prompt
_SHOWN = 80  # letters of a refusal
_ROOM = 8192  # tokens for an answer; models that reason spend most of it unseen
TOKENS_A_WORD = 1.5  # of an answer in prose
_REASONING = 2  # times what is expected, for a model that reasons before it writes


class Asker:
    """A model with the prompts that it is asked by."""

    def __init__(
        self,
        model: Model,
        endpoint: str,
        name: str,
        prompts: Prompts,
        observe: Observer = ignore,
        price: Price | None = None,
    ) -> None:
        self.name = name
        self.endpoint = endpoint
        self.observe = observe
        self._model = model
        self._prompts = prompts
        self._price = price
        self._most = MOST_TOKENS

    @property
    def host(self) -> str:
        """Where the model is asked."""
        return urlsplit(self.endpoint).netloc.rpartition("@")[2] or "this machine"

    def reads(self, tokens: int) -> bool:
        """Return whether so long a talk may be shown whole, as far as is known."""
        return tokens <= self._most

    def too_long(self, tokens: int) -> None:
        """Note that the model cannot read a talk of so many tokens."""
        self._most = min(self._most, tokens - 1)

    def request(
        self,
        stage: str,
        values: Mapping[str, object],
        schema: str = "",
        *,
        job: Job | None = None,
        segments: range | None = None,
        talk: str = "",
    ) -> Request:
        """Return what a stage asks about a whole talk, or about segments of a job in a row."""
        messages = self._prompts.render(stage, values)
        digests = {"template": self._prompts.digest(stage), "model": self.name}
        if job:
            digests["style"] = _digest(job.style)
            digests["outline"] = _digest(job.outline)
        if job and segments is not None:
            digests["segment"] = _sha256("\n\n".join(job.source(n) for n in segments))
        if talk:
            digests["talk"] = _sha256(talk)
        style = job.style.name if job else ""
        first, count = (segments.start, len(segments)) if segments is not None else (None, 1)
        return Request(
            endpoint=self.endpoint,
            model=self.name.partition("/")[2],
            messages=messages,
            sampling=job.style.sampling if job else Sampling(),
            max_tokens=_ROOM,
            schema=schema,
            origin=Origin(stage, style, first, tuple(sorted(digests.items())), count=count),
        )

    async def parsed(self, request: Request, parse: Callable[[str], T]) -> T:
        """Parse the answer; what cannot be used is asked for once more, with what was wrong."""
        first = await self.answered(request)
        try:
            return parse(first.text)
        except AnswerError as error:
            problem = str(error)
        stage = request.origin.stage
        self.observe(Notice(f"{stage}: asking again: {problem}"))
        complaint = self._prompts.render("again", {"problem": problem})[-1]
        messages = (*request.messages, Message("assistant", first.text or "…"), complaint)
        origin = replace(request.origin, stage=f"{stage}-again")
        again = replace(request, messages=messages, origin=origin)
        second = await self.answered(again)
        try:
            return parse(second.text)
        except AnswerError as error:
            for useless in (request, again):
                await self._model.forget(useless)
            what = f"{stage}: {self.name} answered twice with what cannot be used"
            raise AnswerError(f"{what}: {error}") from error

    async def answered(self, request: Request) -> Completion:
        """Ask; an answer that is empty, ran out of room or says no in words is never taken."""
        place = f"{_place(request)}: {self.name}"
        completion = await self._model.complete(request)
        origin, usage = request.origin, completion.usage
        self.observe(
            CallDone(
                origin.stage,
                usage,
                completion.cached,
                completion.attempts,
                origin.count,
                self._price.of(usage) if self._price else None,
            )
        )
        if completion.finish_reason != "stop":
            reason = f"its answer ended by {completion.finish_reason!r}, so it may not be whole"
            kind = CutShortError if completion.finish_reason == "length" else RefusedError
            raise kind(f"{place}: {reason}")
        if not completion.text:
            raise RefusedError(f"{place}: its answer is empty")
        if is_refusal(completion.text):
            await self._model.forget(request)
            raise RefusedError(f"{place}: it refuses: “{completion.text[:_SHOWN]}”")
        if request.messages[-1].content.strip()[:_ECHO] in completion.text:
            await self._model.forget(request)
            raise RefusedError(f"{place}: it repeats what it was asked")
        return completion

    async def forget(self, request: Request) -> None:
        """Drop an answer that turned out to be useless."""
        await self._model.forget(request)


def with_room(request: Request, words: float, beside: int = 0) -> Request:
    """Return a request for so many words, and tokens `beside` them, with room for reasoning."""
    tokens = round(words * TOKENS_A_WORD) + beside
    room = max(request.max_tokens, _REASONING * tokens)
    return replace(request, max_tokens=room).expecting(tokens)


def _place(request: Request) -> str:
    segment = request.origin.segment
    return request.origin.stage if segment is None else f"{request.origin.stage} {segment + 1}"


@lru_cache(maxsize=64)
def _digest(part: StyleProfile | Outline) -> str:
    return _sha256(json.dumps(asdict(part), sort_keys=True))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
