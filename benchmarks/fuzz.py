"""Whether reading survives mutated transcripts.

    .venv/bin/python benchmarks/fuzz.py FOLDER [COUNT] [SEED]

Files of the folder, to any depth, are changed by rule: bytes flipped, removed, doubled; lines
moved, joined and repeated; pieces of one file put into another; rows of marks put in. Each of
the COUNT (3,000) inputs is read. Prints every input that raises something other than
RestyleError or takes over five seconds, what it was made of, and the most memory of any
process; exits with 1 if there was such an input.
"""

import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from restyle.errors import RestyleError
from restyle.transcript.marking import talk_alone
from restyle.transcript.read import parse

SECONDS, MEGABYTES = 5.0, 300
LARGEST = 400_000  # bytes of a file that is mutated
PIECE = 2_000
ROWS = (
    *("[Music] ", "(laughs) ", "♪", "[00:00] ", "00:00:01 ", "- ", ">> ", "<v A>", "<i>", "**"),
    "# ",
    *("A: ", "{", "[", "(", "\\", "&nbsp;", "<!--", "\n\n", " ", "\t", "1\n", "NOTE\n", "-->", "…"),
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What came of one input: its number, the file it was made from, and what went wrong."""

    number: int
    name: str
    fault: str
    seconds: float
    megabytes: float


def mutated(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Return a file's bytes after one to four changes."""
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(CHANGES)(data, other, chance)
    return data


def _flipped(data: bytes, other: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20) if changed else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _removed(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start, end = _piece(data, chance)
    return data[:start] + data[end:]


def _doubled(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start, end = _piece(data, chance)
    return data[:end] + data[start:end] * chance.randint(1, 30) + data[end:]


def _mixed(data: bytes, other: bytes, chance: random.Random) -> bytes:
    start, end = _piece(other, chance)
    place = chance.randint(0, len(data))
    return data[:place] + other[start:end] + data[place:]


def _shuffled(data: bytes, other: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    start = chance.randrange(len(lines))
    some = lines[start : start + 20]
    chance.shuffle(some)
    return b"\n".join([*lines[:start], *some, *lines[start + 20 :]])


def _joined(data: bytes, other: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    start = chance.randrange(len(lines))
    return b"\n".join(
        [*lines[:start], b" ".join(lines[start : start + 200]), *lines[start + 200 :]]
    )


def _rows(data: bytes, other: bytes, chance: random.Random) -> bytes:
    place = chance.randint(0, len(data))
    row = chance.choice(ROWS) * chance.choice((3, 30, 300, 3_000))
    return data[:place] + row.encode() + data[place:]


def _cut(data: bytes, other: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


Change = Callable[[bytes, bytes, random.Random], bytes]
CHANGES: tuple[Change, ...] = (
    *(_flipped, _removed, _doubled, _mixed, _shuffled, _joined, _rows, _rows, _cut),
)


def _piece(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.randint(1, PIECE))


def tried(number: int, seed: int, paths: list[Path]) -> Outcome:
    """Read one mutated file."""
    chance = random.Random(f"{seed} {number}")
    path, other = chance.choice(paths), chance.choice(paths)
    data = mutated(path.read_bytes(), other.read_bytes(), chance)
    began = time.perf_counter()
    fault = ""
    signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        talk_alone(parse(data, path.name))
    except RestyleError:
        pass  # one clear line is a right answer
    except Exception as error:
        fault = f"{type(error).__name__}: {error}"[:160]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Outcome(number, path.name, fault, time.perf_counter() - began, memory)


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"over {SECONDS:g} s")


def main(folder: str, count: str = "3000", seed: str = "1") -> None:
    """Read the inputs in two processes, and print what is wrong."""
    files = sorted(path for path in Path(folder).rglob("*") if path.is_file())
    paths = [path for path in files if 0 < path.stat().st_size <= LARGEST]
    with ProcessPoolExecutor(2) as pool:
        work = [pool.submit(tried, n, int(seed), paths) for n in range(int(count))]
        outcomes = [one.result() for one in work]
    wrong = [one for one in outcomes if one.fault]
    for one in wrong:
        print(f"input {one.number} (of {one.name}): {one.fault}")
    slowest = max(outcomes, key=lambda one: one.seconds)
    print(f"{len(outcomes):,} inputs of {len(paths)} files, {len(wrong)} wrong")
    print(f"slowest: input {slowest.number} (of {slowest.name}), {slowest.seconds:.2f} s")
    print(f"most memory: {max(o.megabytes for o in outcomes):.0f} MB (target {MEGABYTES})")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main(*sys.argv[1:4])
