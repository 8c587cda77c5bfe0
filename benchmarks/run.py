"""How long a whole run takes: without a model, and with one that takes 200 ms a call.

    .venv/bin/python benchmarks/run.py [TRANSCRIPT]

Without a transcript, the example is used, repeated to about 13,000 words. Targets: an extract of
13,000 words within 3 s; with 200 ms a call, within five call times and 1.5 s; import included.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.endpoint import Body, Endpoint, Reply  # noqa: E402
from tests.writer_answers import answered  # noqa: E402

LATENCY = 0.2
RUNS = 5


def main() -> None:
    """Time both runs, and print what they made."""
    with tempfile.TemporaryDirectory() as folder:
        talk = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else _long_talk(Path(folder))
        words = len(talk.read_text(encoding="utf-8").split())
        print(
            f"{talk.name}, {words:,} blank-separated words; median of {RUNS} runs, whole processes"
        )
        print(f"extract      {_median(talk, folder, '--no-model'):6.2f} s   (target 3.00)")
        with Endpoint() as endpoint:
            endpoint.answer = _slowly
            url = ("--model", "m", "--base-url", endpoint.url)
            taken = _median(talk, folder, *url, "--no-cache")
            calls = len(endpoint.bodies) // (RUNS + 1)
            target = 5 * LATENCY + 1.5
            print(f"{calls} calls     {taken:6.2f} s   (target {target:.2f}; {LATENCY:g} s a call)")
            cache = Path(folder) / "cache"
            warm = _median(talk, folder, *url, cache=cache)
            print(f"from cache   {warm:6.2f} s")


def _long_talk(folder: Path) -> Path:
    """The example, twice over."""
    text = (ROOT / "examples" / "bitcoin-core-24.md").read_text(encoding="utf-8")
    head, _, talk = text.partition("---\n## ")
    path = folder / "long.md"
    path.write_text(f"{head}---\n## {talk}\n## {talk}", encoding="utf-8")
    return path


def _slowly(body: Body) -> Reply:
    reply = answered(body)
    return Reply(reply.status, reply.body, reply.headers, LATENCY)


def _median(talk: Path, folder: str, *options: str, cache: Path | None = None) -> float:
    environment = {**os.environ, "RESTYLE_CACHE_DIR": str(cache or Path(folder) / "unused")}
    command = [sys.executable, "-m", "restyle", str(talk), "-q", "-o", f"{folder}/out/", *options]
    times = []
    for _ in range(RUNS + 1):
        began = time.perf_counter()
        subprocess.run(command, check=True, env=environment, cwd=folder)
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:])


if __name__ == "__main__":
    main()
