"""Archives beyond one machine and one evening: `python -m benchmarks.scale [PART...]`.

    batch   400 episodes by the Batch API, killed ten times; the same documents, nothing paid twice
    memory  the peak of all processes with 100 and with 2,000 episodes by batch
    ray     a Ray cluster on this machine beside the plain run; a limit that holds for all
    nodes   one node of one core and two; a node that dies half-way

The servers are the project's own, in processes of their own.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from ray.cluster_utils import Cluster

from tests.archive.talks import put, talk

ROOT = Path(__file__).parent.parent
EPISODES = 400
KILLS = 10
PAGE = os.sysconf("SC_PAGE_SIZE")


def archive(folder: Path, episodes: int, turns: int) -> Path:
    """A folder of so many talks."""
    for number in range(episodes):
        put(folder / "talks", f"talk-{number:04}.txt", talk(number, turns))
    return folder / "talks"


@contextmanager
def serving(module: str) -> Iterator[str]:
    """The address of a server in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    said = process.stdout.readline().strip()
    try:
        yield said if said.startswith("http") else f"http://127.0.0.1:{said}/v1"
    finally:
        process.kill()
        process.wait()


def asked(url: str, path: str, body: object = None) -> Any:
    """What a server says to a question of ours."""
    base = url if path in ("/rules", "/paid") else url.removesuffix("/v1")
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(f"{base}{path}", data=data), timeout=60) as answer:
        return json.loads(answer.read())


def command(talks: Path, output: Path, url: str, *more: str) -> list[str]:
    """The command of a run."""
    words = ["archive", str(talks), "-o", str(output), "--model", "m", "--base-url", url, *more]
    return [sys.executable, "-m", "restyle", *words]


def environment(cache: Path) -> dict[str, str]:
    """The surroundings of a run: its own cache, and quick looks at batches."""
    keep = {"RESTYLE_CACHE_DIR": str(cache), "RESTYLE_BATCH_POLL": "0.05"}
    return {**os.environ, **keep, "RAY_DEDUP_LOGS": "0", "PYTHONPATH": str(ROOT)}


def run(words: list[str], cache: Path) -> float:
    """Run a command to its end, and return how long it took."""
    began = time.perf_counter()
    subprocess.run(words, env=environment(cache), cwd=cache.parent, check=True, capture_output=True)
    return time.perf_counter() - began


