"""Whose voice is a piece of text in? The voice score beside Burrows's Delta and Cosine Delta.

    python -m benchmarks.voices [FOLDER...]

A folder has one for each author, with a text file for each work. Every third work of an author
is held out; of an author with less than three works, the last third of the last one. Without a
folder, `benchmarks/authors/presidents`. Both Deltas are given the better of 150, 300 and 500 words.
"""

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from restyle.stylometry.nearness import score
from restyle.stylometry.prose import Block, blocks_of, pieces_of
from restyle.stylometry.voiceprint import voiceprint_of

LENGTHS = (300, 600, 1500)
MOST_FREQUENT = (150, 300, 500)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
Text = tuple[Block, ...]
Guess = Callable[[Text], str]
Rows = NDArray[np.float64]


def dealt(folder: Path) -> tuple[dict[str, list[Text]], dict[str, list[Text]]]:
    """Return the texts of each author that a voice is learned from, and those held out."""
    known, held = {}, {}
    for author in sorted(path for path in folder.iterdir() if path.is_dir()):
        texts = [blocks_of(path.read_text()) for path in sorted(author.glob("*.txt"))]
        if len(texts) >= 3:
            known[author.name] = [one for n, one in enumerate(texts) if n % 3 != 2]
            held[author.name] = texts[2::3]
            continue
        pieces = pieces_of(texts[-1])
        cut = 2 * len(pieces) // 3
        known[author.name] = [*texts[:-1], tuple(b for piece in pieces[:cut] for b in piece)]
        held[author.name] = [tuple(block for piece in pieces[cut:] for block in piece)]
    return known, held


def by_voice(known: Mapping[str, list[Text]]) -> Guess:
    """Return a guess by the product's own score."""
    voices = {name: voiceprint_of(texts) for name, texts in known.items()}
    return lambda text: score(text, voices).voices[0].voice


def by_delta(known: Mapping[str, list[Text]], count: int, *, cosine: bool) -> Guess:
    """Return a guess by Burrows's Delta (2002) or Cosine Delta (Smith and Aldridge, 2011)."""
    pieces = {name: [p for text in texts for p in pieces_of(text)] for name, texts in known.items()}
    every = Counter(w for found in pieces.values() for piece in found for w in _words(piece))
    names = [word for word, _ in every.most_common(count)]
    rows = {name: np.array([_rates(p, names) for p in found]) for name, found in pieces.items()}
    stacked = np.concatenate(list(rows.values()))
    mean, spread = stacked.mean(axis=0), stacked.std(axis=0) + 1e-12
    profiles = {name: (found.mean(axis=0) - mean) / spread for name, found in rows.items()}

    def apart(one: Rows, other: Rows) -> float:
        if cosine:
            return -float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other) + 1e-12))
        return float(np.abs(one - other).mean())

    def guess(text: Text) -> str:
        row = (_rates(text, names) - mean) / spread
        return min(profiles, key=lambda name: apart(row, profiles[name]))

    return guess


def _words(text: Text) -> list[str]:
    return [w for block in text for w in _WORD.findall(block.text.lower().replace("’", "'"))]


def _rates(text: Text, names: list[str]) -> Rows:
    counts = Counter(_words(text))
    return np.array([counts[name] for name in names]) / max(1, counts.total())


def right(guess: Guess, held: Mapping[str, list[Text]], words: int) -> tuple[int, int]:
    """Return how many pieces of so many words are given to their author, and how many there are."""
    pieces = [
        (author, piece)
        for author, texts in held.items()
        for text in texts
        for piece in pieces_of(text, words)
        if 0.9 * words <= sum(block.words for block in piece)
    ]
    return sum(guess(piece) == author for author, piece in pieces), len(pieces)


def compare(folder: Path) -> None:
    """Print the share of pieces that each way gives to their author."""
    known, held = dealt(folder)
    trained = sum(block.words for texts in known.values() for text in texts for block in text)
    print(f"\n{folder}: {len(known)} authors, {trained:,} words to learn from")
    ways: dict[str, list[Guess]] = {
        "voice score": [by_voice(known)],
        "Burrows's Delta": [by_delta(known, n, cosine=False) for n in MOST_FREQUENT],
        "Cosine Delta": [by_delta(known, n, cosine=True) for n in MOST_FREQUENT],
    }
    print(f"{'':18}" + "".join(f"{n:>16} words" for n in LENGTHS))
    for way, guesses in ways.items():
        cells = []
        for words in LENGTHS:
            hits, total = max(right(guess, held, words) for guess in guesses)
            cells.append(f"{hits}/{total} = {hits / max(1, total):.2f}".rjust(22))
        print(f"{way:18}" + "".join(cells))
    text = next(iter(held.values()))[0]
    voices = {name: voiceprint_of(texts) for name, texts in known.items()}
    began = time.perf_counter()
    score(text, voices)
    took = 1000 * (time.perf_counter() - began)
    print(f"a text of {sum(block.words for block in text):,} words is scored in {took:.0f} ms")


def main() -> None:
    """Compare the ways on each folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", type=Path)
    bundled = Path(__file__).parent / "authors" / "presidents"
    for folder in parser.parse_args().folders or [bundled]:
        compare(folder)


if __name__ == "__main__":
    main()
