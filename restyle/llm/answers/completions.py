"""A body as a completion: what was answered, how it ended, what it took; or why it is none."""

from collections.abc import Callable, Mapping

from restyle.errors import BusyError, EndpointError, RefusedError
from restyle.llm.answers.bodies import Body
from restyle.llm.answers.reasoning import answer_of
from restyle.llm.answers.refusals import failure
from restyle.llm.request import Completion, Request, Usage
from restyle.text.tokens import estimate

_WHOLE = frozenset(
    "stop eos eos_token_id eos_token end_turn stop_sequence complete completed normal end".split()
)
_CUT = frozenset({"length", "max_tokens", "model_length", "max_output_tokens"})
_FILTERED = ("content_filter", "safety", "prohibited", "recitation", "blocklist")
_MOST_TIMES, _LEEWAY = 20, 100_000  # what is counted beyond is no count of these tokens


def completion_of(
    body: Body,
    request: Request,
    place: str,
    headers: Mapping[str, str],
    uncounted: Callable[[], None],
) -> Completion:
    """Return the completion in a body that came from `place` with these headers.

    `uncounted` is called where its tokens are not counted. Raises BusyError for one that broke
    off, RefusedError for one that was held back, EndpointError for what is no completion.
    """
    if body.fault is not None and body.known:
        raise failure(body.fault.status, body.fault, headers, place)
    if body.cut:
        raise BusyError(f"{place}: the answer broke off", answered=True)
    if body.fault is not None:
        what = f"the answer is no chat completion ({body.fault.message})"
        raise EndpointError(f"{place}: {what}; is the base URL right?")
    if not body.whole:
        raise BusyError(f"{place}: the answer broke off", answered=True)
    if body.refusal or any(word in body.reason for word in _FILTERED):
        said = body.refusal or f"the answer was held back ({body.reason})"
        raise RefusedError(f"{place}: {said}")
    # A lone half of a character cannot be written to a file.
    text = answer_of(body.text).encode("utf-8", "replace").decode("utf-8")
    return Completion(text, _usage(body, request, uncounted), _reason(body.reason))


def _usage(body: Body, request: Request, uncounted: Callable[[], None]) -> Usage:
    """What was counted; an estimate where nothing was, since nothing costs nothing."""
    if _is_plausible(body.usage, request):
        return body.usage
    uncounted()
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


def _reason(reason: str) -> str:
    """How an answer ended, in one of three words: `FinishReason.STOP` is `stop`."""
    bare = reason.rpartition(".")[2].removeprefix("finish_reason_")
    if bare in _WHOLE:
        return "stop"
    return "length" if bare in _CUT else reason
