"""The files of batches, as OpenAI, vLLM and SGLang have them: a request or an answer a line."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from restyle.llm.answers.bodies import fault_in, value_of

_URL = "/v1/chat/completions"
_RETRIED = frozenset({408, 409, 425, 429})


@dataclass(frozen=True, slots=True)
class Answered:
    """What came for a request: the status and the body as text; or `fault`, why nothing came."""

    key: str
    status: int
    text: str
    fault: str = ""

    @property
    def again(self) -> bool:
        """Whether the same request may be answered another time."""
        return bool(self.fault) or self.status in _RETRIED or self.status >= 500


def request_line(key: str, body: object) -> str:
    """Return the line of a request, whose answer is known by its key."""
    value = {"custom_id": key, "method": "POST", "url": _URL, "body": body}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def answers_in(lines: Iterable[str]) -> Iterator[Answered]:
    """Yield the answers in the lines of a file, in whatever order; what is none is passed over."""
    for line in lines:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            continue  # a line that was cut off is asked for again
        key = value_of(value, "custom_id")
        if isinstance(key, str):
            yield _answered(key, value)


def _answered(key: str, value: object) -> Answered:
    response = value_of(value, "response")
    status, body = value_of(response, "status_code"), value_of(response, "body")
    if isinstance(status, int) and body is not None:
        return Answered(key, status, body if isinstance(body, str) else json.dumps(body))
    if value_of(response, "choices") is not None:  # some runners leave the envelope out
        return Answered(key, 200, json.dumps(response))
    fault = fault_in(value)
    return Answered(key, 0, "", fault.message if fault else "it has no answer")
