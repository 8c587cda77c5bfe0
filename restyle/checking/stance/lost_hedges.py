"""Doubts: where a sentence is surer than what it rests on."""

import math
from collections.abc import Iterator, Sequence

from restyle.checking.stance.alignment import Pair, Passage, Run
from restyle.checking.stance.clash import Clash, Kind, elsewhere, signs
from restyle.text.english.hedges import kind_of
from restyle.text.english.normalized import Mark, Place, Reading, reading

_HEDGES = (Mark.HEDGE, Mark.WEAK_HEDGE)
_STRONG = frozenset({Mark.HEDGE})
_DOUBTS = frozenset({*_HEDGES, Mark.DOUBT, Mark.WEAK_DOUBT})
_SURE_DOUBTS = _DOUBTS - {Mark.WEAK_DOUBT}
_CLOSE = 6  # words of a sentence over which a doubt reaches
_ROUND = 5  # words before a run and after it in which a hedge belongs to it
_AFTER, _MOST_AFTER = 8, 4  # words after a hedge, and how many that say something it bears on
_BEFORE, _MOST_BEFORE = 8, 3
_UNSURE = (6, 9)  # words before a hedge and after it that it may make unsure
_LOOSENING = 4.0  # words apart at which two neighbours of a hedge are a third as near
_FADING = 0.8  # what a word that is made unsure counts of the one before it
_LOOSELY = 20.0  # words from which a word that may be a doubt is too far off to be one


def dropped(written: Reading, passage: Passage, run: Run) -> tuple[Clash, ...]:
    """Return the places at which a doubt that was said may be gone."""
    return tuple(_found(written, passage, run))


def _found(written: Reading, passage: Passage, run: Run) -> Iterator[Clash]:
    said = passage.reading
    kept = {kind_of(p.text) for p in written.marks if p.mark in _DOUBTS} - {""}
    pairs = {pair.said: pair for pair in run.pairs}
    near = [(n, said.marks[n]) for kind in _HEDGES for n in passage.marks(kind, run, _ROUND)]
    for number, hedge in near:
        sentence = _sentence(said, number)
        beside = (kind_of(p.text) for n, p in near if n in sentence)
        if not kept.isdisjoint(beside):
            continue
        scope = _scope(said, hedge, sentence)
        held = [pairs[n] for n in scope if n in pairs]
        if held and not _is_unsure(written, held):
            found = _signs(written, passage, run, hedge, scope, held)
            yield Clash(Kind.OVERSTATES, hedge.text, passage.sentence[held[0].said], found)


def _signs(
    written: Reading,
    passage: Passage,
    run: Run,
    hedge: Place,
    scope: Sequence[int],
    held: Sequence[Pair],
) -> dict[str, float]:
    """What speaks for a doubt being gone: how much of what it bears on the sentence has.

    `held` are the pairs of words of its scope, the nearest first.
    """
    pair = held[0]
    hedged = passage.marked(_STRONG, *_UNSURE)
    again = elsewhere(written, passage, pair, lambda n: n not in hedged)
    fading = [_FADING**n for n in range(len(scope))]
    strength = {one.said: min(1.0, one.strength) for one in held}
    share = sum(f * strength.get(n, 0.0) for f, n in zip(fading, scope, strict=True)) / sum(fading)
    loose = [abs(p.at - pair.written) for p in written.marks if p.mark is Mark.WEAK_DOUBT]
    return {
        **signs(run, run.around(pair.written, pair.said), again),
        "tight": _tightness(run, hedge.at),
        "share": share,
        "held": float(len(held)),
        "first": float(held[0].said == scope[0]),
        "back": float(scope[0] < hedge.at),
        "weak": float(hedge.mark is Mark.WEAK_HEDGE),
        "loose": float(kind_of(hedge.text) == "loose"),
        "doubts": float(sum(p.mark in _SURE_DOUBTS for p in written.marks)),
        "open": min([*loose, _LOOSELY]),
    }


def _is_unsure(written: Reading, held: Sequence[Pair]) -> bool:
    """Whether somebody's doubt, of whatever kind, stands close to one of some words."""
    doubts = [p.at for p in written.marks if p.mark in _SURE_DOUBTS]
    return any(abs(at - pair.written) <= _CLOSE for at in doubts for pair in held)


def _tightness(run: Run, at: int) -> float:
    """How near the words before a hedge and after it stand together, on both sides: at most 1."""
    before = [p for p in run.pairs if p.said < at]
    after = [p for p in run.pairs if p.said >= at]
    if not before or not after:
        return 0.0
    left, right = before[-1], after[0]
    apart = right.written - left.written + right.said - left.said - 2
    return math.exp(-apart / _LOOSENING)


def _sentence(said: Reading, mark: int) -> range:
    """The marks of the sentence that has a mark, by their numbers."""
    earlier = (n for n in range(mark - 1, -1, -1) if _ends(said, n))
    later = (n for n in range(mark + 1, len(said.marks)) if _ends(said, n))
    return range(next(earlier, -1) + 1, next(later, len(said.marks)))


def _scope(said: Reading, hedge: Place, sentence: range) -> list[int]:
    """The words that a hedge makes unsure, the next first: those after it, or before it."""
    start = said.marks[sentence.start - 1].at if sentence.start else 0
    last = sentence.stop
    end = said.marks[last].at if last < len(said.marks) else len(said.words)
    behind = hedge.at + len(reading(hedge.text).words)
    after = [n for n in range(behind, min(end, behind + _AFTER)) if said.says[n]][:_MOST_AFTER]
    if len(after) >= 2:
        return after
    earlier = range(hedge.at - 1, max(start - 1, hedge.at - _BEFORE), -1)
    return [*after, *[n for n in earlier if said.says[n]][:_MOST_BEFORE]]


def _ends(said: Reading, mark: int) -> bool:
    return said.marks[mark].mark is Mark.END
