"""How well what is not the talk is told from it, by stretches that people marked.

    .venv/bin/python benchmarks/stretches.py FOLDER

FOLDER holds the transcripts that `benchmarks/marks/stretches.tsv` names; those that are not
there are passed over, and of transcripts that begin alike one is taken. Prints, for each half
of the files, precision and recall by words, the recall of each kind by words, and how many
stretches are found with at least half of their words.
"""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from restyle.transcript.read import read
from restyle.transcript.stretches import stretches
from restyle.transcript.transcript import Transcript

MARKS = Path(__file__).parent / "marks" / "stretches.tsv"
ALIKE = 400  # words
SLACK = 8  # words by which a stretch may be longer than its row says

Row = dict[str, str]


def main(folder: Path) -> None:
    """Print the figures of each half."""
    with MARKS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for half in ("fitted", "held out"):
        figures(half, [row for row in rows if row["half"] == half], folder)


def figures(half: str, rows: Sequence[Row], folder: Path) -> None:
    """Print the figures of some files."""
    by_file: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_file[row["path"]].append(row)
    seen: set[tuple[str, ...]] = set()
    counts, words, hits, wholes, found = (Counter[str]() for _ in range(5))
    for path, marked in by_file.items():
        if not (folder / path).is_file():
            continue
        talk = read(folder / path, keep_ads=True)
        said = [word for turn in talk.turns for word in turn.text.split()]
        if (head := tuple(said[:ALIKE])) in seen:
            continue
        seen.add(head)
        guessed = guesses(talk)
        right: dict[int, str] = {}
        for kind, place in places(marked, said):
            right |= dict.fromkeys(place, kind)
            wholes[kind] += 1
            found[kind] += 2 * sum(n in guessed for n in place) >= len(place)
        counts["both"] += len(guessed & right.keys())
        counts["guessed"] += len(guessed)
        words.update(right.values())
        hits.update(kind for n, kind in right.items() if n in guessed)
    total = sum(words.values())
    if not total:
        sys.exit(f"{folder}: none of the marked transcripts is there")
    precision, recall = counts["both"] / max(1, counts["guessed"]), counts["both"] / total
    print(f"{half}, {len(seen)} talks: precision {precision:.3f}, recall {recall:.3f} of words")
    for kind in words:
        share = hits[kind] / words[kind]
        print(f"  {kind}: {share:.2f} of words, {found[kind]} of {wholes[kind]} stretches")


def guesses(talk: Transcript) -> set[int]:
    """Return the numbers of the words that are marked in code."""
    firsts, total = [], 0
    for turn in talk.turns:
        firsts.append(total)
        total += len(turn.text.split())
    marked: set[int] = set()
    for one in stretches(talk.turns):
        text = talk.turns[one.turn].text
        first = firsts[one.turn] + len(text[: one.start].split())
        marked |= set(range(first, first + len(text[one.start : one.end].split())))
    return marked


def places(rows: Sequence[Row], said: Sequence[str]) -> Iterator[tuple[str, range]]:
    """Yield the kind of each marked stretch and the numbers of its words."""
    text = " ".join(said)
    at = 0
    for row in rows:
        begin = text.find(row["first_words"], at)
        begin = text.find(row["first_words"]) if begin < 0 else begin
        end = text.find(row["last_words"], max(0, begin))
        if begin < 0 or end < 0:
            continue
        at = begin + 1
        first = text.count(" ", 0, begin)
        last = first + text.count(" ", begin, end + len(row["last_words"])) + 1
        most = int(row["words"])
        yield row["kind"], range(first, last if last - first <= most + SLACK else first + most)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
