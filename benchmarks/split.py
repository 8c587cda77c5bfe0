"""How near the splitter comes to human topic boundaries, and how fast.

    python benchmarks/split.py DATA

DATA is a folder of sets as `benchmarks/boundaries.py` describes them. Every set is scored
with weights that were fitted without it, and with no word of how many topics there are.
TextTiling takes seconds a document, and so all processors.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import cycle
from pathlib import Path

from nltk.tokenize.texttiling import TextTilingTokenizer

from benchmarks.boundaries import Example, Score, load, mean, score, turns_of
from benchmarks.fit_split import left_out
from restyle.text.stopwords import stopwords
from restyle.text.vectors import embed
from restyle.topics.boundary_odds import Weights
from restyle.topics.split import cuts
from restyle.topics.units import units
from restyle.transcript.transcript import Cue, Source, Transcript, Turn

_EVEN_WORDS = 1200
_LENGTHS = (22_000, 200_000)

Method = Callable[[Transcript], Sequence[int]]


def even(transcript: Transcript) -> list[int]:
    """The turns that cut a talk into equal shares of its words, 1,200 each."""
    total = transcript.words
    count = max(1, round(total / _EVEN_WORDS))
    found: list[int] = []
    said = 0
    for turn in transcript.turns:
        if turn.index and said >= total * (len(found) + 1) / count:
            found.append(turn.index)
        said += len(turn.text.split())
    return found[: count - 1]


def text_tiling(transcript: Transcript) -> list[int]:
    """The turns at which NLTK's TextTiling (Hearst 1997) cuts, at its own settings."""
    texts = [turn.text or "." for turn in transcript.turns]
    tokenizer = TextTilingTokenizer(stopwords=stopwords("en"))
    try:
        tiles = tokenizer.tokenize("\n\n".join(texts))
    except ValueError:  # the text is too short for its windows
        return []
    places = [0]
    for text in texts:
        places.append(places[-1] + len(text) + 2)
    found, said = set(), 0
    for tile in tiles[:-1]:
        said += len(tile)
        found.add(min(range(len(places)), key=lambda turn: abs(places[turn] - said)))
    return sorted(turn for turn in found if 0 < turn < len(texts))


def ours(transcript: Transcript, weights: Weights) -> list[int]:
    """The turns with which the splitter's topics begin."""
    return turns_of(transcript, cuts(transcript, weights=weights).best)


def offered(examples: Sequence[Example], weights: Weights) -> float:
    """The share of human boundaries that has a candidate within two turns."""
    found = [
        turns_of(example.transcript, cuts(example.transcript, weights=weights).candidates)
        for example in examples
    ]
    return mean([score(*pair) for pair in zip(examples, found, strict=True)]).recall


def _measured(examples: Sequence[Example], find: Method) -> tuple[Score, float]:
    """The mean score of a segmenter, and the seconds that a document took."""
    with ProcessPoolExecutor() as processes:
        timed = list(processes.map(partial(_timed, find=find), examples))
    seconds = sum(took for _, took in timed) / len(timed)
    return mean([got for got, _ in timed]), seconds


def _timed(example: Example, find: Method) -> tuple[Score, float]:
    start = time.perf_counter()
    found = find(example.transcript)
    return score(example, found), time.perf_counter() - start


def _line(name: str, method: str, got: Score, rest: str = "") -> None:
    figures = f"{got.pk:6.3f} {got.window_diff:6.3f} {got.f1:6.3f} {got.f1_exact:6.3f}"
    print(f"{name:14} {method:11} {figures} {rest}", flush=True)


def _throughput(examples: Sequence[Example]) -> None:
    said = [turn for example in examples for turn in example.transcript.turns]
    start = time.perf_counter()
    embed(["loads the vectors"])
    print(f"\nloading {time.perf_counter() - start:.2f} s")
    for words in _LENGTHS:
        turns: list[Turn] = []
        heard = 0
        for turn in cycle(said):
            if heard >= words:
                break
            turns.append(Turn(len(turns), turn.speaker, (Cue(turn.text),)))
            heard += len(turn.text.split())
        talk = Transcript("", tuple(turns), Source(""))
        start = time.perf_counter()
        found = cuts(talk)
        took = time.perf_counter() - start
        print(
            f"{words:,} words, {len(units(talk)):,} units, {len(found.best)} topics: {took:.2f} s"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path, help="a folder of .jsonl sets")
    given = parser.parse_args()
    data = load(given.data)
    _throughput([example for examples in data.values() for example in examples])
    without = left_out(data)
    print(f"\n{'set':14} {'method':11} {'Pk':>6} {'WD':>6} {'F1@2':>6} {'F1@0':>6} {'s each':>6}")
    methods: dict[str, list[Score]] = {}
    for name, examples in data.items():
        own: Method = partial(ours, weights=without[name])
        for method, find in {"even": even, "TextTiling": text_tiling, "restyle": own}.items():
            got, seconds = _measured(examples, find)
            methods.setdefault(method, []).append(got)
            _line(name, method, got, f"{seconds:6.2f}")
        print(f"{'':14} candidates within two turns of {offered(examples, without[name]):.0%}")
    for method, scores in methods.items():
        _line("mean of sets", method, mean(scores))


if __name__ == "__main__":
    main()