def digests(folder: Path) -> dict[str, str]:
    """The digest of each document."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.md")
    }


def by_batch(folder: Path) -> None:
    """Kill a run by batch ten times, and compare what comes of it."""
    talks = archive(folder, EPISODES, 6)
    with serving("tests.batch_endpoint") as url:
        asked(url, "/rules", {"looks": 3})
        took = run(command(talks, folder / "whole", url, "--via", "batch"), folder / "c1")
        print(f"{EPISODES} episodes by batch: {took:.0f} s, {asked(url, '/paid')}")
    with serving("tests.batch_endpoint") as url:
        rules = {"looks": 6, "failing": 0.02, "ends": ["expired", "completed", "cancelled"]}
        asked(url, "/rules", {**rules, "hold": 0.5})
        chance = random.Random(1)
        moments = [_unsent, _held, _polling, _reading]
        killed = []
        for number in range(KILLS):
            moment = moments[number % len(moments)]
            words = command(talks, folder / "killed", url, "--via", "batch")
            killed.append(_killed(words, folder, moment, chance))
        asked(url, "/rules", {"looks": 2})
        run(command(talks, folder / "killed", url, "--via", "batch"), folder / "c2")
        same = digests(folder / "whole") == digests(folder / "killed")
        print(f"killed {sum(killed)} times: same documents: {same}, {asked(url, '/paid')}")


def _killed(
    words: list[str], folder: Path, moment: Callable[[Path], bool], chance: random.Random
) -> bool:
    """Run a command until a moment has come, and kill it; False where it ended before."""
    process = subprocess.Popen(
        words, env=environment(folder / "c2"), cwd=folder,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    book = folder / "killed" / ".restyle-batches.db"
    until = time.monotonic() + 120
    seen = 0
    while process.poll() is None and time.monotonic() < until:
        if book.exists() and moment(book):
            seen += 1
            if seen > chance.randint(0, 3):
                break
        time.sleep(0.02)
    alive = process.poll() is None
    os.killpg(process.pid, signal.SIGKILL) if alive else None
    process.wait()
    print(f"  {moment.__name__.strip('_')}: {'killed' if alive else 'had ended'}")
    return alive


def _count(book: Path, query: str) -> int:
    try:
        with closing(sqlite3.connect(book, timeout=1)) as db:
            return int(db.execute(query).fetchone()[0])
    except sqlite3.Error:
        return 0


def _unsent(book: Path) -> bool:
    """Something is noted, and not sent."""
    noted = "SELECT count(*) FROM requests WHERE batch IS NULL AND answer IS NULL"
    return _count(book, noted) > 20


def _held(book: Path) -> bool:
    """A batch is meant, and perhaps sent."""
    return _count(book, "SELECT count(*) FROM batches WHERE state = 'meant'") > 0


def _polling(book: Path) -> bool:
    """A batch is sent, and looked after."""
    return _count(book, "SELECT count(*) FROM batches WHERE state = 'sent'") > 0


def _reading(book: Path) -> bool:
    """Some answers of a batch are read, and others not."""
    read = (
        "SELECT count(*) FROM batches b WHERE state = 'sent' AND EXISTS (SELECT 1 FROM requests r "
        "WHERE r.batch = b.name AND r.answer IS NOT NULL) AND EXISTS (SELECT 1 FROM requests r "
        "WHERE r.batch = b.name AND r.answer IS NULL)"
    )
    return _count(book, read) > 0


def memory(folder: Path) -> None:
    """The peak of all processes of a run by batch, for few episodes and for many."""
    for episodes in (100, 2000):
        here = folder / str(episodes)
        talks = archive(here, episodes, 6)
        with serving("tests.batch_endpoint") as url:
            asked(url, "/rules", {"looks": 1})
            words = command(talks, here / "out", url, "--via", "batch", "--quiet")
            process = subprocess.Popen(
                words, env=environment(here / "c"), cwd=here, stdout=subprocess.DEVNULL
            )
            began = time.perf_counter()
            parent = whole = 0
            while process.poll() is None:
                tree = _resident(process.pid)
                parent, whole = max(parent, tree[0]), max(whole, sum(tree))
                time.sleep(0.1)
            took = time.perf_counter() - began
        size = sum(p.stat().st_size for p in (here / "out").glob(".restyle*"))
        print(
            f"{episodes:>5} episodes: {took:.0f} s, {parent / 2**20:.0f} MB (with its readers "
            f"{whole / 2**20:.0f}), ledger and book {size / 2**20:.1f} MB"
        )


def _resident(pid: int) -> list[int]:
    """The resident memory of a process, and of all below it, in bytes."""
    found, left = [], [pid]
    while left:
        one = left.pop(0)
        try:
            found.append(int(Path(f"/proc/{one}/statm").read_text().split()[1]) * PAGE)
            for task in Path(f"/proc/{one}/task").iterdir():
                left += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found or [0]


def on_ray(folder: Path) -> None:
    """A cluster on this machine beside the plain run, and a limit that holds for a cluster."""
    talks = archive(folder, EPISODES, 40)
    with serving("benchmarks.server") as url:
        asked(url, "/set", {"delay": 0.2, "writes": True})
        plain = run(command(talks, folder / "plain", url), folder / "c-plain")
        here = run(command(talks, folder / "here", url, "--ray", "auto"), folder / "c-here")
        print(f"plain {plain:.1f} s, --ray auto {here:.1f} s: {here / plain:.2f} times")
        print("same documents:", digests(folder / "plain") == digests(folder / "here"))
        rules = {"delay": 0.05, "writes": True, "rate": 1200, "burst": 20, "told": True}
        asked(url, "/set", rules)
        few = archive(folder / "few", 100, 40)
        with nodes_of(2) as (address, _):
            words = command(few, folder / "limited", url, "--ray", address)
            took = run(words, folder / "c-limited")
        counts = asked(url, "/counts")
        rate = counts["requests"] / took * 60
        print(f"limit of 1,200 a minute: {rate:.0f} a minute, answers {counts['statuses']}")


def on_nodes(folder: Path) -> None:
    """One node of one core beside two, and a node that dies half-way."""
    talks = archive(folder, 300, 40)
    with serving("benchmarks.server") as url:
        asked(url, "/set", {"delay": 0.3, "writes": True})
        times = {}
        for count in (1, 2):
            with nodes_of(count) as (address, _):
                out = folder / f"nodes-{count}"
                words = command(talks, out, url, "--ray", address, "--at-once", str(4 * count))
                times[count] = run(words, folder / f"c-{count}")
        print(f"one node {times[1]:.1f} s, two {times[2]:.1f} s: {times[1] / times[2]:.2f} times")
        with nodes_of(2) as (address, nodes):
            words = command(talks, folder / "dying", url, "--ray", address, "--at-once", "8")
            threading.Timer(times[2] / 2, nodes[-1].kill_all_processes).start()
            took = run(words, folder / "c-dying")
        same = digests(folder / "nodes-2") == digests(folder / "dying")
        print(f"a node killed half-way: {took:.1f} s, same documents: {same}")
    _without_a_model(archive(folder / "long", 200, 400), folder)


def _without_a_model(talks: Path, folder: Path) -> None:
    """Extracts, which are work for processors alone: one node of one core beside two."""
    times = {}
    for count in (1, 2):
        with nodes_of(count) as (address, _):
            words = ["archive", str(talks), "-o", str(folder / f"extracts-{count}"), "--no-model"]
            more = ["--ray", address, "--at-once", "8"]
            times[count] = run([sys.executable, "-m", "restyle", *words, *more], folder / "c")
    print(f"extracts: one node {times[1]:.1f} s, two {times[2]:.1f} s: {times[1] / times[2]:.2f}")


@contextmanager
def nodes_of(count: int) -> Iterator[tuple[str, list[Any]]]:
    """A cluster of so many nodes of one core each, on this machine; its address and its nodes."""
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0})
    nodes = [cluster.add_node(num_cpus=1) for _ in range(count)]
    try:
        cluster.wait_for_nodes()
        yield cluster.address, nodes
    finally:
        cluster.shutdown()  # type: ignore[no-untyped-call]


def main() -> None:
    """Print the figures that are asked for, or all."""
    parts = {"batch": by_batch, "memory": memory, "ray": on_ray, "nodes": on_nodes}
    for name in sys.argv[1:] or parts:
        folder = Path(tempfile.mkdtemp())
        try:
            parts[name](folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
