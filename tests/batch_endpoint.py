"""A server on loopback that plays OpenAI's Batch API: files, batches, states, faults.

python -m tests.batch_endpoint    # prints its address; stops with its standard input
"""

import json
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.endpoint import Body, Reply, form
from tests.loopback import Loopback
from tests.writer_answers import answered

_STATES = ("validating", "in_progress", "in_progress", "finalizing")


@dataclass
class Rules:
    """How batches go: after how many looks they end, and what goes wrong.

    `ends` is the state in which the first batches end before the others complete; `failing` the
    share of requests that fail in their first batch; `queue` how many tokens may wait; `drops`
    how many answers to a creation are lost on their way, `hold` for how long they take;
    `busy` how many creations are refused as others fill the queue.
    """

    looks: int = 3
    ends: list[str] = field(default_factory=list)
    failing: float = 0.0
    queue: int = 0
    drops: int = 0
    hold: float = 0.0
    busy: int = 0


@dataclass
class Batch:
    """A batch: its requests, how often it was looked at, and how it ends."""

    id: str
    lines: list[Body]
    metadata: dict[str, str]
    ends: str
    looks: int = 0
    output: str | None = None
    error: str | None = None
    errors: list[Body] = field(default_factory=list)


class BatchEndpoint(Loopback):
    """The server. `answer` decides each answer; `paid` counts the requests by their ids."""

    def __init__(self, answer: Callable[[Body], Reply] = answered) -> None:
        self.answer = answer
        self.rules = Rules()
        self.paid: Counter[str] = Counter()
        self.batches: dict[str, Batch] = {}
        self.online = 0
        self._files: dict[str, bytes] = {}
        self._seen: set[str] = set()
        self._lock = threading.RLock()
        super().__init__(self._handler())

    def upload(self, data: bytes) -> Body:
        """Keep a file."""
        id = f"file-{len(self._files) + 1}"  # noqa: A001
        self._files[id] = data
        return {"id": id, "object": "file", "bytes": len(data), "created_at": 0, "filename": "f",
                "purpose": "batch", "status": "processed"}  # fmt: skip

    def content(self, id: str) -> bytes:
        """Return a file."""
        return self._files[id]

    def create(self, asked: Body) -> Body:
        """Begin a batch."""
        lines = [json.loads(one) for one in self._files[asked["input_file_id"]].splitlines()]
        ends = self.rules.ends.pop(0) if self.rules.ends else "completed"
        batch = Batch(f"batch_{len(self.batches) + 1}", lines, asked.get("metadata") or {}, ends)
        tokens = sum(len(json.dumps(one["body"]["messages"])) // 4 for one in lines)
        waiting = sum(
            len(json.dumps(line["body"]["messages"])) // 4
            for one in self.batches.values()
            if one.looks <= self.rules.looks
            for line in one.lines
        )
        self.rules.busy -= self.rules.busy > 0
        if self.rules.busy or (self.rules.queue and waiting + tokens > self.rules.queue):
            batch.ends, batch.looks = "failed", self.rules.looks
            said = (
                f"Enqueued token limit reached for m. Limit: {self.rules.queue:,} enqueued tokens."
            )
            batch.errors = [{"code": "token_limit_exceeded", "message": said}]
            batch.lines = []
        self.batches[batch.id] = batch
        return self.told(batch)

    def look(self, id: str) -> Body:
        """Return how far a batch is; each look brings it further."""
        batch = self.batches[id]
        batch.looks += 1
        if batch.looks > self.rules.looks and batch.output is None:
            self._end(batch)
        return self.told(batch)

    def told(self, batch: Batch) -> Body:
        """A batch as the API tells it."""
        over = batch.looks > self.rules.looks
        state = batch.ends if over else _STATES[min(batch.looks, len(_STATES) - 1)]
        done = (
            len(batch.lines) if over else len(batch.lines) * batch.looks // (self.rules.looks + 1)
        )
        return {
            "id": batch.id, "object": "batch", "endpoint": "/v1/chat/completions",
            "input_file_id": "x", "completion_window": "24h", "created_at": 0, "status": state,
            "metadata": batch.metadata, "output_file_id": batch.output or None,
            "error_file_id": batch.error or None,
            "errors": {"object": "list", "data": batch.errors} if batch.errors else None,
            "request_counts": {"total": len(batch.lines), "completed": done, "failed": 0},
        }  # fmt: skip

    def _end(self, batch: Batch) -> None:
        """Answer what a batch asks, in another order; not all of it where it does not complete."""
        lines = list(batch.lines)
        random.Random(batch.id).shuffle(lines)
        partly = batch.ends in ("expired", "cancelled")
        answers: list[Body] = []
        errors: list[Body] = []
        for number, line in enumerate(lines):
            key = line["custom_id"]
            first = key not in self._seen
            self._seen.add(key)
            unlucky = first and int(key[:8], 16) / 0x100000000 < self.rules.failing
            if partly and number % 2:
                fault = {"code": "batch_expired", "message": "This request could not be executed."}
                errors.append({"custom_id": key, "response": None, "error": fault})
                continue
            reply = Reply(500, {"error": {"message": "Something broke"}}) if unlucky else None
            reply = reply or self.answer(line["body"])
            self.paid[key] += reply.status == 200
            response = {"status_code": reply.status, "request_id": "r", "body": reply.body}
            kept = answers if reply.status == 200 else errors
            kept.append({"custom_id": key, "response": response, "error": None})
        for name, found in (("output", answers), ("error", errors)):
            if found:
                data = "".join(json.dumps(one) + "\n" for one in found).encode()
                setattr(batch, name, self.upload(data)["id"])
        batch.output = batch.output or ""

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if self.path == "/v1/batches":
                    with endpoint._lock:
                        made = endpoint.create(json.loads(data))
                    time.sleep(endpoint.rules.hold)
                    self.begun(made)
                    return
                with endpoint._lock:
                    match self.path.removeprefix("/v1"):
                        case "/files":
                            kind = self.headers["Content-Type"]
                            self.say(endpoint.upload(form(data, kind)["file"]))
                        case "/rules":
                            endpoint.rules = Rules(**json.loads(data))
                            self.say({})
                        case _:
                            endpoint.online += 1
                            reply = endpoint.answer(json.loads(data))
                            self.say(reply.body, reply.status or 200)

            def begun(self, made: Body) -> None:
                if endpoint.rules.drops:
                    endpoint.rules.drops -= 1
                    self.close_connection = True
                else:
                    self.say(made)

            def do_GET(self) -> None:
                path, _, _ = self.path.removeprefix("/v1").partition("?")
                with endpoint._lock:
                    match path.strip("/").split("/"):
                        case ["files", id, "content"]:
                            self.say(endpoint.content(id))
                        case ["batches"]:
                            listed = [endpoint.told(b) for b in endpoint.batches.values()]
                            self.say({"object": "list", "data": listed[::-1], "has_more": False})
                        case ["batches", id] if id in endpoint.batches:
                            self.say(endpoint.look(id))
                        case ["paid"]:
                            twice = sum(count - 1 for count in endpoint.paid.values())
                            total = sum(endpoint.paid.values())
                            asked = len(endpoint.paid)
                            self.say({"paid": total, "again": twice, "asked": asked,
                                      "online": endpoint.online})  # fmt: skip
                        case _:
                            self.say({"error": {"message": "no such route"}}, 404)

            def say(self, value: Any, status: int = 200) -> None:
                data = value if isinstance(value, bytes) else json.dumps(value).encode()
                self.send_response(status)
                kind = (
                    "application/octet-stream" if isinstance(value, bytes) else "application/json"
                )
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:
                """Print nothing."""

        return Handler


if __name__ == "__main__":
    with BatchEndpoint() as server:
        print(server.url, flush=True)
        sys.stdin.read()
