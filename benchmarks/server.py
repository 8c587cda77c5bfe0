"""An OpenAI-compatible server on loopback with a delay, a rate limit and faults.

    python -m benchmarks.server          # prints its port; POST /set and GET /counts steer it

It reads HTTP itself, so that it takes little of the processors that the client is measured on.
"""

import asyncio
import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from tests.writer_answers import written


@dataclass(frozen=True)
class Rules:
    """How the server answers: after `delay` s, `rate` a minute with a bucket of `burst`.

    `failing` is the share of bodies whose first arrival is answered by 500; `told` is whether
    headers tell the limit. A rate of 0 is no limit. With `writes`, answers are those of a
    well-behaved model to restyle's prompts, else a few words that differ from prompt to prompt.
    """

    delay: float = 0.2
    rate: float = 0.0
    burst: float = 0.0
    failing: float = 0.0
    retry_after: float = 1.0
    told: bool = True
    writes: bool = False


@dataclass
class Counts:
    """What came and what was answered."""

    requests: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    paid_again: int = 0
    most_at_once: int = 0


class Server:
    """The server's state; one is enough."""

    def __init__(self) -> None:
        self.set(Rules())

    def set(self, rules: Rules) -> None:
        """Begin anew under these rules."""
        self.rules = rules
        self.counts = Counts()
        self._level, self._seen = rules.burst, asyncio.get_event_loop().time()
        self._arrivals: Counter[str] = Counter()
        self._answered: set[str] = set()
        self._open = 0

    async def chat(self, raw: bytes) -> tuple[int, dict[str, Any], dict[str, str]]:
        """Answer a request: status, body, headers."""
        self.counts.requests += 1
        asked = json.loads(raw)
        name = hashlib.sha256(json.dumps(asked["messages"]).encode()).hexdigest()
        if not self._admitted():
            self.counts.statuses[429] += 1
            wait = {"retry-after": f"{self.rules.retry_after:g}", **self._headers()}
            return 429, _error("Rate limit reached", "rate_limit_exceeded"), wait
        self._arrivals[name] += 1
        self._open += 1
        self.counts.most_at_once = max(self.counts.most_at_once, self._open)
        await asyncio.sleep(self.rules.delay)
        self._open -= 1
        unlucky = int(name[:8], 16) / 0x100000000 < self.rules.failing
        if unlucky and self._arrivals[name] == 1:
            self.counts.statuses[500] += 1
            return 500, _error("Something broke", "server_error"), {}
        self.counts.paid_again += name in self._answered
        self._answered.add(name)
        self.counts.statuses[200] += 1
        text = written(asked) if self.rules.writes else f"Answer {name} " * 5
        return 200, _completion(name, len(raw) // 4, text), self._headers()

    def _admitted(self) -> bool:
        rules, now = self.rules, asyncio.get_event_loop().time()
        if not rules.rate:
            return True
        self._level = min(rules.burst, self._level + (now - self._seen) * rules.rate / 60)
        self._seen = now
        if self._level < 1:
            return False
        self._level -= 1
        return True

    def _headers(self) -> dict[str, str]:
        if not (self.rules.rate and self.rules.told):
            return {}
        reset = max(0.0, 1 - self._level) * 60 / self.rules.rate
        return {
            "x-ratelimit-limit-requests": f"{self.rules.rate:g}",
            "x-ratelimit-remaining-requests": str(max(0, int(self._level))),
            "x-ratelimit-reset-requests": f"{reset * 1000:.0f}ms",
        }


def _error(message: str, code: str) -> dict[str, Any]:
    return {"error": {"message": message, "type": "error", "param": None, "code": code}}


def _completion(name: str, tokens: int, text: str) -> dict[str, Any]:
    choice = {"index": 0, "message": {"role": "assistant", "content": text}}
    out = len(text) // 4
    usage = {"prompt_tokens": tokens, "completion_tokens": out, "total_tokens": tokens + out}
    head = {"id": name[:12], "object": "chat.completion", "created": 0, "model": "m"}
    return {**head, "choices": [{**choice, "finish_reason": "stop"}], "usage": usage}


async def _serve(
    server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            lines = head.decode("latin-1").split("\r\n")
            fields = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
            body = await reader.readexactly(int(fields.get("content-length", 0)))
            path = lines[0].split(" ")[1]
            headers: dict[str, str] = {}
            if path == "/set":
                server.set(replace(Rules(), **json.loads(body)))
                status, answer = 200, {}
            elif path == "/counts":
                status, answer = 200, vars(server.counts)
            else:
                status, answer, headers = await server.chat(body)
            data = json.dumps(answer).encode()
            fixed = {"content-type": "application/json", "content-length": str(len(data))}
            told = "".join(f"{name}: {value}\r\n" for name, value in {**fixed, **headers}.items())
            writer.write(f"HTTP/1.1 {status} X\r\n{told}\r\n".encode() + data)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the client has gone
    finally:
        writer.close()


async def main() -> None:
    server = Server()
    listening = await asyncio.start_server(
        lambda reader, writer: _serve(server, reader, writer), "127.0.0.1", 0, backlog=256
    )
    print(listening.sockets[0].getsockname()[1], flush=True)
    async with listening:
        await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
