"""Bodies of answers: a chat completion as one JSON value, or as a stream of events.

Nearly compatible servers leave out what they like, count in other names, put an error into an
answer with status 200, or send a page. What is needed is read, and what the server said is
kept for the message.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from restyle.llm.request import Usage

_EVENT = "data:"
_UNSAID = (":", "event:", "id:", "retry:")  # lines of a stream that bring no words
_DONE = "[DONE]"
_TITLE = re.compile(r"<(?:title|h1)[^<>]{0,200}>([^<]{1,200})<", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,500}>")
_MOST = 300  # letters of what is repeated in a message


@dataclass(frozen=True, slots=True)
class Fault:
    """An error that a server reports: its words, and the status or code that it names."""

    message: str
    code: str = ""

    @property
    def status(self) -> int:
        """The code as an HTTP status; 0 where it is none."""
        plain = self.code.isascii() and self.code.isdigit() and len(self.code) == 3
        return int(self.code) if plain else 0


@dataclass(frozen=True, slots=True)
class Body:
    """What an answer's body holds; `reason` is empty where it does not say how it ended."""

    text: str = ""
    reason: str = ""
    usage: Usage = field(default_factory=Usage)
    refusal: str = ""
    fault: Fault | None = None
    whole: bool = True  # False for a stream that broke off
    known: bool = True  # False for what is no chat completion at all
    cut: bool = False  # True for what begins as one, and for nothing at all


