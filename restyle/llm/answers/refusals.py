"""What an answer without a completion means: ask later, ask for less, take a no, or give up."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from restyle.errors import BusyError, EndpointError, ModelError, RefusedError, TooLongError
from restyle.llm.answers.bodies import Fault

_RETRIED = frozenset({408, 409, 425, 429})
_LENGTH = re.compile(
    r"context_length_exceeded|context (?:length|window|size)|maximum context|too many tokens"
    r"|prompt is too long|input is too long|reduce the length"
    r"|exceeds? the (?:model|maximum|available) ?\w{0,20} ?context"
)
_FILTERED = re.compile(
    r"content_filter|content management policy|content policy|responsibleaipolicy|moderation"
    r"|flagged|safety|prohibited_content|blocked by"
)
_NO_MONEY = frozenset({"insufficient_quota", "insufficient_credits", "402"})
_ADVICE = {
    401: "is the key right?",
    402: "the account has no credit left",
    403: "may this key use it?",
    404: "are the model's name and the base URL right?",
}


def failure(status: int, fault: Fault, headers: Mapping[str, str], place: str) -> ModelError:
    """Return the error that a refusal stands for.

    `status` is that of the answer, or that of an error which came in an answer with 200.
    """
    if 300 <= status < 400:
        where = headers.get("location", "")[:200] or "another address"
        way_out = "if that is right, name it with --base-url"
        return EndpointError(f"{place}: {status}: redirects to {where}; {way_out}")
    shown = f"{status}: " if status else ""
    message = f"{place}: {shown}{fault.message}"
    about = f"{fault.code} {fault.message}".lower()
    if fault.code in _NO_MONEY or status == 402:
        return EndpointError(f"{message}; {_ADVICE[402]}")
    if status in (400, 413, 422, 500, 0) and _LENGTH.search(about):
        return TooLongError(message)
    if status in (400, 403, 422, 0) and _FILTERED.search(about):
        return RefusedError(message)
    if status in _RETRIED or status >= 500 or "overloaded" in about or "rate limit" in about:
        wait = wait_of(headers)
        return BusyError(message, wait, limited=status == 429, answered=True)
    advice = f"; {_ADVICE[status]}" if status in _ADVICE else ""
    return EndpointError(f"{message}{advice}")


def wait_of(headers: Mapping[str, str]) -> float | None:
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
