"""Whole answers only: what is empty is asked for once more, what was cut off with more room."""

from dataclasses import replace

from restyle.errors import TooLongError
from restyle.events import Notice, Observer, ignore
from restyle.llm import Model
from restyle.llm.request import Completion, Request, Usage
from restyle.text.tokens import least

_MORE_ROOM = 32768  # tokens; models that reason spend most of it unseen
_LEAST_COUNTED = 0.85  # of the fewest tokens that a prompt can have


class Whole:
    """A model whose answers are whole, as far as it can give one.

    An answer that is still empty or cut off is returned as such, with its reason.
    """

    def __init__(self, model: Model, observe: Observer = ignore) -> None:
        self._model = model
        self._observe = observe

    async def complete(self, request: Request) -> Completion:
        """Return the answer, with what all attempts at it took.

        Raises TooLongError where the endpoint has read less of the prompt than was sent.
        """
        completion = await self._model.complete(request)
        self._refuse_cut_prompt(request, completion)
        if completion.finish_reason == "length" and request.max_tokens < _MORE_ROOM:
            more = await self._model.complete(replace(request, max_tokens=_MORE_ROOM))
            return _both(completion, more)
        if completion.finish_reason == "stop" and not completion.text:
            self._observe(Notice(f"{request.origin.stage}: an empty answer; asking once more"))
            return _both(completion, await self._model.complete(request))
        return completion

    async def forget(self, request: Request) -> None:
        """Drop the model's answer."""
        await self._model.forget(request)

    def stop(self) -> None:
        """Send nothing more."""
        self._model.stop()

    async def close(self) -> None:
        """Close the model."""
        await self._model.close()

    def _refuse_cut_prompt(self, request: Request, completion: Completion) -> None:
        """Some servers cut a prompt to their context in silence, and answer what is left of it."""
        sent = sum(least(message.content) for message in request.messages)
        counted = completion.usage.tokens_in
        if 0 < counted < _LEAST_COUNTED * sent:
            raise TooLongError(
                f"{request.model}: the endpoint has read {counted:,} tokens of a prompt of about "
                f"{sent:,}, and cut the rest in silence; give the model a larger context "
                "(Ollama: num_ctx or OLLAMA_CONTEXT_LENGTH)"
            )


def _both(first: Completion, second: Completion) -> Completion:
    usage: Usage = first.usage + second.usage
    return replace(second, usage=usage, attempts=first.attempts + second.attempts)
