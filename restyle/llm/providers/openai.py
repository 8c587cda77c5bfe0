"""Any endpoint that speaks OpenAI's chat protocol, through OpenAI's own client.

Answers are asked for as a stream, so that the time-out counts silence and not length, and so
that the words can be shown as they come; a server that does not stream is read as well.
"""

import json
from collections.abc import Mapping
from typing import Any

import httpx2
import openai

from restyle.errors import BusyError, EndpointError, RefusedError
from restyle.events import Notice, Observer, ignore
from restyle.llm import MODELS, Learn, Model
from restyle.llm._client import RAW, client_for, place_of, silent, unreached
from restyle.llm.answers.bodies import Body, body_of, decoded, fault_of, is_stream, said_in
from restyle.llm.answers.hearing import Heard
from restyle.llm.answers.reasoning import answer_of
from restyle.llm.answers.refusals import failure
from restyle.llm.answers.whims import Whims
from restyle.llm.endpoints import Target
from restyle.llm.events import WordsCame
from restyle.llm.request import Completion, Request, Usage
from restyle.text.tokens import estimate

_WHOLE = frozenset(
    "stop eos eos_token_id eos_token end_turn stop_sequence complete completed normal end".split()
)
_CUT = frozenset({"length", "max_tokens", "model_length", "max_output_tokens"})
_FILTERED = ("content_filter", "safety", "prohibited", "recitation", "blocklist")
_MOST_ADAPTATIONS = 8
_MOST_TIMES, _LEEWAY = 20, 100_000  # what is counted beyond is no count of these tokens
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
            sent = self._whims.body(request, _options(request))
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
        if body.fault is not None and body.known:
            raise failure(body.fault.status, body.fault, headers, self._place)
        if body.cut:
            raise BusyError(f"{self._place}: the answer broke off", answered=True)
        if body.fault is not None:
            what = f"the answer is no chat completion ({body.fault.message})"
            raise EndpointError(f"{self._place}: {what}; is the base URL right?")
        if not body.whole:
            raise BusyError(f"{self._place}: the answer broke off", answered=True)
        if body.refusal or any(word in body.reason for word in _FILTERED):
            said = body.refusal or f"the answer was held back ({body.reason})"
            raise RefusedError(f"{self._place}: {said}")
        # A lone half of a character cannot be written to a file.
        text = answer_of(body.text).encode("utf-8", "replace").decode("utf-8")
        return Completion(text, self._usage(body, request), _reason(body.reason))

    def _usage(self, body: Body, request: Request) -> Usage:
        """What was counted; an estimate where nothing was, since nothing costs nothing."""
        if _is_plausible(body.usage, request):
            return body.usage
        if not self._uncounted:
            self._uncounted = True
            self._observe(Notice(f"{self._place} counts no tokens; they are estimated here"))
        counted = body.usage
        tokens_in = counted.tokens_in if _holds(counted.tokens_in, request.estimated_tokens) else 0
        tokens_out = counted.tokens_out if _holds(counted.tokens_out, request.max_tokens) else 0
        return Usage(
            tokens_in or request.estimated_tokens,
            tokens_out or estimate(body.text),
            min(counted.tokens_cached, tokens_in),
        )


def _is_plausible(usage: Usage, request: Request) -> bool:
    """Whether both counts are there, and about what was sent and may have been answered."""
    counts = (
        (usage.tokens_in, request.estimated_tokens),
        (usage.tokens_out, request.max_tokens),
    )
    return all(count and _holds(count, about) for count, about in counts)


def _holds(count: int, about: int) -> bool:
    return count <= _MOST_TIMES * about + _LEEWAY


def _options(request: Request) -> dict[str, Any]:
    """What of a request an endpoint may refuse and be asked without."""
    sampling = request.sampling
    options: dict[str, Any] = {
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "seed": sampling.seed,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    if request.schema:
        schema = {"name": "answer", "schema": json.loads(request.schema), "strict": True}
        options["response_format"] = {"type": "json_schema", "json_schema": schema}
    return {name: value for name, value in options.items() if value is not None}


def _is_complete(text: str) -> bool:
    """Whether a body that broke off holds a whole answer all the same."""
    body = body_of(text)
    return body.known and body.whole and (is_stream(text) or bool(body.text))


def _reason(reason: str) -> str:
    """How an answer ended, in one of three words: `FinishReason.STOP` is `stop`."""
    bare = reason.rpartition(".")[2].removeprefix("finish_reason_")
    if bare in _WHOLE:
        return "stop"
    return "length" if bare in _CUT else reason


def _open(target: Target, observe: Observer, learn: Learn) -> Model:
    return OpenAIModel(target, learn, observe)


MODELS.add("openai", _open)
