"""What any writer varies from one piece to the next, and so says nothing of who writes.

Measured on the pieces of many authors: the mean of each shape's rate, how much it varies within
one of them, and the directions in which the rates vary together. What a text has more or less
of than that mean is measured in the first spread and shrunk along these directions, as
within-class covariance normalisation does for voices that are heard (Hatch, Kajarekar and
Stolcke, "Within-class covariance normalization for SVM-based speaker recognition", Interspeech
2006); two texts are as alike as the cosine of the angle between what is left, as in Cosine Delta
(Smith and Aldridge, 2011). `benchmarks/fit_voices.py` makes the file.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

from restyle.stylometry.prose import Block
from restyle.stylometry.shapes import shapes

Vector = NDArray[np.float32]
FILE = Path(__file__).with_name("background.safetensors")


@dataclass(frozen=True, slots=True)
class Background:
    """The shapes that are counted, in order, and how their rates vary within one author.

    `mean` is that of all authors, `spread` by how much each shape varies, `directions` are those
    in which they do together, one a row, `shrink` by which share a difference is shortened
    along each.
    """

    names: tuple[str, ...]
    mean: Vector
    spread: Vector
    directions: Vector
    shrink: Vector

    def rates(self, blocks: Sequence[Block]) -> Vector:
        """Return the square root of each shape's rate, whose chance variation is then alike."""
        found, total = shapes(blocks)
        counts = np.array([found[name] for name in self.names], dtype=np.float32)
        return np.sqrt(counts / max(1, total), dtype=np.float32)

    def named(self, rates: Mapping[str, float]) -> Vector:
        """Return rates that are known by name as a row; a shape without one has 0."""
        return np.array([rates.get(name, 0.0) for name in self.names], dtype=np.float32)

    def seen(self, rates: Vector) -> Vector:
        """Return rates as they are compared: of what every author varies, little is left."""
        scaled = (rates - self.mean) / self.spread
        along = (scaled @ self.directions.T) * self.shrink
        return (scaled - along @ self.directions).astype(np.float32)


def likeness(one: Vector, other: Vector) -> float:
    """Return how alike two rows of `seen` rates are: 1 the same, 0 as any two writers."""
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / lengths if lengths else 0.0


@cache
def background() -> Background:
    """Return what the bundled file holds."""
    with safe_open(FILE, framework="numpy") as file:
        names = tuple(json.loads(file.metadata()["names"]))
        found = {key: file.get_tensor(key).astype(np.float32) for key in file.keys()}  # noqa: SIM118
    return Background(names, **found)
