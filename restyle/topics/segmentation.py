"""Segmentation: the best way to cut a talk into a number of segments, found exactly.

A segmentation is worth the sum of the lengths of its segments' summed vectors, which is large
where the units of a segment point one way (Alemi and Ginsparg, "Text Segmentation based on
Semantic Word Embeddings", 2015), and the evidence for its boundaries. Dynamic programming
finds the one that is worth most. Beyond `BLOCK` units it goes block by block, so that the
cost grows with the length of the talk and not with its square.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from restyle.text.vectors import Vectors
from restyle.topics.windows import places

BLOCK = 5000  # units that are looked at together
_KEPT = 0.8  # of a block's segments are kept; the next block begins where they end
_LEAST = 0.3  # of the usual length
_LEAST_FIRST = 0.04  # greetings are short
_LEAST_LAST = 0.08  # and so are farewells
_MOST = 2.5
_TRUST = 0.15  # what a unit of log odds is worth, in lengths of a random walk over a segment
_TOO_SMALL = 1e6  # a segment below the least size is taken only if nothing else is possible
_DIGITS = 9  # beyond them, machines differ


@dataclass(frozen=True, slots=True)
class Talk:
    """What a segmentation is found from, an entry a unit.

    `vectors` are centred and weighted, `evidence` is in log odds; `most_tokens` is the most
    that a segment may have.
    """

    vectors: Vectors
    words: NDArray[np.float64]
    tokens: NDArray[np.int64]
    evidence: NDArray[np.float64]
    most_tokens: int

    def part(self, start: int, end: int) -> "Talk":
        """The units from `start` to `end`."""
        here = slice(start, end)
        return Talk(
            self.vectors[here],
            self.words[here],
            self.tokens[here],
            self.evidence[here],
            self.most_tokens,
        )


def segmentation(talk: Talk, count: int) -> list[int]:
    """Return the unit with which each segment begins: `count` of them, more if they must be.

    They must be more where so few would be longer than the model may be sent, and less where
    the talk has too few units.
    """
    starts: list[int] = []
    begin, total = 0, talk.words.sum()
    while len(talk.words) - begin > BLOCK:
        part = talk.part(begin, begin + BLOCK)
        found = _exact(part, max(2, round(count * part.words.sum() / total)))
        kept = max(1, round(len(found) * _KEPT))
        starts += [begin + start for start in found[:kept]]
        begin += found[kept] if kept < len(found) else BLOCK
    rest = talk.part(begin, len(talk.words))
    return starts + [begin + start for start in _exact(rest, max(1, count - len(starts)))]


def _exact(talk: Talk, count: int) -> list[int]:
    n = len(talk.words)
    while True:
        count = min(n, max(count, -(-int(talk.tokens.sum()) // talk.most_tokens)))
        worth, came = _table(talk, count)
        if np.isfinite(worth[count]):
            return _backwards(came, count, n)
        count += 1


def _table(talk: Talk, count: int) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """For each number of segments: the most that one is worth, and where each last one begins."""
    n = len(talk.words)
    sums = _sums(talk.vectors)
    ends = places(talk.words)
    loads = np.concatenate([[0], np.cumsum(talk.tokens)])
    usual = ends[-1] / count
    walk = np.sqrt(np.square(talk.vectors, dtype=np.float64).sum() / count) or 1.0
    begins = _TRUST * talk.evidence
    begins[0] = 0.0
    best = np.full((count + 1, n + 1), -np.inf)
    best[0, 0] = 0.0
    came = np.zeros((count + 1, n + 1), dtype=np.int32)
    squares = np.einsum("ij,ij->i", sums, sums)
    for end in range(1, n + 1):
        first = max(
            int(np.searchsorted(ends, ends[end] - usual * _MOST)),
            int(np.searchsorted(loads, loads[end] - talk.most_tokens)),
        )
        first = min(first, end - 1)
        here = slice(first, end)
        lengths = squares[end] + squares[here] - 2 * (sums[here] @ sums[end])
        gain = np.sqrt(np.maximum(lengths, 0)) / walk + begins[here]
        least = np.full(end - first, _LEAST_LAST if end == n else _LEAST)
        if first == 0:
            least[0] = _LEAST_FIRST
        gain[ends[end] - ends[here] < least * usual] -= _TOO_SMALL
        totals = best[:-1, here] + np.round(gain, _DIGITS)
        chosen = totals.argmax(axis=1)
        best[1:, end] = totals[np.arange(count), chosen]
        came[1:, end] = first + chosen
    return best[:, n], came


def _sums(vectors: Vectors) -> NDArray[np.float64]:
    """Return the sum of the vectors before each unit, and of all."""
    sums = np.cumsum(vectors, axis=0, dtype=np.float64)
    return np.vstack([np.zeros((1, vectors.shape[1])), sums])


def _backwards(came: NDArray[np.int32], count: int, end: int) -> list[int]:
    starts = []
    for number in range(count, 0, -1):
        end = int(came[number, end])
        starts.append(end)
    return starts[::-1]
