"""Reversals: where a sentence has the opposite of a word that was said: less for more."""

from collections.abc import Iterator
from itertools import pairwise

from restyle.grounding.passage import Pair, Passage, Run
from restyle.grounding.stance import Clash, Kind, elsewhere
from restyle.language.antonyms import opposites
from restyle.language.readings import Mark, Reading, marked

_DENIES = frozenset({Mark.NEGATION})
_DENIED = (0, 3)  # words before a negation and after it that it may deny
_MOST = 6  # words that a run may pass over where a word and its opposite stand
_AS_WELL = 0.9


def reversals(written: Reading, passage: Passage, run: Run) -> tuple[Clash, ...]:
    """Return the places at which a word of a sentence stands for its opposite."""
    here, there = marked(written, _DENIES, *_DENIED), passage.marked(_DENIES, *_DENIED)
    return tuple(
        _clash(written, passage, run, at, place)
        for at, place in _opposed(written, passage.reading, run)
        if (at in here) == (place in there)
    )


def _opposed(written: Reading, said: Reading, run: Run) -> Iterator[tuple[int, int]]:
    """The words of a sentence and of its run that stand in one place and are opposites."""
    same = [p for p in run.pairs if written.words[p.written] == said.words[p.said]]
    ends = [(-1, -1), *((p.written, p.said) for p in same), (len(written.words), len(said.words))]
    for (before, earlier), (after, later) in pairwise(ends):
        here = range(before + 1, after)
        there = range(earlier + 1, later)
        if earlier < 0:
            there = there[-_MOST:]
        if len(there) > _MOST:
            there = there[:_MOST]
        for at in here:
            others = opposites(written.words[at])
            yield from ((at, place) for place in there if said.words[place] in others)


def _clash(written: Reading, passage: Passage, run: Run, at: int, place: int) -> Clash:
    before, _ = run.around(at, place)
    _, after = run.around(at + 1, place + 1)
    again = elsewhere(written, passage, Pair(at, place, 0.0), lambda _: True)
    return Clash(
        Kind.TURNS,
        passage.reading.words[place],
        passage.sentence[place],
        {
            "before": before,
            "after": after,
            "both": min(before, after),
            "run": run.score,
            "again": again,
            "as_well": float(again >= _AS_WELL),
        },
    )
