"""Reversals: where a sentence has the opposite of a word that was said: less for more."""

from collections.abc import Iterator
from itertools import pairwise

from restyle.checking.stance.alignment import Pair, Passage, Run
from restyle.checking.stance.clash import Clash, Kind, elsewhere, signs
from restyle.text.english.antonyms import opposites
from restyle.text.english.normalized import Mark, Reading, marked

_DENIES = frozenset({Mark.NEGATION})
_DENIED = (0, 4)  # words before a negation and after it that it may deny
_MOST = 6  # words before a run and after it that may belong to it


def reversals(written: Reading, passage: Passage, run: Run) -> tuple[Clash, ...]:
    """Return the places at which a word of a sentence stands for its opposite."""
    here, there = marked(written, _DENIES, *_DENIED), passage.marked(_DENIES, *_DENIED)
    return tuple(
        _clash(written, passage, run, at, place)
        for at, place in _opposed(written, passage.reading, run)
        if (at in here) == (place in there)
    )


def _opposed(written: Reading, said: Reading, run: Run) -> Iterator[tuple[int, int]]:
    """The words of a sentence and of its run that stand in one place and are opposites.

    A sentence that has both words turns nothing round.
    """
    same = [p for p in run.pairs if written.words[p.written] == said.words[p.said]]
    if not same:
        return
    begin = (-1, max(-1, same[0].said - _MOST - 1))
    end = (len(written.words), min(len(said.words), same[-1].said + _MOST + 1))
    ends = [begin, *((p.written, p.said) for p in same), end]
    for (before, earlier), (after, later) in pairwise(ends):
        for at in range(before + 1, after):
            others = opposites(written.words[at]).difference(written.words)
            places = range(earlier + 1, later)
            yield from ((at, place) for place in places if said.words[place] in others)


def _clash(written: Reading, passage: Passage, run: Run, at: int, place: int) -> Clash:
    before, _ = run.around(at, place)
    _, after = run.around(at + 1, place + 1)
    again = elsewhere(written, passage, Pair(at, place, 0.0), lambda _: True)
    word = passage.reading.words[place]
    return Clash(Kind.TURNS, word, passage.sentence[place], signs(run, (before, after), again))
