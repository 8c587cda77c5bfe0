"""No sentence says the opposite of what it rests on."""

from collections.abc import Iterator

from restyle.check import CHECKS, Draft
from restyle.domain import Finding, Span
from restyle.grounding.stance import Kind
from restyle.language.negations import lacks_its_negation

_MESSAGES = {
    Kind.DENIES: "this denies what was said",
    Kind.AFFIRMS: "this says what was denied",
    Kind.TURNS: "this says the opposite of what was said",
}
_SURE = {Kind.DENIES: 2.1, Kind.AFFIRMS: 2.0, Kind.TURNS: -1.0}


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the sentences that deny what was said, or say what was denied."""
    if draft.evidence.language != "en" or draft.brief.sums_up:
        return ()
    return tuple(
        Finding("negation", sentence.text, message, spans)
        for number, sentence in draft.claims()
        for message, spans in list(_faults(draft, number))[:1]
    )


def _faults(draft: Draft, number: int) -> Iterator[tuple[str, tuple[Span, ...]]]:
    for clash in draft.clashes[number]:
        if clash.kind in _MESSAGES and clash.odds >= _SURE[clash.kind]:
            yield _MESSAGES[clash.kind], (draft.evidence.said[clash.sentence].span,)
    sentence = draft.sentences[number]
    if wanting := lacks_its_negation(sentence.text):
        message = f"{wanting!r} wants a negation, and none stands here"
        yield message, draft.spans(sentence)


CHECKS.add("negation", check)