def decoded(data: bytes, charset: str = "") -> str:
    """Return a body's text: UTF-8 whatever its header says, unless it is none."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(charset or "latin-1", errors="replace")
    except (LookupError, UnicodeError):
        return data.decode("latin-1")


def is_stream(text: str) -> bool:
    """Whether a body is a stream of events."""
    return text.lstrip().startswith((_EVENT, *_UNSAID))


def body_of(text: str) -> Body:
    """Return what is in a body."""
    if is_stream(text):
        return _streamed(text)
    try:
        return _completion(json.loads(text))
    except (ValueError, RecursionError):
        return _nearly(text)


def _nearly(text: str) -> Body:
    """What is in a body that is no JSON as a whole: a value with something round it, or lines."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(line.startswith("{") for line in lines):
        streamed = _streamed("\n".join(f"{_EVENT} {line}" for line in lines))
        if streamed.text:
            return streamed
    try:
        value, _ = json.JSONDecoder().raw_decode(text, max(0, text.find("{")))
    except (ValueError, RecursionError):
        value = None
    found = _completion(value) if value_of(value, "choices") or value_of(value, "error") else None
    cut = not text.strip() or text.lstrip().startswith("{")
    return found or Body(fault=Fault(f"but {said_in(text)}"), known=False, cut=cut)


def fault_of(text: str) -> Fault:
    """Return what a refusal's body says: the error that it reports, else its words on one line."""
    try:
        found = fault_in(json.loads(text))
    except (ValueError, RecursionError):
        found = None
    return found or Fault(_words_of(text))


def said_in(text: str) -> str:
    """Return what a body says, on one line: an error's message, a page's title, or its words."""
    return fault_of(text).message or _words_of(text)


def _words_of(text: str) -> str:
    if "<" in text and (title := _TITLE.search(text)):
        return f"a web page, “{_line(title[1])}”"
    return _line(_TAG.sub(" ", text)) or "nothing"


def fault_in(value: object) -> Fault | None:
    """Return the error that a JSON value reports; None where it reports none."""
    error = value_of(value, "error")
    if isinstance(error, str) and error:
        return Fault(_line(error))
    if isinstance(error, dict) and error:
        code = error.get("code") or error.get("status") or error.get("type") or ""
        raw = value_of(error.get("metadata"), "raw")
        said = str(error.get("message") or error.get("type") or error)
        return Fault(_line(f"{said}: {raw}" if isinstance(raw, str) and raw else said), str(code))
    detail = value_of(value, "detail")
    if isinstance(detail, list):
        return Fault(_line("; ".join(map(_detail, detail))))
    if isinstance(detail, str):
        return Fault(_line(detail))
    message = value_of(value, "message")
    if isinstance(message, str) and value_of(value, "choices") is None:
        return Fault(_line(message), str(value_of(value, "code") or ""))
    return None


def value_of(value: object, name: str) -> object:
    """Return a field of a mapping; None where there is none."""
    return value.get(name) if isinstance(value, dict) else None


def piece_of(line: str) -> tuple[str, bool]:
    """Return the words that one line of a stream adds to the answer, and whether it says anything.

    What is thought before an answer says something without adding words to it.
    """
    if not line.startswith(_EVENT):
        return "", bool(line.strip()) and not line.startswith(_UNSAID)
    delta = value_of(_choice(_event(line)), "delta")
    said = delta.values() if isinstance(delta, dict) else ()
    heard = is_last(line) or any(isinstance(one, str) and one.strip() for one in said)
    return _content(delta), heard


def is_last(line: str) -> bool:
    """Whether one line of a stream ends it."""
    return line.startswith(_EVENT) and _DONE in line[:20]


def _detail(one: object) -> str:
    """An entry of FastAPI's list of faults: where, and what."""
    place = value_of(one, "loc")
    names = ".".join(map(str, place)) if isinstance(place, list) else ""
    return f"{names}: {value_of(one, 'msg') or one}".strip(": ")


def _line(text: str) -> str:
    """A text on one line, without halves of characters, which no terminal and no file can hold."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join(whole.split())[:_MOST].rstrip(".")


def _completion(value: object) -> Body:
    fault = fault_in(value)
    choice = _choice(value)
    usage = _usage(value_of(value, "usage"))
    if fault:
        return Body(usage=usage, fault=fault)
    blocked = value_of(value_of(value, "prompt_feedback"), "block_reason")
    if blocked:
        return Body(reason="content_filter", usage=usage, refusal=_line(f"blocked: {blocked}"))
    if not isinstance(choice, dict):
        return Body(usage=usage, fault=Fault("it has no choices"), known=False)
    inner = fault_in({"error": choice.get("error")}) if choice.get("error") else None
    message = choice.get("message")
    if message is None and not inner and not choice.get("finish_reason") and "text" not in choice:
        return Body(usage=usage, fault=Fault("its choice has no message"), known=False)
    reason = _line(str(choice.get("finish_reason") or "")).lower()
    refusal = value_of(message, "refusal")
    text = message if isinstance(message, str) else _content(message) or _arguments(message)
    called = reason in ("tool_calls", "function_call") and bool(text)
    return Body(
        text=text or str(choice.get("text") or ""),
        reason="stop" if called else reason or "stop",
        usage=usage,
        refusal=_line(refusal) if isinstance(refusal, str) else "",
        fault=inner,
    )


def _choice(value: object) -> object:
    choices = value_of(value, "choices")
    return choices[0] if isinstance(choices, list) and choices else None


def _content(message: object) -> str:
    content = value_of(message, "content")
    content = [content] if isinstance(content, dict) else content
    if isinstance(content, list):
        return "".join(
            str(value_of(part, "text") or "")
            for part in content
            if value_of(part, "type") not in ("thinking", "reasoning")
        )
    return content if isinstance(content, str) else ""


def _arguments(message: object) -> str:
    """The answer of a model that calls a function which nobody offered, instead of answering."""
    calls = value_of(message, "tool_calls")
    if not isinstance(calls, list) or len(calls) != 1:
        return ""
    said = value_of(value_of(calls[0], "function"), "arguments")
    return said if isinstance(said, str) else ""


def _usage(counts: object) -> Usage:
    """Tokens under the names of several protocols; what is no number is not counted."""
    details = value_of(counts, "prompt_tokens_details") or value_of(counts, "input_tokens_details")
    asked = _count(counts, "prompt_tokens", "input_tokens")
    cached = _count(details, "cached_tokens") or _count(counts, "cache_read_input_tokens")
    # Some count what was cached apart from the prompt.
    return Usage(
        asked + cached if cached > asked else asked,
        _count(counts, "completion_tokens", "output_tokens"),
        cached,
    )


def _count(counts: object, *names: str) -> int:
    for name in names:
        value = value_of(counts, name)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e12:
            return int(value)
    return 0


def _event(line: str) -> object:
    if not line.startswith(_EVENT):
        return None
    try:
        return json.loads(line[len(_EVENT) :])
    except (ValueError, RecursionError):
        return None


def _events(text: str) -> Iterator[object]:
    for line in text.splitlines():
        value = _event(line.strip())
        if value is not None:
            yield value


def _streamed(text: str) -> Body:
    words: list[str] = []
    reason, refusal, usage = "", "", Usage()
    fault: Fault | None = None
    for value in _events(text):
        fault = fault or fault_in(value)
        usage = _usage(value_of(value, "usage")) if value_of(value, "usage") else usage
        choice = _choice(value)
        if isinstance(choice, dict):
            # Some servers send the whole message at the end, or in place of the deltas.
            whole = _content(choice.get("message")) if not any(words) else ""
            words.append(_content(choice.get("delta")) or whole)
            refusal += str(value_of(choice.get("delta"), "refusal") or "")
            reason = _line(str(choice.get("finish_reason") or reason)).lower()
            fault = fault or (fault_in(choice) if choice.get("error") else None)
    done = any(map(is_last, text.splitlines()[-8:]))
    return Body(
        text="".join(words),
        reason=reason or "stop",
        usage=usage,
        refusal=_line(refusal),
        fault=fault,
        whole=bool(reason) or done or fault is not None,
    )
