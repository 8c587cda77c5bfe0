"""No sentence says the opposite of what it rests on."""

from restyle.checking import CHECKS, Draft
from restyle.checking.stance.clash import Kind, surest
from restyle.document.document import Finding
from restyle.text.english.negations import lacks_its_negation
from restyle.transcript.transcript import Span

_MESSAGES = {
    Kind.DENIES: "this denies what was said",
    Kind.AFFIRMS: "this says what was denied",
    Kind.TURNS: "this says the opposite of what was said",
}
# Log odds from which on a clash is a finding: at about 0.1 false ones a section, and for `turns`
# at 0.05, as benchmarks/fit_stance.py prints them. A new fit wants new ones.
_SURE = {Kind.DENIES: 2.25, Kind.AFFIRMS: 1.75, Kind.TURNS: -1.0}


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the sentences that deny what was said, or say what was denied."""
    if draft.evidence.language != "en" or draft.brief.sums_up:
        return ()
    return tuple(
        Finding("negation", sentence.text, *fault, certain=False)
        for number, sentence in draft.claims()
        if (fault := _fault(draft, number))
    )


def _fault(draft: Draft, number: int) -> tuple[str, tuple[Span, ...]] | None:
    """What is wrong with a sentence, and against what, or nothing."""
    if clash := surest(draft.clashes[number], _SURE):
        return _MESSAGES[clash.kind], (draft.evidence.said[clash.sentence].span,)
    sentence = draft.sentences[number]
    if wanting := lacks_its_negation(sentence.text):
        return f"{wanting!r} wants a negation, and none stands here", draft.spans(sentence)
    return None


CHECKS.add("negation", check)
