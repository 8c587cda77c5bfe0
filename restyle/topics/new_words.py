"""Novelty: which words come up after a place, and which are not heard again.

Counted for all places at once: a word that is said in one unit, and was last said in
another, is new for a run of places, so that each occurrence adds 1 to a range.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from restyle.text.stopwords import UNSPACED, language_of, stopwords
from restyle.text.words import WORD, carries
from restyle.topics.units import Unit
from restyle.topics.windows import places, reached

_FEWEST = 5  # words; a share of fewer says nothing
_SAMPLE = 40_000  # letters from which the language is told
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Each word that carries a topic, once for every unit that says it.

    `before` is the unit that said it last, -1 if none did; `after` the one that says it next,
    the number of units if none does. `places` is how many words were said before each unit,
    and in all.
    """

    unit: NDArray[np.int64]
    before: NDArray[np.int64]
    after: NDArray[np.int64]
    places: NDArray[np.float64]


def occurrences(talk: Sequence[Unit], words: NDArray[np.float64]) -> Occurrences:
    """Return where the words of a talk occur; `words` is how many each unit has."""
    said, unit, before = [], [], []
    last: dict[str, int] = {}
    for number, spoken in enumerate(_vocabulary(talk)):
        for word in spoken:
            unit.append(number)
            before.append(last.get(word, -1))
            last[word] = number
            said.append(word)
    after = np.full(len(said), len(talk))
    following: dict[str, int] = {}
    for place in range(len(said) - 1, -1, -1):
        after[place] = following.get(said[place], len(talk))
        following[said[place]] = unit[place]
    return Occurrences(np.array(unit, np.int64), np.array(before, np.int64), after, places(words))


def new(found: Occurrences, reach: int) -> NDArray[np.float64]:
    """By unit: of the words within `reach` words from it, the share unheard in `3 reach` before."""
    first, last = reached(found.places, 3 * reach, reach)
    begin = np.searchsorted(last, found.unit, side="right")  # the first place that reaches so far
    heard = np.searchsorted(first, found.before, side="right")  # the first that has forgotten it
    unheard = _counted(np.maximum(begin, heard), found.unit + 1, len(first))
    said = _counted(np.maximum(begin, found.before + 1), found.unit + 1, len(first))
    return unheard / np.maximum(said, _FEWEST)


def gone(found: Occurrences, reach: int) -> NDArray[np.float64]:
    """By unit: of the words within `reach` words before it, the share unsaid in `2 reach` after."""
    first, last = reached(found.places, reach, 2 * reach)
    end = np.searchsorted(first, found.unit, side="right")  # after the last place that reaches it
    again = np.searchsorted(last, found.after, side="right")  # after the last that hears no more
    unsaid = _counted(found.unit + 1, np.minimum(end, again), len(first))
    said = _counted(found.unit + 1, np.minimum(end, found.after + 1), len(first))
    return unsaid / np.maximum(said, _FEWEST)


def _vocabulary(talk: Sequence[Unit]) -> list[set[str]]:
    """The words of each unit; of scripts without blanks, the pairs of letters."""
    sample = " ".join(unit.text[:200] for unit in talk)[:_SAMPLE]
    language = language_of(sample)
    if language == UNSPACED:
        runs = ["".join(_LETTERS.findall(unit.text)) for unit in talk]
        return [{run[place : place + 2] for place in range(len(run) - 1)} for run in runs]
    known = stopwords(language)
    carried: dict[str, bool] = {}
    found = []
    for unit in talk:
        spoken = dict.fromkeys(WORD.findall(unit.text.casefold().replace("’", "'")))
        for word in spoken:
            if word not in carried:
                carried[word] = carries(word, known)
        found.append({word for word in spoken if carried[word]})
    return found


def _counted(begin: NDArray[np.int64], end: NDArray[np.int64], places: int) -> NDArray[np.float64]:
    """How many of the ranges `begin` to `end` hold each place."""
    whole = begin < end
    begun = np.bincount(begin[whole], minlength=places + 1)
    ended = np.bincount(end[whole], minlength=places + 1)
    return np.cumsum(begun - ended)[:places].astype(np.float64)
