"""`split`: a transcript in, one segment a topic out.

Embeddings of the units, less the mean of the whole talk, weighted by words to the power 0.7;
then the segmentation that maximises the sum of the lengths of the segments' summed vectors,
found exactly by dynamic programming (Alemi and Ginsparg, "Text Segmentation based on Semantic
Word Embeddings", 2015). The number of segments comes from words a section.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from restyle.domain import Segment, Span, Transcript
from restyle.language.vectors import centred, embed
from restyle.tokens import estimate
from restyle.topics.units import Unit, units

WORDS_A_SECTION = 1200
_WEIGHT_POWER = 0.7
_LEAST_SHARE = 0.25  # a section has at least this share of the usual length
_MOST_SHARE = 2.5  # and at most this
_TOO_SMALL = 1e6  # a segment below the least size is taken only if nothing else is possible
_FEW_UNITS = 2500  # neighbours are joined beyond this, so that the cost stays near linear


@dataclass(frozen=True, slots=True)
class Sizes:
    """How long segments may be. `words` is the usual length; `most_tokens` is for the model."""

    words: int = WORDS_A_SECTION
    most_tokens: int = 6000


def split(transcript: Transcript, sizes: Sizes = Sizes()) -> tuple[Segment, ...]:
    """Return the segments of a transcript, which cover it exactly, in order."""
    atoms = _joined(units(transcript))
    lengths = np.array([max(1, estimate(atom.text)) for atom in atoms], dtype=np.int64)
    words = np.array([atom.words for atom in atoms], dtype=np.float64)
    usual = sizes.words * lengths.sum() / max(1.0, words.sum())  # in tokens
    most = min(sizes.most_tokens, int(usual * _MOST_SHARE))
    count = max(1, round(words.sum() / sizes.words), -(-int(lengths.sum()) // most))
    weights = words**_WEIGHT_POWER
    vectors = centred(embed([atom.text for atom in atoms]), weights) * weights[:, None]
    inside = np.array([atom.span.start > 0 for atom in atoms])
    cost = np.where(inside, np.linalg.norm(vectors, axis=1).mean(), 0.0)
    bounds = _Bounds(lengths, int(usual * _LEAST_SHARE), most, cost)
    starts = _best(np.asarray(vectors, dtype=np.float32), bounds, min(count, len(atoms)))
    ends = [*starts[1:], len(atoms)]
    return tuple(_segment(transcript, atoms, a, b) for a, b in zip(starts, ends, strict=True))


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The tokens of each unit, the least and most that a segment may have, and what a begin costs.

    Within a turn it costs something, since people seldom change the subject there.
    """

    lengths: NDArray[np.int64]
    least: int
    most: int
    cost: NDArray[np.float64]


def _best(vectors: NDArray[np.float32], bounds: _Bounds, count: int) -> list[int]:
    """Return where each segment starts in the best segmentation into `count`.

    Where no segmentation keeps the bounds with `count` segments, the nearest count that does
    is taken. Time grows with units times units in the longest segment times segments.
    """
    n = len(vectors)
    first, scores = _scores(vectors, bounds)
    best = np.full(n + 1, -np.inf)
    best[0] = 0.0
    choices: list[NDArray[np.int64]] = []
    results: list[float] = []
    limit = min(n, count * 3 + 8)
    while len(choices) < limit and (len(choices) < count or not np.isfinite(results[-1])):
        following = np.full(n + 1, -np.inf)
        choice = np.zeros(n + 1, dtype=np.int64)
        for j in range(1, n + 1):
            totals = best[first[j] : j] + scores[j]
            k = int(np.argmax(totals))
            following[j], choice[j] = totals[k], first[j] + k
        best = following
        choices.append(choice)
        results.append(float(best[n]))
    return _backwards(choices, n)


def _scores(
    vectors: NDArray[np.float32], bounds: _Bounds
) -> tuple[list[int], list[NDArray[np.float64]]]:
    """For each end, the first unit that a segment may begin with, and the score of each begin."""
    n = len(vectors)
    sums = np.concatenate([np.zeros((1, vectors.shape[1])), np.cumsum(vectors, axis=0)])
    ends = np.concatenate([[0], np.cumsum(bounds.lengths)])
    first = [int(np.searchsorted(ends, ends[j] - bounds.most)) for j in range(n + 1)]
    first = [min(i, max(0, j - 1)) for j, i in enumerate(first)]
    scores = []
    for j in range(n + 1):
        gain = np.linalg.norm(sums[j] - sums[first[j] : j], axis=1) - bounds.cost[first[j] : j]
        small = ends[j] - ends[first[j] : j] < bounds.least
        scores.append(np.where(small, gain - _TOO_SMALL, gain))
    return first, scores


def _backwards(choices: list[NDArray[np.int64]], end: int) -> list[int]:
    starts: list[int] = []
    for choice in reversed(choices):
        end = int(choice[end])
        starts.append(end)
    return starts[::-1]


def _joined(atoms: list[Unit]) -> list[Unit]:
    """Join neighbours within a turn, or short turns, until there are few enough."""
    while len(atoms) > _FEW_UNITS:
        pairs = [atoms[i : i + 2] for i in range(0, len(atoms), 2)]
        atoms = [_merge(pair) for pair in pairs]
    return atoms


def _merge(pair: list[Unit]) -> Unit:
    last = pair[-1]
    return Unit(
        Span(last.span.turn, last.span.start, last.span.end),
        " ".join(unit.text for unit in pair),
        sum(unit.words for unit in pair),
    )


def _segment(transcript: Transcript, atoms: list[Unit], first: int, last: int) -> Segment:
    """The spans from after unit `first - 1` to the end of unit `last - 1`."""
    begin = atoms[first - 1].span if first else None
    end = atoms[last - 1].span
    spans = []
    for turn in transcript.turns[begin.turn if begin else 0 : end.turn + 1]:
        start = begin.end if begin and turn.index == begin.turn else 0
        stop = end.end if turn.index == end.turn else len(turn.text)
        if turn.text[start:stop].strip():
            spans.append(Span(turn.index, start, stop))
    return Segment(tuple(spans))
