"""Any endpoint that speaks OpenAI's chat protocol, through OpenAI's own client."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2
import openai

from restyle.chat import Completion, Request, Usage
from restyle.errors import BusyError, EndpointError, TooLongError
from restyle.events import Observer
from restyle.llm import MODELS, Learn, Model
from restyle.llm.endpoints import Target

_RETRIED = frozenset({408, 409, 429})
# Some servers send the reasoning with its closing tag alone.
_REASONING = re.compile(
    r"\A\s*(?:<(?:think|thinking|reasoning)>)?(?:(?!<think).)*?</(?:think|thinking|reasoning)>\s*",
    re.DOTALL | re.IGNORECASE,
)
_WHOLE = frozenset(
    {"stop", "eos", "eos_token", "end_turn", "stop_sequence", "complete", "completed"}
)
_LENGTH = re.compile(
    r"context_length_exceeded|context (?:length|window|size)|maximum context|too many tokens"
    r"|prompt is too long|input is too long|exceeds? the (?:model|maximum|available) ?\w* ?context"
)
_FENCE = re.compile(r"\A\s*```[\w-]*\n(.*)\n```\s*\Z", re.DOTALL)
_MOST_ADAPTATIONS = 4


def _ignore(headers: Mapping[str, str]) -> None:
    """Learn nothing."""


class OpenAIModel:
    """A model behind an OpenAI-compatible endpoint. It learns what the model refuses."""

    def __init__(self, target: Target, learn: Learn = _ignore) -> None:
        self._target = target
        self._learn = learn
        self._client = openai.AsyncOpenAI(
            api_key=target.key,
            base_url=target.base_url,
            timeout=target.timeout,
            max_retries=0,  # the gate retries, so that every attempt is counted
        )
        self._refused: set[str] = set()
        if target.endpoint != "openai":
            self._refused.add("max_completion_tokens")

    async def complete(self, request: Request) -> Completion:
        """Return the answer; raises BusyError where asking later may help."""
        for _ in range(_MOST_ADAPTATIONS):
            sent = self._arguments(request)
            try:
                response = await self._client.post(
                    "/chat/completions", body=sent, cast_to=httpx2.Response
                )
            except openai.BadRequestError as error:
                self._learn(error.response.headers)
                if not self._adapt(error, sent):
                    raise self._failure(error) from error
            except openai.APIError as error:
                if isinstance(error, openai.APIStatusError):
                    self._learn(error.response.headers)
                raise self._failure(error) from error
            else:
                self._learn(response.headers)
                return _completion(response.text, self._place)
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
        return f"{self._target.label} at {self._target.host}"

    def _arguments(self, request: Request) -> dict[str, Any]:
        arguments: dict[str, Any] = {
            "model": request.model,
            "messages": [{"role": m.role, "content": m.content} for m in request.messages],
        }
        room = "max_completion_tokens"
        arguments["max_tokens" if room in self._refused else room] = request.max_tokens
        sampling = request.sampling
        options: dict[str, Any] = {
            "temperature": sampling.temperature,
            "top_p": sampling.top_p,
            "seed": sampling.seed,
        }
        if request.schema:
            schema = {"name": "answer", "schema": json.loads(request.schema), "strict": True}
            options["response_format"] = {"type": "json_schema", "json_schema": schema}
        wanted = {k: v for k, v in options.items() if v is not None and k not in self._refused}
        return arguments | wanted

    def _adapt(self, error: openai.BadRequestError, sent: Mapping[str, object]) -> bool:
        """Leave out the parameter that the model refuses; False where none is named.

        What counts is what was sent: of several requests at once, the first may have learned
        it already.
        """
        said = f"{error.param or ''} {error.message}".lower()
        for name in (
            "max_completion_tokens",
            "temperature",
            "top_p",
            "seed",
            "response_format",
        ):
            about = name in said or (name == "response_format" and "json_schema" in said)
            if about and name in sent:
                self._refused.add(name)
                return True
        if "max_tokens" in said and "max_tokens" in sent:
            # The other way round: this endpoint wants the new name after all.
            self._refused.discard("max_completion_tokens")
            return "context" not in said
        return False

    def _failure(self, error: openai.APIError) -> EndpointError:
        if isinstance(error, openai.APIStatusError):
            return _refusal(error, self._place)
        place = self._place
        if isinstance(error, openai.APITimeoutError):
            return BusyError(f"{place}: no answer within {self._target.timeout:g} s")
        if isinstance(error, openai.APIConnectionError):
            cause = str(error.__cause__ or error)
            return BusyError(f"{place}: cannot be reached ({cause}); is it running?")
        return EndpointError(f"{place}: {error.message}")


def _refusal(error: openai.APIStatusError, place: str) -> EndpointError:
    """What an answer without a completion means: try later, ask for less, or give up."""
    status = error.status_code
    message = f"{place}: {status}: {_said(error)}"
    if getattr(error, "code", None) == "insufficient_quota":
        return EndpointError(f"{message}; the account has no quota left")
    if _too_long(error):
        return TooLongError(message)
    if status in _RETRIED or status >= 500:
        wait = _wait(error.response.headers)
        return BusyError(message, wait, limited=status == 429, answered=True)
    return EndpointError(f"{message}{_advice(status)}")


def _too_long(error: openai.APIStatusError) -> bool:
    """Whether the request does not fit the model's context, in the words of many servers."""
    said = f"{getattr(error, 'code', None) or ''} {_said(error)}".lower()
    return error.status_code in (400, 413, 422) and bool(_LENGTH.search(said))


