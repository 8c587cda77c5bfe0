"""How well transcripts are read: an index of files with what a right reading yields.

    .venv/bin/python benchmarks/read.py INDEX.tsv [INDEX-hostile.tsv]

An index has the columns path, cues, turns, speakers, words, first_words and last_words; words
may end in `c` for CJK characters. For hostile files it checks what no expectation in words
can: one clear error or a reading, within five seconds, below 300 MB. Prints every row that
differs, the shares, and the speed on 1 MB of captions. Rows in which the reading was looked at and
found right are named in `read_settled.tsv`, with the reason.
"""

import csv
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from restyle.errors import RestyleError
from restyle.transcript.read import parse, read
from restyle.transcript.transcript import Transcript

SECONDS, MEGABYTES = 5.0, 300
SETTLED = Path(__file__).parent / "read_settled.tsv"


def main(index: Path, hostile: Path | None) -> None:
    """Print what differs, and the shares."""
    rows = list(csv.DictReader(index.open(encoding="utf-8"), delimiter="\t"))
    rows = [row for row in rows if row["words"] not in ("", "0")]
    with SETTLED.open(encoding="utf-8") as file:
        settled = {row["path"]: row for row in csv.DictReader(file, delimiter="\t")}
    structure = words = 0
    for row in rows:
        faults = dict(compared(row, index.parent))
        why = settled.get(row["path"])
        if why and faults and set(faults) <= set(why["columns"].split()):
            print(f"{row['path']}: settled: {why['why']}")
            faults = {}
        structure += not {"cues", "turns", "speakers", "error"} & set(faults)
        words += not {"words", "error"} & set(faults)
        if faults:
            print(f"{row['path']}: " + "; ".join(f"{k} {v}" for k, v in faults.items()))
    print(
        f"cues, turns and speakers exact: {structure} of {len(rows)} ({structure / len(rows):.1%})"
    )
    print(f"words within 1 %: {words} of {len(rows)} ({words / len(rows):.1%})")
    if hostile:
        survive(hostile)
    captions()


def compared(row: dict[str, str], folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what differs between a row and the reading, by column."""
    try:
        talk = read(folder / row["path"])
    except RestyleError as error:
        yield "error", str(error)
        return
    found = facts(talk, in_letters=row["words"].endswith("c"))
    for column in ("cues", "turns"):
        if row[column] and int(row[column]) != found[column]:
            yield column, f"{found[column]}, not {row[column]}"
    expected = set(filter(None, row["speakers"].split("|")))
    if expected != set(talk.speakers):
        yield "speakers", f"{'|'.join(talk.speakers)[:80]}, not {row['speakers'][:80]}"
    count = int(row["words"].rstrip("c"))
    if abs(found["words"] - count) > 0.01 * count:
        yield "words", f"{found['words']}, not {count}"


def facts(talk: Transcript, *, in_letters: bool) -> dict[str, int]:
    """Return the counts that an index holds."""
    letters = sum("\u3400" <= letter <= "\u9fff" for turn in talk.turns for letter in turn.text)
    return {
        "cues": sum(len(turn.cues) for turn in talk.turns),
        "turns": len(talk.turns),
        "words": letters if in_letters else talk.words,
    }


def survive(hostile: Path) -> None:
    """Read every hostile file in a process of its own."""
    rows = list(csv.DictReader(hostile.open(encoding="utf-8"), delimiter="\t"))
    base = hostile.parent
    good = 0
    for row in rows:
        path = base / row["path"]
        command = [sys.executable, "-m", "restyle", "read", str(path)]
        began = time.perf_counter()
        run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        taken = time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        fine = run.returncode in (0, 1, 2) and "Traceback" not in run.stderr
        fine = fine and "please report" not in run.stderr and taken <= SECONDS
        good += fine
        if not fine or memory > MEGABYTES:
            print(f"{row['path']}: {taken:.1f} s, most so far {memory:.0f} MB: {run.stderr[-160:]}")
    print(f"hostile files without traceback, within {SECONDS:g} s: {good} of {len(rows)}")
    print(f"most memory of any: {memory:.0f} MB (target {MEGABYTES})")


def captions() -> None:
    """Time 1 MB of captions, without imports."""
    times = [f"00:{n // 60 % 60:02}:{n % 60:02}" for n in range(14_000)]
    words = "These are a few words of speech"
    text = "".join(f"{n}\n{t},000 --> {t},900\n{words} {n}.\n\n" for n, t in enumerate(times))
    parse(b"Ann: Warm.\nBob: Up.", "warm.txt")
    data = text[:1_000_000].encode()
    began = time.perf_counter()
    parse(data, "talk.srt")
    print(f"{len(data):,} bytes of captions: {time.perf_counter() - began:.2f} s (target 0.50)")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
