"""Cues: what speakers do where a topic ends and the next begins.

Each cue is one number a unit, and says something of the place before that unit: who speaks,
what is announced, which words are new, how far the talk before and the talk after are apart.
None needs a model, most need no English; a cue that a talk cannot show (no names, no
questions, no times) is the same everywhere and so decides nothing.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from restyle.text.english.transitions import ASKS, MOVES, PLACES, WORKS
from restyle.text.vectors import Vectors
from restyle.topics.new_words import gone, new, occurrences
from restyle.topics.units import Unit, words_of
from restyle.topics.windows import places, reached

Cues = dict[str, NDArray[np.float64]]

_HEAD_WORDS = 60  # transitions are announced at the beginning
_FEW_WORDS = 4  # a unit of fewer is a back-channel: "mm-hmm"
_USUAL_PAUSE = 0.9  # of all pauses are no longer than the usual
_NEAR, _FAR, _MIDDLE = 120, 600, 300  # words on each side whose vectors are compared
_NEIGHBOURHOOD = 700  # words on each side with which a difference is compared


def cues(talk: Sequence[Unit], vectors: Vectors) -> Cues:
    """Return every cue of a talk by name; `vectors` are its units', centred and weighted."""
    words = words_of(talk)
    sums = np.vstack([np.zeros((1, vectors.shape[1])), np.cumsum(vectors, axis=0)])
    middle = _difference(sums, words, _MIDDLE)
    found = occurrences(talk, words)
    return {
        **_turns(talk, words),
        **_phrases(talk),
        "pause": _pauses(talk),
        "new_words_100": new(found, 100),
        "new_words_250": new(found, 250),
        "words_gone": gone(found, 150),
        "difference_near": _difference(sums, words, _NEAR),
        "difference_far": _difference(sums, words, _FAR),
        "difference_peak": middle - _around(middle, words, _NEIGHBOURHOOD),
    }


def _turns(talk: Sequence[Unit], words: NDArray[np.float64]) -> Cues:
    speakers = [unit.speaker for unit in talk]
    named = len(set(filter(None, speakers))) > 1
    change = np.array(
        [
            (unit.speaker != before.speaker) if named else not unit.inside
            for before, unit in zip([*talk[:1], *talk], talk, strict=False)
        ]
    )
    run = np.cumsum(change) - (1 if change[:1].any() else 0)
    asks = np.array([unit.text.count("?") + unit.text.count("？") for unit in talk])
    ends = np.array([unit.text.rstrip().endswith(("?", "？")) for unit in talk], dtype=np.float64)
    return {
        "inside": np.array([unit.inside for unit in talk], dtype=np.float64),
        "asker": _asking(speakers, asks, words) * change if named else np.zeros(len(talk)),
        "ends_asking": ends,
        "next_asks": np.append(asks[1:] > 0, False).astype(np.float64),
        "length": np.log(words),
        "next_length": np.append(np.log(words[1:]), 0.0),
        "run_length": np.log(np.bincount(run, words))[run],
        "back_channel": (words < _FEW_WORDS).astype(np.float64),
    }


def _pauses(talk: Sequence[Unit]) -> NDArray[np.float64]:
    """How many doublings the silence before each unit is above what the talk is used to."""
    silence = np.array([unit.pause or 0.0 for unit in talk])
    usual = np.quantile(silence, _USUAL_PAUSE)
    doublings: NDArray[np.float64] = np.clip(np.log2((silence + 0.5) / (usual + 0.5)), 0, 3)
    return doublings


def _asking(
    speakers: Sequence[str], asks: NDArray[np.int64], words: NDArray[np.float64]
) -> NDArray[np.float64]:
    """By unit, its speaker's share of the questions less his share of the words."""
    names, who = np.unique(speakers, return_inverse=True)
    asked = np.bincount(who, asks, len(names)) / max(1, asks.sum())
    said = np.bincount(who, words, len(names)) / words.sum()
    share: NDArray[np.float64] = (asked - said)[who]
    return share


def _phrases(talk: Sequence[Unit]) -> Cues:
    heads = [
        " ".join(unit.text.split(None, _HEAD_WORDS)[:_HEAD_WORDS]).lower().replace("’", "'")
        for unit in talk
    ]
    patterns = {"moves": (MOVES, 3), "places": (PLACES, 2), "asks": (ASKS, 2), "works": (WORKS, 2)}
    return {
        name: np.array([min(most, len(pattern.findall(head))) for head in heads], dtype=np.float64)
        for name, (pattern, most) in patterns.items()
    }


def _difference(
    sums: NDArray[np.float64], words: NDArray[np.float64], reach: int
) -> NDArray[np.float64]:
    """One less the cosine between the `reach` words before each unit and those from it on.

    `sums` are the sums of the vectors before each unit, and of all.
    """
    first, last = reached(places(words), reach, reach)
    here = np.arange(len(words))
    before, after = sums[here] - sums[first], sums[last] - sums[here]
    lengths = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    cosine: NDArray[np.float64] = (before * after).sum(axis=1) / np.maximum(lengths, 1e-9)
    return 1 - cosine


def _around(
    values: NDArray[np.float64], words: NDArray[np.float64], reach: int
) -> NDArray[np.float64]:
    """The mean of the values within `reach` words on each side."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    first, last = reached(places(words), reach, reach)
    means: NDArray[np.float64] = (sums[last] - sums[first]) / (last - first)
    return means
