"""Which sentences carry a text, and which of them to keep.

LexRank (Erkan and Radev, 2004), continuous and with a bias to sentences rich in content
(Otterbacher, Erkan and Radev, 2005), over cosines of embeddings less their common mean;
redundancy is held down by maximal marginal relevance (Carbonell and Goldstein, 1998).
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from restyle.text.vectors import Vectors

Scores = NDArray[np.float64]

_DAMPING = 0.85
_ROUNDS = 60
_NOISE = 0.1  # cosines below this say nothing


def lexrank(vectors: Vectors, bias: Scores) -> Scores:
    """Return how central each sentence is, summing to 1.

    `vectors` are unit rows; `bias` says how likely a reader is to begin at each sentence.
    """
    if len(vectors) == 0:
        return np.zeros(0)
    likeness = (vectors @ vectors.T).astype(np.float64)
    likeness[likeness < _NOISE] = 0.0
    np.fill_diagonal(likeness, 0.0)
    sums = likeness.sum(axis=1, keepdims=True)
    walk = np.where(sums > 0, likeness / np.where(sums > 0, sums, 1), 1 / len(vectors))
    start = bias / bias.sum() if bias.sum() > 0 else np.full(len(vectors), 1 / len(vectors))
    rank: Scores = start.copy()
    for _ in range(_ROUNDS):
        rank = (1 - _DAMPING) * start + _DAMPING * (rank @ walk)
    return rank


def diverse(vectors: Vectors, scores: Scores, redundancy: float = 0.5) -> Iterator[int]:
    """Yield all indexes, the best first, each penalised by its likeness to those before."""
    left = scores / scores.max() if len(scores) and scores.max() > 0 else scores.copy()
    nearest = np.zeros(len(scores))
    open_ = np.ones(len(scores), dtype=bool)
    for _ in range(len(scores)):
        merit = np.where(open_, left - redundancy * np.maximum(nearest, 0), -np.inf)
        best = int(np.argmax(merit))
        open_[best] = False
        nearest = np.maximum(nearest, vectors @ vectors[best])
        yield best
