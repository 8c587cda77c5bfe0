"""No guess becomes a fact."""

from restyle.check import CHECKS, Draft
from restyle.domain import Finding
from restyle.grounding.stance import Kind

_SURE = 1.7  # log odds, at about 0.1 false findings a section (benchmarks/fit_stance.py)


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the sentences that are surer than what they rest on."""
    found = []
    for number, sentence in draft.claims():
        doubts = [c for c in draft.clashes[number] if c.kind is Kind.SURER and c.odds >= _SURE]
        if doubts:
            clash = max(doubts, key=lambda one: one.odds)
            message = f"this was said with a doubt: “{clash.text}”"
            span = draft.evidence.said[clash.sentence].span
            found.append(Finding("hedge", sentence.text, message, (span,)))
    return tuple(found)


CHECKS.add("hedges", check)
