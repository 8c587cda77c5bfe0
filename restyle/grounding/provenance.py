"""Provenance: where in the talk each paragraph of a text comes from."""

from collections.abc import Iterable, Sequence

from restyle.grounding.align import Grounded
from restyle.grounding.evidence import Evidence
from restyle.transcript.transcript import Span

_GAP = 3  # letters between two sentences of a turn that are one stretch
_SURE = 0.35  # support from which on a sentence's place is known


def spans_of(evidence: Evidence, sentences: Sequence[Grounded], paragraph: int) -> tuple[Span, ...]:
    """Return the stretches of the talk that a paragraph rests on, in order, none twice.

    Empty where nothing was said that is like it.
    """
    numbers = {
        base
        for one in sentences
        if one.paragraph == paragraph and one.support >= _SURE
        for base in one.bases[:2]
    }
    return _joined(evidence.said[number].span for number in sorted(numbers))


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        if last and last.turn == span.turn and span.start - last.end <= _GAP:
            found[-1] = Span(last.turn, last.start, span.end)
        else:
            found.append(span)
    return tuple(found)
