"""What an endpoint refuses of a request, learned from its refusals, and asked without from then on.

Servers name what they refuse in their own words and under any status. Each whim is one parameter
that can be left out, or put in another way.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from restyle.llm.request import Request

_TOLD = ("max_completion_tokens", "stream_options", "temperature", "top_p", "seed", "stream")
_SCHEMA = re.compile(
    r"response_format|json_schema|json_validate_failed|failed to generate json|grammar|structured"
)
_NO_SYSTEM = re.compile(
    r"system (?:role|message|prompt)s? (?:is |are )?(?:not|un)|not support '?\"?system"
    r"|developer instruction"
    r"|roles must alternate|only user and assistant|system role"
)
_TOO_MANY = re.compile(
    r"max(?:_completion|_new)?_tokens[^.]{0,80}(?:too large|at most|exceed|less than|must be"
    r"|maximum|range)"
    r"|range of max_tokens"
    r"|at most \d{2,7} (?:completion|output) tokens|maximum (?:output|completion)"
)
_AT_MOST = re.compile(
    r"(?:at most|less than or equal to|maximum(?: value)?(?: is| of)?|limit of|<=|\[\d{1,3}, ?)"
    r"[ :]{0,2}(\d{2,7})"
)
_CONTEXT = re.compile(
    r"maximum context length is (\d{3,9}) tokens?.{0,120}?"
    r"(\d{1,9}) (?:input|prompt|in the messages)"
)
_UNNAMED = re.compile(r"parameter|unsupported|unrecognized|unknown field|extra|not permitted")
_LEAST_ROOM = 256
_MARGIN = 64  # tokens that an endpoint's own template may add to a prompt


class Whims:
    """What is left out or put in another way for an endpoint's model."""

    def __init__(self, *, openai: bool) -> None:
        self._refused: set[str] = set() if openai else {"max_completion_tokens"}
        self._most: int | None = None  # tokens of an answer

    def body(self, request: Request, options: Mapping[str, Any]) -> dict[str, Any]:
        """Return the body that is sent: all of the options that are not refused."""
        room = min(request.max_tokens, self._most or request.max_tokens)
        name = "max_completion_tokens"
        sent = {
            "model": request.model,
            "messages": self._messages(request),
            "max_tokens" if name in self._refused else name: room,
        }
        return sent | {name: v for name, v in options.items() if name not in self._refused}

    def learn(self, status: int, said: str, sent: Mapping[str, Any]) -> bool:
        """Take note of a refusal; False where nothing in it can be left out.

        What counts is what was sent: of several requests at once, the first may have learned
        it already.
        """
        if status in (401, 402, 408, 429):
            return False
        said = said.lower()
        return (
            self._learn_system(said, sent)
            or self._learn_room(said, sent)
            or self._learn_name(said, sent)
            or self._learn_unnamed(status, said, sent)
        )

    def _messages(self, request: Request) -> list[dict[str, str]]:
        messages = [{"role": m.role, "content": m.content} for m in request.messages]
        if "system" not in self._refused or messages[0]["role"] != "system":
            return messages
        first, second, *rest = messages
        return [{"role": "user", "content": f"{first['content']}\n\n{second['content']}"}, *rest]

    def _learn_system(self, said: str, sent: Mapping[str, Any]) -> bool:
        found = _NO_SYSTEM.search(said) and sent["messages"][0]["role"] == "system"
        if found:
            self._refused.add("system")
        return bool(found)

    def _learn_room(self, said: str, sent: Mapping[str, Any]) -> bool:
        """An answer's room is larger than the model's, or than what the prompt leaves."""
        room = int(sent.get("max_tokens") or sent.get("max_completion_tokens") or 0)
        if context := _CONTEXT.search(said):
            left = int(context[1]) - int(context[2]) - _MARGIN
        elif _TOO_MANY.search(said):
            told = [int(n) for n in _AT_MOST.findall(said)]
            left = min((n for n in told if n < room), default=room // 2)
        else:
            return False
        self._most = left if _LEAST_ROOM <= left < room else room // 2
        return self._most >= _LEAST_ROOM

    def _learn_name(self, said: str, sent: Mapping[str, Any]) -> bool:
        for name in _TOLD:
            if name in said and name in sent:
                self._refused.add(name)
                if name == "stream":
                    self._refused.add("stream_options")
                return True
        if "response_format" in sent and _SCHEMA.search(said):
            self._refused.add("response_format")
            return True
        if "max_tokens" in said and "max_tokens" in sent:
            # The other way round: this endpoint wants the new name after all.
            self._refused.discard("max_completion_tokens")
            return "context" not in said
        return False

    def _learn_unnamed(self, status: int, said: str, sent: Mapping[str, Any]) -> bool:
        """A refusal that names nothing: leave out what the fewest servers know, one by one."""
        if status not in (400, 404, 415, 422, 500, 501) or not _UNNAMED.search(said):
            return False
        for name in ("stream_options", "response_format", "seed", "top_p", "temperature", "stream"):
            if name in sent:
                self._refused.add(name)
                return True
        return False


def options_of(request: Request, *, stream: bool = True) -> dict[str, Any]:
    """Return what of a request an endpoint may refuse and be asked without."""
    sampling = request.sampling
    options: dict[str, Any] = {
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "seed": sampling.seed,
    }
    if stream:
        options |= {"stream": True, "stream_options": {"include_usage": True}}
    if request.schema:
        schema = {"name": "answer", "schema": json.loads(request.schema), "strict": True}
        options["response_format"] = {"type": "json_schema", "json_schema": schema}
    return {name: value for name, value in options.items() if value is not None}
