"""Any endpoint that speaks OpenAI's chat protocol, through OpenAI's own client."""

import json
import re
from typing import Any

import openai

from restyle.chat import Completion, Request, Usage
from restyle.errors import BusyError, EndpointError
from restyle.events import Observer
from restyle.llm import MODELS, Model
from restyle.llm.endpoints import Target

_RETRIED = frozenset({408, 409, 429})
_REASONING = re.compile(r"\A\s*<(think|thinking|reasoning)>.*?</\1>\s*", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"\A\s*```[\w-]*\n(.*)\n```\s*\Z", re.DOTALL)
_MOST_ADAPTATIONS = 4


class OpenAIModel:
    """A model behind an OpenAI-compatible endpoint. It learns what the model refuses."""

    def __init__(self, target: Target) -> None:
        self._target = target
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
            try:
                response = await self._client.chat.completions.create(**self._arguments(request))
            except openai.BadRequestError as error:
                if not self._adapt(error, request):
                    raise self._failure(error) from error
            except openai.APIError as error:
                raise self._failure(error) from error
            else:
                return _completion(response)
        raise EndpointError(f"{self._target.label} at {self._target.host}: refuses every request")

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

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

    def _adapt(self, error: openai.BadRequestError, request: Request) -> bool:
        """Leave out the parameter that the model refuses; False where none is named."""
        said = f"{error.param or ''} {error.message}".lower()
        for name in (
            "max_completion_tokens",
            "temperature",
            "top_p",
            "seed",
            "response_format",
        ):
            about = name in said or (name == "response_format" and "json_schema" in said)
            if about and name not in self._refused:
                self._refused.add(name)
                return True
        if "max_tokens" in said and "max_completion_tokens" in self._refused:
            # The other way round: this endpoint wants the new name after all.
            self._refused.discard("max_completion_tokens")
            return "context" not in said
        return False

    def _failure(self, error: openai.APIError) -> EndpointError:
        place = f"{self._target.label} at {self._target.host}"
        if isinstance(error, openai.APITimeoutError):
            return BusyError(f"{place}: no answer within {self._target.timeout:g} s")
        if isinstance(error, openai.APIConnectionError):
            cause = str(error.__cause__ or error)
            return BusyError(f"{place}: cannot be reached ({cause}); is it running?")
        if not isinstance(error, openai.APIStatusError):
            return EndpointError(f"{place}: {error.message}")
        status = error.status_code
        message = f"{place}: {status}: {_said(error)}"
        if getattr(error, "code", None) == "insufficient_quota":
            return EndpointError(f"{message}; the account has no quota left")
        if status in _RETRIED or status >= 500:
            return BusyError(message, _wait(error.response.headers), limited=status == 429)
        return EndpointError(f"{message}{_advice(status)}")


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
    """Seconds until the endpoint wants to be asked again, as far as its headers say."""
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            return max(0.0, float(headers[name]) * scale)
        except (KeyError, ValueError):
            continue
    return None


def _completion(response: Any) -> Completion:
    """Parse an answer at the door; servers that are only nearly compatible leave fields out."""
    choices = getattr(response, "choices", None) or []
    if not choices:
        raise EndpointError("the endpoint's answer has no choices; is the base URL right?")
    choice = choices[0]
    text = (choice.message.content if choice.message else None) or ""
    text = _REASONING.sub("", text)
    fenced = _FENCE.match(text)
    usage = response.usage
    return Completion(
        text=(fenced[1] if fenced else text).strip(),
        usage=Usage(usage.prompt_tokens or 0, usage.completion_tokens or 0) if usage else Usage(),
        finish_reason=choice.finish_reason or "stop",
    )


def _open(target: Target, observe: Observer) -> Model:
    return OpenAIModel(target)


MODELS.add("openai", _open)
