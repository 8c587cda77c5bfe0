"""Measure what any writer varies, for restyle/stylometry/background.safetensors.

    python benchmarks/fit_voices.py DATA [--write]

DATA has a folder for each author, with a text file for each work. Authors of the benchmark's own
sets must not be among them. The file that comes with restyle was made of 32 presidents' messages
to Congress (those who are not in `benchmarks/authors`) and 16 speakers of talks.
"""

import argparse
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from restyle.stylometry.background import FILE
from restyle.stylometry.prose import Block, blocks_of, pieces_of
from restyle.stylometry.shapes import shapes

WORDS, PAIRS, TRIPLES, ENDINGS = 350, 900, 600, 300
_MOST_PIECES = 40  # of a work
_DIRECTIONS = 128
_TOKENS = 345  # of a piece of 300 words, marks among them
Rows = NDArray[np.float64]
Works = dict[str, list[list[tuple[Block, ...]]]]


def works(folder: Path) -> Works:
    """Return the pieces of each work of each author."""
    return {
        author.name: [
            pieces_of(blocks_of(path.read_text()))[:_MOST_PIECES]
            for path in sorted(author.glob("*.txt"))
        ]
        for author in sorted(folder.iterdir())
    }


def common(found: Works) -> tuple[str, ...]:
    """Return the shapes that authors use most, on the mean of authors, of each kind."""
    rates: Counter[str] = Counter()
    for texts in found.values():
        counted: Counter[str] = Counter()
        total = 0
        for pieces in texts:
            for piece in pieces:
                counts, tokens = shapes(piece)
                counted += counts
                total += tokens
        for name, count in counted.items():
            rates[name] += count / total  # type: ignore[assignment]
    kinds: dict[str, list[str]] = {"0": [], "1": [], "2": [], "-": []}
    for name, _ in rates.most_common():
        ending = name.startswith("-") and len(name) > 1
        kinds["-" if ending else str(name.count(" "))].append(name)
    return (*kinds["0"][:WORDS], *kinds["1"][:PAIRS], *kinds["2"][:TRIPLES], *kinds["-"][:ENDINGS])


def rows_of(pieces: list[tuple[Block, ...]], names: tuple[str, ...]) -> Rows:
    """Return the square roots of the rates, a row each piece."""
    rows = []
    for piece in pieces:
        counts, total = shapes(piece)
        rows.append(np.sqrt(np.array([counts[name] for name in names]) / max(1, total)))
    return np.array(rows)


def main() -> None:
    """Fit, and say how much the strongest directions vary."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found = works(options.data)
    names = common(found)
    within, means = [], []
    for texts in found.values():
        rows = np.concatenate([rows_of(pieces, names) for pieces in texts if pieces])
        means.append(rows.mean(axis=0))
        within.append(rows - means[-1])
    rows = np.concatenate(within)
    spread = np.sqrt(np.maximum(rows.var(axis=0), 1 / (4 * _TOKENS)))
    _, sizes, directions = np.linalg.svd(rows / spread, full_matrices=False)
    varies = sizes[:_DIRECTIONS] ** 2 / len(rows)
    shrink = 1 - 1 / np.sqrt(np.maximum(1.0, varies))
    print(f"{len(found)} authors, {len(rows)} pieces, {len(names)} shapes")
    print("directions:", ", ".join(f"{one:.1f}" for one in varies[:8]), "…")
    assert all(one >= other for one, other in pairwise(varies))
    if options.write:
        save_file(
            {
                "mean": np.mean(means, axis=0).astype(np.float32),
                "spread": spread.astype(np.float32),
                "directions": directions[:_DIRECTIONS].astype(np.float16),
                "shrink": shrink.astype(np.float32),
            },
            FILE,
            metadata={"names": json.dumps(names)},
        )
        print(f"wrote {FILE}, {FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
