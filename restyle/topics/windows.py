"""Reach: which units hold the words before and after a place."""

import numpy as np
from numpy.typing import NDArray


def places(words: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how many words were said before each unit, and in all: one more than `words`."""
    return np.concatenate([[0.0], np.cumsum(words)])


def reached(
    places: NDArray[np.float64], back: int, ahead: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return by unit the first unit of the `back` words before it, and the end of `ahead` words.

    Each side has one unit at least; before the first unit there is none.
    """
    here = np.arange(len(places) - 1)
    first = np.searchsorted(places, places[:-1] - back)
    last = np.searchsorted(places, places[:-1] + ahead)
    return np.clip(first, 0, np.maximum(here - 1, 0)), np.clip(last, here + 1, len(here))
