"""Any endpoint that speaks OpenAI's chat protocol, through OpenAI's own client.

Answers are asked for as a stream, so that the time-out counts silence and not length, and so
that the words can be shown as they come; a server that does not stream is read as well.
"""

from collections.abc import Mapping
from typing import Any

import httpx2
import openai

from restyle.errors import BusyError, EndpointError
from restyle.events import Notice, Observer, ignore
from restyle.llm import MODELS, Learn, Model
from restyle.llm._client import RAW, client_for, place_of, silent, unreached
from restyle.llm.answers.bodies import Body, body_of, decoded, fault_of, is_stream, said_in
from restyle.llm.answers.completions import completion_of
from restyle.llm.answers.hearing import Heard
from restyle.llm.answers.refusals import failure
from restyle.llm.answers.whims import Whims, options_of
from restyle.llm.endpoints import Target
from restyle.llm.events import WordsCame
from restyle.llm.request import Completion, Request

_MOST_ADAPTATIONS = 8
_MOST_BYTES = 64 * 2**20  # of an answer's body


def _ignore(headers: Mapping[str, str]) -> None:
    """Learn nothing."""


class OpenAIModel:
    """A model behind an OpenAI-compatible endpoint. It learns what the model refuses."""

    def __init__(self, target: Target, learn: Learn = _ignore, observe: Observer = ignore) -> None:
        self._target = target
        self._learn = learn
        self._observe = observe
        self._client = client_for(target)
        self._whims = Whims(openai=target.endpoint == "openai")
        self._uncounted = False

    async def complete(self, request: Request) -> Completion:
        """Return the answer; raises BusyError where asking later may help."""
        for _ in range(_MOST_ADAPTATIONS):
            sent = self._whims.body(request, options_of(request))
            try:
                status, text, headers = await self._asked(sent, request)
            except openai.APIError as error:
                raise unreached(self._target, error) from error
            self._learn(headers)
            if status < 300:
                body = body_of(text)
                fault = body.fault if body.known else None
                if fault is None or not self._whims.learn(fault.status, fault.message, sent):
                    return self._completion(body, request, headers)
            elif not self._whims.learn(status, f"{said_in(text)} {text[:4000]}", sent):
                raise failure(status, fault_of(text), headers, self._place)
        raise EndpointError(f"{self._place}: refuses every request")

    async def forget(self, request: Request) -> None:
        """Do nothing: an endpoint stores no answers."""

    def stop(self) -> None:
        """Do nothing: what was sent is answered."""

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    @property
    def _place(self) -> str:
        return place_of(self._target)

    async def _asked(
        self, sent: Mapping[str, Any], request: Request
    ) -> tuple[int, str, Mapping[str, str]]:
        """Send, and read the body to its end; a refusal is returned like any answer."""
        try:
            answer = await self._client.post(
                "/chat/completions",
                body=sent,
                cast_to=httpx2.Response,
                options={"headers": RAW},
            )
        except openai.APIStatusError as error:
            response = error.response
            return response.status_code, decoded(response.content), response.headers
        try:
            text = await self._read(answer, request)
        finally:
            await answer.aclose()
        return answer.status_code, text, answer.headers

    async def _read(self, answer: httpx2.Response, request: Request) -> str:
        """The body; one that breaks off is read as far as it came, if that is a whole answer."""
        data = bytearray()
        heard = Heard(self._target.timeout, request.max_tokens)
        origin = request.origin
        try:
            async for chunk in answer.aiter_bytes():
                data += chunk
                if len(data) > _MOST_BYTES:
                    raise EndpointError(f"{self._place}: the answer is larger than 64 MB")
                heard.take(chunk)
                if heard.is_news():
                    self._observe(WordsCame(origin.stage, origin.segment, heard.words, heard.text))
                if heard.is_over():
                    break
            data += heard.ending
        except (httpx2.TimeoutException, TimeoutError) as error:
            raise silent(self._target) from error
        except httpx2.HTTPError as error:
            text = decoded(bytes(data))
            if not _is_complete(text):
                raise BusyError(f"{self._place}: the answer broke off ({error})") from error
        return decoded(bytes(data), answer.charset_encoding or "")

    def _completion(self, body: Body, request: Request, headers: Mapping[str, str]) -> Completion:
        return completion_of(body, request, self._place, headers, self._say_uncounted)

    def _say_uncounted(self) -> None:
        if not self._uncounted:
            self._uncounted = True
            self._observe(Notice(f"{self._place} counts no tokens; they are estimated here"))


def _is_complete(text: str) -> bool:
    """Whether a body that broke off holds a whole answer all the same."""
    body = body_of(text)
    return body.known and body.whole and (is_stream(text) or bool(body.text))


def _open(target: Target, observe: Observer, learn: Learn) -> Model:
    return OpenAIModel(target, learn, observe)


MODELS.add("openai", _open)
