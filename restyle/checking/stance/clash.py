"""Stance: where a sentence denies what was said, says what was denied, or is surer than it was.

Such a clash is found by the words that a negation or a doubt bears on, if they stand on both
sides. How sure it is, is the logistic of some signs, with weights that benchmarks/fit_stance.py
fits to planted faults and writes to `stance.toml`.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from restyle.checking.stance.alignment import Pair, Passage, Run
from restyle.text.english.normalized import Reading

_FILE = Path(__file__).with_name("stance.toml")
_ROUND, _ROUND_SAID = 5, 6  # words on either side that tell where else the same was said
_AS_WELL = 0.9  # how well another place must fit to be as good
_SAME = 0.3  # what the word itself counts
_MOST = 1.2


class Kind(StrEnum):
    """How a sentence clashes with what was said."""

    DENIES = "denies"
    AFFIRMS = "affirms"
    TURNS = "turns"
    OVERSTATES = "surer"


@dataclass(frozen=True, slots=True)
class Clash:
    """A clash of a sentence with what it rests on.

    `text` is the negation or the doubt as the one side has it, `sentence` the number of the
    sentence that was said; `signs` are what speaks for the clash and against it.
    """

    kind: Kind
    text: str
    sentence: int
    signs: Mapping[str, float]

    @property
    def odds(self) -> float:
        """The logarithm of the odds that it is one."""
        weights = _weights()[self.kind]
        return weights["bias"] + sum(weights[name] * sign for name, sign in self.signs.items())


def surest(clashes: Iterable[Clash], least: Mapping[Kind, float]) -> Clash | None:
    """Return the clash with the highest odds among those that reach the least of their kind."""
    sure = [one for one in clashes if one.kind in least and one.odds >= least[one.kind]]
    return max(sure, key=lambda one: one.odds, default=None)


def signs(run: Run, around: tuple[float, float], again: float) -> dict[str, float]:
    """Return the signs that clashes of every kind have.

    `around` says how well the words before and after the place fit, `again` how well another
    place does.
    """
    return {
        "before": around[0],
        "after": around[1],
        "both": min(around),
        "run": run.score,
        "again": again,
        "as_well": float(again >= _AS_WELL),
    }


def elsewhere(
    written: Reading, passage: Passage, pair: Pair, agrees: Callable[[int], bool]
) -> float:
    """Return how well another place of a passage fits a word of a sentence, beside its pair.

    1 is as well; only words of the passage that agree with the sentence are such places.
    """
    word, at = written.words[pair.written], pair.written
    around = set(written.words[max(0, at - _ROUND) : at + _ROUND + 1]) - {word}

    def fit(place: int) -> float:
        words = passage.reading.words[max(0, place - _ROUND_SAID) : place + _ROUND_SAID + 1]
        return _SAME + sum(passage.counts(one) for one in around.intersection(words))

    others = [fit(n) for n in passage.places(word) if n != pair.said and agrees(int(n))]
    return min(_MOST, max(others, default=0.0) / fit(pair.said))


@cache
def _weights() -> dict[str, dict[str, float]]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)
