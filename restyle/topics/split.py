"""`split`: a transcript in, one segment a topic out.

    units -> vectors, cues -> evidence -> segmentation -> boundaries -> segments

Headings that the publisher put into the source are boundaries already; between them, only a
chapter that is too long is cut further.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from restyle.text.tokens import estimate
from restyle.text.vectors import Vectors, centred, embed
from restyle.topics.boundary_odds import Weights, evidence, fitted, strength
from restyle.topics.cues import cues
from restyle.topics.outline import BoundaryProposal
from restyle.topics.segmentation import Talk, segmentation
from restyle.topics.sizes import Sizes, count
from restyle.topics.units import Unit, units, words_of
from restyle.transcript.transcript import Boundary, Segment, Transcript

_CANDIDATES = 3  # times as many as segments
_WEIGHT_POWER = 0.7  # a unit weighs its words to this power
_LEAST_CHAPTER = 0.3  # of the usual length; what is shorter goes with what follows
_LONG_CHAPTER = 2.5  # times the usual length; what is longer is cut
_HEADING = 6.0  # log odds of a boundary where a publisher's heading stands


def split(transcript: Transcript, sizes: Sizes = Sizes()) -> tuple[Segment, ...]:
    """Return the segments of a transcript, which cover it exactly, in order."""
    return transcript.cut(cuts(transcript, sizes).best)


def cuts(
    transcript: Transcript, sizes: Sizes = Sizes(), weights: Weights | None = None
) -> BoundaryProposal:
    """Return where a transcript is best cut, and where else it could be.

    `weights` are those of the cues, if not those that come with restyle.
    """
    weights = weights or fitted()
    found = units(transcript)
    if not found:
        return BoundaryProposal((), ())
    wanted = count(found, sizes)
    headings = _headings(transcript, found, wanted) if sizes.headings else {}
    talk = _talk(found, sizes, headings, weights)
    if headings and not sizes.topics:
        best = _chapters(talk, wanted, list(headings))
    else:
        best = segmentation(talk, wanted)
    candidates = _candidates(talk, best)
    known = {
        unit: Boundary(
            found[unit].turn,
            found[unit].start,
            1.0 if unit == 0 or unit in headings else strength(talk.evidence[unit], weights),
            headings.get(unit, ""),
        )
        for unit in candidates
    }
    return BoundaryProposal(
        tuple(known[unit] for unit in best),
        tuple(known[unit] for unit in candidates),
        exact=bool(sizes.topics),
        most_tokens=sizes.tokens,
        wanted=wanted,
    )


def embedded(found: Sequence[Unit]) -> Vectors:
    """Return the units' vectors, less the mean of the talk, weighted by words to the power 0.7."""
    weights = words_of(found) ** _WEIGHT_POWER
    vectors = centred(embed([unit.text for unit in found]), weights)
    return (vectors * weights[:, None]).astype(np.float32)


def _talk(found: Sequence[Unit], sizes: Sizes, headings: dict[int, str], weights: Weights) -> Talk:
    vectors = embedded(found)
    odds = evidence(cues(found, vectors), weights)
    odds[list(headings)] += _HEADING
    tokens = np.array([max(1, estimate(unit.text)) for unit in found])
    return Talk(vectors, words_of(found), tokens, odds, sizes.tokens)


def _headings(transcript: Transcript, found: Sequence[Unit], wanted: int) -> dict[int, str]:
    """The publisher's headings, by the unit that each chapter begins with.

    One heading alone names no topic; a very short chapter goes with the one after it.
    """
    if len(transcript.headings) < 2:
        return {}
    first = {unit.turn: number for number, unit in reversed(list(enumerate(found)))}
    given = {first[each.turn]: each.text for each in transcript.headings if each.turn in first}
    chapters: dict[int, str] = {}
    begin = 0
    least = _LEAST_CHAPTER * sum(unit.words for unit in found) / wanted
    for unit, following in pairwise([*sorted({0, *given}), len(found)]):
        chapters[begin] = given.get(unit, "")
        if sum(other.words for other in found[begin:following]) >= least:
            begin = following
    return chapters


def _candidates(talk: Talk, best: list[int]) -> list[int]:
    """The best boundaries and those of a finer segmentation, three times as many in all."""
    wanted = _CANDIDATES * len(best)
    finer = set(segmentation(talk, min(len(talk.words), wanted))) - set(best)
    strongest = sorted(finer, key=lambda unit: -talk.evidence[unit])[: wanted - len(best)]
    return sorted([*best, *strongest])


def _chapters(talk: Talk, wanted: int, begins: list[int]) -> list[int]:
    """The units with which the chapters begin, and the parts of chapters that are too long."""
    usual = talk.words.sum() / wanted
    starts: list[int] = []
    for begin, end in pairwise([*begins, len(talk.words)]):
        words, tokens = talk.words[begin:end].sum(), talk.tokens[begin:end].sum()
        parts = round(words / usual) if words > _LONG_CHAPTER * usual else 1
        if parts > 1 or tokens > talk.most_tokens:
            starts += [begin + start for start in segmentation(talk.part(begin, end), parts)]
        else:
            starts.append(begin)
    return starts
