"""What a text is judged by: its own part of the talk, and what was said of the same elsewhere."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from itertools import pairwise

import numpy as np

from restyle.checking import Draft
from restyle.grounding.evidence import Evidence
from restyle.text.english.quantities import quantities

_MOST_WORDS = 4000  # of a part that is shown whole; of a longer one, what is like the text
_EDGE = 4  # sentences before and after a text's own part
_AROUND = 3  # sentences on both sides of one that is like a sentence of the text
_PLACES = 2  # of the talk that are shown for a sentence
_NEARLY = 0.9  # of the likeness of the best place: what the other one must have
_LEAST_LIKE = 0.15  # of its words: less, and a sentence is like nothing
_FEW = 6  # sentences that say a number: more, and it tells nothing
_GAP = 2  # sentences between two stretches that are shown as one
_LIKE = 0.35  # of its words: what was said elsewhere of a sentence
_BETTER = 0.08  # by which elsewhere must be better than its own part
_MOST_ELSEWHERE = 12  # sentences for which other parts of the talk are shown
_CUT = "[…]"


def own_part(draft: Draft) -> str:
    """Return what was said in a text's own part of the talk; of a long one, what is like it.

    A few sentences before it and after it stand with it: what "that class" was.
    """
    evidence, within = draft.evidence, draft.within
    words = sum(len(evidence.said[n].text.split()) for n in within)
    if words <= _MOST_WORDS:
        last = min(len(evidence.said), within.stop + _EDGE)
        return excerpt(evidence, range(max(0, within.start - _EDGE), last))
    return excerpt(evidence, around(draft))


def elsewhere(draft: Draft) -> str:
    """Return what was said outside of a text's own part where that is more like a sentence."""
    evidence, within = draft.evidence, draft.within
    among = draft.likeness.among
    others = [n for n in among if n not in within]
    astray = [
        (one.elsewhere - one.support, number)
        for number, one in enumerate(draft.sentences)
        if one.elsewhere >= _LIKE and one.elsewhere >= one.support + _BETTER
    ]
    chosen = sorted(astray, reverse=True)[:_MOST_ELSEWHERE]
    if not chosen or not others:
        return ""
    rows = (draft.likeness.of(number, among) for _, number in chosen)
    places = np.array(others) - among.start
    best = [others[int(np.argmax(row[places]))] for row in rows]
    near = _widened(best, evidence)
    return excerpt(evidence, near.difference(within))


def around(draft: Draft) -> set[int]:
    """Return the sentences of the talk round those that are most like the sentences of a text."""
    within = draft.within
    best: list[int] = []
    for number in range(len(draft.sentences)):
        row = draft.likeness.of(number, within)
        found: list[int] = []
        for place in np.argsort(-row, kind="stable")[: _PLACES * _AROUND]:
            enough = max(_LEAST_LIKE, _NEARLY * float(row.max()))
            at = int(place) + within.start
            if row[place] >= enough and len(found) < _PLACES and _is_apart(at, found):
                found.append(at)
        best += [*found, *_with_numbers(draft, number)]
    return _widened(best, draft.evidence) & set(within)


def _with_numbers(draft: Draft, number: int) -> list[int]:
    """The sentences of the talk that say a number of a sentence, where few do.

    A short answer, such as "5 to 20 years", has no other word to be found by.
    """
    said = draft.evidence.once(_numbers_said)
    values = _values(draft.sentences[number].text)
    places = [said[value] for value in values if value in said]
    few = min(places, key=len, default=[])
    return [n for n in few[:_PLACES] if n in draft.within] if len(few) <= _FEW else []


def _values(text: str) -> set[Decimal]:
    return {value for one in quantities(text) for value in one.values}


def _numbers_said(evidence: Evidence) -> dict[Decimal, list[int]]:
    found: dict[Decimal, list[int]] = {}
    for number, one in enumerate(evidence.said):
        for value in _values(one.text):
            found.setdefault(value, []).append(number)
    return found


def excerpt(evidence: Evidence, numbers: Collection[int]) -> str:
    """Return sentences of the talk as a person reads them: a paragraph a turn, after its speaker.

    A line says where some are left out.
    """
    lines: list[str] = []
    before: int | None = None
    for number in sorted(numbers):
        one = evidence.said[number]
        if before is not None and number != before + 1:
            lines.append(_CUT)
            before = None
        same = before is not None and evidence.said[before].span.turn == one.span.turn
        if same:
            lines[-1] += f" {one.text}"
        else:
            lines.append(f"{one.speaker}: {one.text}" if one.speaker else one.text)
        before = number
    return "\n\n".join(" ".join(line.split()) for line in lines)


def _is_apart(at: int, found: Iterable[int]) -> bool:
    return all(abs(at - other) > _AROUND for other in found)


def _widened(best: Iterable[int], evidence: Evidence) -> set[int]:
    """Sentences with those round them, and with what lies between two that are near."""
    last = len(evidence.said)
    near = {m for n in best for m in range(max(0, n - _AROUND), min(last, n + _AROUND + 1))}
    for one, other in pairwise(sorted(near)):
        if other - one <= _GAP + 1:
            near.update(range(one, other))
    return near
