"""An archive from end to end: without a model, with one, again, killed and resumed, and in bulk.

    python -m benchmarks.archive FOLDER [--kills 10] [--many 2000]

FOLDER holds transcripts, some forty for figures like the README's. The model is the server in
benchmarks/server.py, which answers restyle's prompts after 200 ms, 64 at once. Memory is the sum
over all processes of a run, sampled ten times a second. Every run is the real command.
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import restyle
from benchmarks.client import serving

CONCURRENCY = 64
DELAY = 0.2
SHARE, SLACK = 1.3, 20.0  # of the ideal time, and seconds beside it, that a run may take
FEWER = 100  # episodes, whose memory that of many is compared with
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


@dataclass
class Ran:
    """A run of the command: its exit code, its seconds, its peak memory in MB."""

    code: int
    seconds: float
    peak: float


class Bench:
    """A folder to work in, and the server."""

    def __init__(self, home: Path, port: str) -> None:
        self.home = home
        self.root = f"http://127.0.0.1:{port}"

    def set(self, delay: float) -> None:
        """Begin counting anew."""
        self._post("/set", {"delay": delay, "writes": True})

    def counts(self) -> dict[str, int]:
        """What the server has counted."""
        return self._post("/counts")

    def run(self, sources: Path, output: str, *options: str, kill: float = 0.0) -> Ran:
        """Run `restyle archive`; after `kill` seconds it is killed, with its processes."""
        command = ["-m", "restyle", "archive", str(sources), *options, "-q"]
        command += ["-o", str(self.home / output)]
        began = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, *command],
            env={**os.environ, "XDG_CACHE_HOME": str(self.home / f"cache-{output}")}
            | {
                "RESTYLE_CONCURRENCY": str(CONCURRENCY),
                "RESTYLE_CACHE_DIR": str(self.home / f"c-{output}"),
            },
        ) as process:
            if kill:
                threading.Timer(kill, lambda: process.send_signal(signal.SIGKILL)).start()
            peak = 0.0
            while process.poll() is None:
                peak = max(peak, _memory(process.pid))
                time.sleep(0.1)
        return Ran(process.returncode, time.perf_counter() - began, peak)

    def model(self) -> tuple[str, ...]:
        """The options that name the server's model."""
        return ("--model", "m", "--base-url", f"{self.root}/v1")

    def _post(self, path: str, body: object = None) -> dict[str, int]:
        data = json.dumps(body or {}).encode()
        with urllib.request.urlopen(f"{self.root}{path}", data=data) as answer:
            value: dict[str, int] = json.load(answer)
            return value


def documents(folder: Path) -> dict[str, str]:
    """The digest of every document in an output folder."""
    found = sorted(folder.glob("*.md"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def synthetic(talks: Sequence[restyle.Transcript], folder: Path, count: int) -> None:
    """Write episodes whose turns are drawn from all talks, none like another."""
    folder.mkdir()
    turns = [turn for talk in talks for turn in talk.turns if len(turn.text.split()) > 8]
    draw = random.Random(8)
    for number in range(count):
        chosen = draw.sample(turns, 40)
        text = "\n\n".join(f"{turn.speaker or 'Ann'}: {turn.text}" for turn in chosen)
        (folder / f"episode-{number:04}.txt").write_text(text, encoding="utf-8")


def _memory(pid: int) -> float:
    """The memory of a process and its children, in MB; 0 where the system does not tell."""
    pids, total = [pid], 0
    for parent in pids:
        try:
            total += int(Path(f"/proc/{parent}/statm").read_text().split()[1]) * _PAGE
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        except OSError:
            continue
        pids += map(int, children)
    return total / 2**20


def without_model(bench: Bench, folder: Path) -> None:
    ran = bench.run(folder, "extracts", "--no-model")
    count = len(documents(bench.home / "extracts"))
    print(f"no model           {count} documents, {ran.seconds:.1f} s, {ran.peak:.0f} MB")


def with_model(bench: Bench, folder: Path) -> float:
    bench.set(DELAY)
    ran = bench.run(folder, "model", *bench.model())
    counts = bench.counts()
    ideal = counts["requests"] / CONCURRENCY * DELAY
    most = SHARE * ideal + SLACK
    print(
        f"model, 200 ms      {len(documents(bench.home / 'model'))} documents, "
        f"{counts['requests']} calls, {ran.seconds:.1f} s (ideal {ideal:.1f}, allowed {most:.1f}), "
        f"most at once {counts['most_at_once']}, {ran.peak:.0f} MB"
    )
    bench.set(DELAY)
    before = {path: path.stat().st_mtime_ns for path in (bench.home / "model").glob("*.md*")}
    again = bench.run(folder, "model", *bench.model())
    touched = [path for path, when in before.items() if path.stat().st_mtime_ns != when]
    calls = bench.counts()["requests"]
    print(f"again              {again.seconds:.1f} s, {calls} calls, {len(touched)} files touched")
    return ran.seconds


def killed(bench: Bench, folder: Path, kills: int, usual: float) -> None:
    bench.set(DELAY)
    draw = random.Random(8)
    deaths = 0
    for _ in range(kills):
        ran = bench.run(folder, "killed", *bench.model(), kill=draw.uniform(1.0, usual / kills * 2))
        deaths += ran.code == -signal.SIGKILL
    last = bench.run(folder, "killed", *bench.model())
    same = documents(bench.home / "killed") == documents(bench.home / "model")
    again = bench.counts()["paid_again"]
    print(
        f"killed {deaths} times    resumed to the end: exit {last.code}; documents "
        f"{'are byte for byte the same' if same else 'DIFFER'}; {again} calls paid again"
    )


def in_bulk(bench: Bench, folder: Path, many: int) -> None:
    talks = [restyle.read(path) for path in sorted(folder.iterdir()) if path.is_file()]
    peaks = []
    for count in (FEWER, many):
        synthetic(talks, bench.home / f"bulk-{count}", count)
        ran = bench.run(bench.home / f"bulk-{count}", f"out-{count}", "--no-model")
        done = len(documents(bench.home / f"out-{count}"))
        peaks.append(ran.peak)
        print(f"{count:5} episodes     {done} documents, {ran.seconds:.0f} s, {ran.peak:.0f} MB")
        shutil.rmtree(bench.home / f"out-{count}")
    print(f"memory             {peaks[1] / peaks[0]:.2f} times that of {FEWER} (allowed 1.5)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--many", type=int, default=2000)
    given = parser.parse_args()
    with serving() as port, tempfile.TemporaryDirectory() as home:
        bench = Bench(Path(home), port)
        without_model(bench, given.folder)
        seconds = with_model(bench, given.folder)
        if given.kills:
            killed(bench, given.folder, given.kills, seconds)
        if given.many:
            in_bulk(bench, given.folder, given.many)


if __name__ == "__main__":
    main()
