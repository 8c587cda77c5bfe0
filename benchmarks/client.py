"""restyle's client beside OpenAI's own, against a server with delays, limits and faults.

    python benchmarks/client.py [--requests 500]

Each run is a process of its own: seconds of the run (imports aside), seconds of CPU, peak
memory, what the server counted. The server is `benchmarks/server.py`.

A   no limit, 200 ms                                          D   A again, from the cache
B   3,000 a minute, a bucket of 100, 5 % of first attempts answer 500; headers tell the limit
B'  the same, and nothing tells it                            K   A, killed half-way, run again
M   10,000 requests without delay: memory after 1,000 and at the end
"""

import argparse
import asyncio
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
CONCURRENCY = 64
_WORDS = "so the thing about bread is that the dough tells you when it is done and not before "


def prompts(count: int) -> list[str]:
    """Prompts of about a thousand tokens each, none like another."""
    return [f"chunk {number}: {_WORDS * 46}" for number in range(count)]


async def _ours(url: str, count: int, folder: str) -> int:
    from restyle.llm.connect import CachePolicy, connect  # noqa: PLC0415
    from restyle.llm.endpoints import Target  # noqa: PLC0415
    from restyle.llm.request import Message, Request, Sampling  # noqa: PLC0415

    target = Target("openai", "openai", "m", url, "none", CONCURRENCY, 60.0)
    model = connect(target, CachePolicy(Path(folder)) if folder else None)

    async def one(prompt: str) -> int:
        request = Request(url, "m", (Message("user", prompt),), Sampling(), 500)
        return bool((await model.complete(request)).text)

    try:
        return await _all(count, one)
    finally:
        await model.close()


async def _sdk(url: str, count: int, folder: str) -> int:
    import openai  # noqa: PLC0415

    client = openai.AsyncOpenAI(api_key="none", base_url=url, max_retries=8)
    slots = asyncio.Semaphore(CONCURRENCY)

    async def one(prompt: str) -> int:
        async with slots:
            try:
                answer = await client.chat.completions.create(
                    model="m", messages=[{"role": "user", "content": prompt}]
                )
            except openai.APIError:
                return 0
            return bool(answer.choices[0].message.content)

    return await _all(count, one)


async def _all(count: int, one: Any) -> int:
    """Answer all; after the first 1,000, note the memory."""
    asked = prompts(min(count, 1000))
    answered: int = sum(await asyncio.gather(*(one(prompt) for prompt in asked)))
    early = _memory()
    for start in range(1000, count, 1000):
        more = [f"{start} {prompt}" for prompt in asked]
        answered += sum(await asyncio.gather(*(one(prompt) for prompt in more)))
    _NOTED["early"] = early
    return answered


_NOTED: dict[str, float] = {}


def _memory() -> float:
    """Resident memory now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def child(kind: str, url: str, count: int, folder: str) -> None:
    """Run one client, and print what it took."""
    run = {"ours": _ours, "sdk": _sdk}[kind]
    import_module(
        "openai" if kind == "sdk" else "restyle.llm.providers.openai"
    )  # loaded at a first miss
    asyncio.run(run(url, 0, folder))  # what else there is to import
    start, before = time.perf_counter(), time.process_time()
    answered = asyncio.run(run(url, count, folder))
    took = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - before}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**took, "peak": peak, "now": _memory(), "answered": answered, **_NOTED}))


class Bench:
    """The server, and what is run against it."""

    def __init__(self, port: str, count: int) -> None:
        self._root = f"http://127.0.0.1:{port}"
        self._count = count

    def show(self, label: str, kind: str, folder: str = "", **rules: object) -> dict[str, Any]:
        """Run a client under these rules, and print a line."""
        self._ask("/set", rules)
        done = subprocess.run(
            self._command(kind, folder), capture_output=True, text=True, check=True, cwd=ROOT
        )
        got = json.loads(done.stdout.splitlines()[-1])
        counts = self._ask("/counts")
        statuses = {key: value for key, value in counts["statuses"].items() if key != "200"}
        line = f"{got['seconds']:7.2f} s  CPU {got['cpu']:5.2f} s  peak {got['peak']:4.0f} MB"
        print(
            f"{label:22} {line}  {got['answered']} answered, {counts['requests']} requests, "
            f"{statuses or 'no errors'}, most at once {counts['most_at_once']}",
            flush=True,
        )
        return {**got, **counts}

    def killed(self, folder: str) -> None:
        """Kill a run half-way, and run it again."""
        self._ask("/set", {})
        process = subprocess.Popen(
            self._command("ours", folder), stdout=subprocess.DEVNULL, cwd=ROOT
        )
        while self._ask("/counts")["statuses"].get("200", 0) < self._count / 2:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        time.sleep(0.5)
        before = self._ask("/counts")
        subprocess.run(self._command("ours", folder), capture_output=True, check=True, cwd=ROOT)
        after = self._ask("/counts")
        print(
            f"{'K killed, run again':22} answered before {before['statuses']['200']}, "
            f"asked again {after['requests'] - before['requests']}, "
            f"paid again {after['paid_again']} (at most {CONCURRENCY} were under way)"
        )

    def _command(self, kind: str, folder: str) -> list[str]:
        child = ["--child", kind, f"{self._root}/v1", str(self._count), folder]
        return [sys.executable, __file__, *child]

    def _ask(self, path: str, body: object = None) -> dict[str, Any]:
        data = json.dumps(body or {}).encode()
        with urllib.request.urlopen(f"{self._root}{path}", data=data) as answer:
            value: dict[str, Any] = json.load(answer)
            return value

    def counted(self, count: int) -> "Bench":
        """The same server with another number of requests."""
        return Bench(self._root.rpartition(":")[2], count)


@contextmanager
def serving() -> Iterator[str]:
    """Run the server, and stop it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.server"], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    try:
        yield process.stdout.readline().strip() if process.stdout else ""
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--requests", type=int, default=500)
    parser.add_argument("--child", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        kind, url, count, folder = given.child
        child(kind, url, int(count), folder)
        return
    limited: dict[str, Any] = {"rate": 3000, "burst": 100, "failing": 0.05}
    with serving() as port, tempfile.TemporaryDirectory() as folder:
        bench = Bench(port, given.requests)
        raw = bench.show("A  openai SDK", "sdk")
        ours = bench.show("A  restyle, cache on", "ours", f"{folder}/a")
        shares = {key: ours[key] / raw[key] for key in ("seconds", "cpu", "peak")}
        print("   " + ", ".join(f"{key} {share:.2f} of the SDK's" for key, share in shares.items()))
        bench.show("D  restyle, warm", "ours", f"{folder}/a")
        bench.show("B  openai SDK", "sdk", **limited)
        bench.show("B  restyle, told", "ours", f"{folder}/b", **limited)
        bench.show("B' restyle, not told", "ours", f"{folder}/c", **limited, told=False)
        bench.killed(f"{folder}/k")
        many = bench.counted(10_000).show("M  10,000 requests", "ours", f"{folder}/m", delay=0.0)
        print(f"   memory after 1,000: {many['early']:.0f} MB, at the end: {many['now']:.0f} MB")


if __name__ == "__main__":
    main()
