"""A small OpenAI-compatible server for tests: it answers as its script says."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.loopback import Loopback

Body = dict[str, Any]
PROMPT_TOKENS = 30_000  # for any prompt; fewer would say that the endpoint cuts them


@dataclass(frozen=True)
class Reply:
    """What the server sends back; without a status it drops the connection.

    A text is sent as it stands, and with `slowly` its lines one after the other.
    """

    status: int | None = 200
    body: Body | str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    slowly: float = 0.0


def said(text: str, finish_reason: str = "stop") -> Reply:
    """A chat completion with that text."""
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": finish_reason}
    usage = {"prompt_tokens": PROMPT_TOKENS, "completion_tokens": 5, "total_tokens": 15}
    body = {"id": "x", "object": "chat.completion", "created": 0, "model": "m"}
    return Reply(body={**body, "choices": [choice], "usage": usage})


def refused(
    status: int, message: str, *, code: str = "", headers: dict[str, str] | None = None
) -> Reply:
    """An error as OpenAI sends it."""
    error = {"message": message, "type": "error", "param": None, "code": code or None}
    return Reply(status, {"error": error}, headers or {})


def form(data: bytes, kind: str) -> Body:
    """The fields of a form, lists where a name ends in []; a file's are its name and bytes."""
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + data)
    fields: Body = {}
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        value = content if part.get_filename() else bytes(content or b"").decode()
        if name.endswith("[]"):
            fields.setdefault(name.removesuffix("[]"), []).append(value)
        else:
            fields[name] = value
    return fields


class Endpoint(Loopback):
    """The server. `answer` decides each reply; `bodies` and `headers` hold what was asked."""

    def __init__(self) -> None:
        self.answer: Callable[[Body], Reply] = lambda body: said("An answer.")
        self.bodies: list[Body] = []
        self.headers: list[dict[str, str]] = []
        self.most_at_once = 0
        self._open = 0
        self._lock = threading.Lock()
        super().__init__(self._handler())

    def replies(self, *replies: Reply) -> None:
        """Answer with these in turn, and with the last for ever."""
        left = list(replies)
        self.answer = lambda body: left.pop(0) if len(left) > 1 else left[0]

    def _handle(self, body: Body, headers: dict[str, str]) -> Reply:
        with self._lock:
            self.bodies.append(body)
            self.headers.append(headers)
            self._open += 1
            self.most_at_once = max(self.most_at_once, self._open)
            reply = self.answer(body)
        time.sleep(reply.delay)
        with self._lock:
            self._open -= 1
        return reply

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                kind = self.headers.get("Content-Type", "")
                is_form = kind.startswith("multipart/form-data")
                body = form(data, kind) if is_form else json.loads(data)
                headers = {name.lower(): value for name, value in self.headers.items()}
                reply = endpoint._handle(body, headers)
                if reply.status is None:
                    self.close_connection = True
                    return
                text = reply.body if isinstance(reply.body, str) else json.dumps(reply.body or {})
                data = text.encode()
                self.send_response(reply.status)
                for name, value in {"Content-Type": "application/json", **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                for line in data.splitlines(keepends=True) if reply.slowly else [data]:
                    self.wfile.write(line)
                    self.wfile.flush()
                    time.sleep(reply.slowly)

            def log_message(self, format: str, *args: object) -> None:
                """Print nothing."""

        return Handler