def _said(error: openai.APIStatusError) -> str:
    """What the server said, on one line; the client's own message repeats the whole body."""
    body = error.body
    said = body.get("message") if isinstance(body, dict) else None
    return " ".join(str(said or error.message).split())[:300].rstrip(".")


def _advice(status: int) -> str:
    advice = {
        401: "is the key right?",
        403: "may this key use it?",
        404: "is the model's name right?",
    }
    return f"; {advice[status]}" if status in advice else ""


def _wait(headers: Any) -> float | None:
    """Seconds until the endpoint wants to be asked again: as a number, or as a date (RFC 9110)."""
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = headers.get(name, "")
        try:
            return max(0.0, float(value) * scale)
        except ValueError:
            pass  # not a number, or not there
        try:
            until = parsedate_to_datetime(value)
        except ValueError:
            continue
        known = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(0.0, (known - datetime.now(UTC)).total_seconds())
    return None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is needed of a chat completion; nearly compatible servers leave the rest out."""

    text: str
    finish_reason: str
    usage: Usage


def _parsed(body: str) -> _Answer | None:
    """The first choice of an answer, or None where it has none."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    choice = _first(_field(value, "choices"))
    message = _field(choice, "message")
    if choice is None or message is None:
        return None
    content = message if isinstance(message, str) else _field(message, "content")
    if isinstance(content, list):
        content = "".join(str(_field(part, "text") or "") for part in content)
    usage = _field(value, "usage")
    details = _field(usage, "prompt_tokens_details")
    counts = (
        _field(usage, "prompt_tokens"),
        _field(usage, "completion_tokens"),
        _field(details, "cached_tokens"),
    )
    tokens = [max(0, count) if isinstance(count, int) else 0 for count in counts]
    reason = str(_field(choice, "finish_reason") or "stop").lower()
    return _Answer(content if isinstance(content, str) else "", reason, Usage(*tokens))


def _completion(body: str, place: str) -> Completion:
    answer = _parsed(body)
    if answer is None:
        raise EndpointError(f"{place}: the answer is no chat completion; is the base URL right?")
    text = _REASONING.sub("", answer.text)
    fenced = _FENCE.match(text)
    # A lone half of a character cannot be written to a file.
    text = (fenced[1] if fenced else text).encode("utf-8", "replace").decode("utf-8")
    return Completion(
        text=text.strip(),
        usage=answer.usage,
        finish_reason="stop" if answer.finish_reason in _WHOLE else answer.finish_reason,
    )


def _field(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, dict) else None


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else None


def _open(target: Target, observe: Observer, learn: Learn) -> Model:
    return OpenAIModel(target, learn)


MODELS.add("openai", _open)
