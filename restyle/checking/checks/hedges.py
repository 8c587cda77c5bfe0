"""No guess becomes a fact."""

from restyle.checking import CHECKS, Draft
from restyle.checking.stance.clash import Kind, surest
from restyle.document.document import Finding

# Log odds, at about 0.1 false findings a section (benchmarks/fit_stance.py).
_SURE = {Kind.OVERSTATES: 1.7}


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the sentences that are surer than what they rest on."""
    return tuple(
        Finding(
            "hedge",
            sentence.text,
            f"this was said with a doubt: “{clash.text}”",
            (draft.evidence.said[clash.sentence].span,),
            certain=False,
        )
        for number, sentence in draft.claims()
        if (clash := surest(draft.clashes[number], _SURE))
    )


CHECKS.add("hedges", check)
