"""Evidence: how much speaks for a boundary before each unit, in log odds.

A logistic regression over the cues. Its weights are data: `benchmarks/fit_split.py` fits
them to transcripts with human boundaries and writes `weights.toml`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from restyle.topics.cues import Cues

_FILE = Path(__file__).with_name("weights.toml")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each cue adds to the log odds of a boundary, and what there is without any.

    `certainty` (slope, offset) turns the evidence of a chosen boundary into the share of such
    that a human editor has within two turns.
    """

    cues: Mapping[str, float]
    bias: float
    certainty: tuple[float, float]


@cache
def fitted() -> Weights:
    """Return the weights that come with restyle."""
    value = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    slope, offset = value["certainty"]["slope"], value["certainty"]["offset"]
    return Weights(value["cues"], value["bias"], (slope, offset))


def evidence(cues: Cues, weights: Weights) -> NDArray[np.float64]:
    """Return the log odds of a boundary before each unit."""
    total = np.full(len(cues["inside"]), weights.bias)
    for name, weight in weights.cues.items():
        total = total + weight * cues[name]
    return total


def strength(evidence: float, weights: Weights) -> float:
    """Return how sure a chosen boundary is, from 0 to 1."""
    slope, offset = weights.certainty
    return round(float(1 / (1 + np.exp(-(slope * evidence + offset)))), 3)
