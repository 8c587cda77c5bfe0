"""Clashes: all places at which sentences may not say what was said, of every kind."""

from collections.abc import Sequence

from restyle.checking.stance.alignment import Passage
from restyle.checking.stance.clash import Clash
from restyle.checking.stance.denials import denials
from restyle.checking.stance.lost_hedges import dropped
from restyle.checking.stance.reversals import reversals
from restyle.grounding.evidence import Evidence
from restyle.text.english.normalized import reading


def clashes(
    evidence: Evidence, within: range, texts: Sequence[str]
) -> tuple[tuple[Clash, ...], ...]:
    """Return the possible clashes of each sentence with the sentences of a talk `within`.

    A question, and an empty text, claims nothing.
    """
    claims = [
        n for n, text in enumerate(texts) if text and not text.rstrip("*_ \"”’')").endswith("?")
    ]
    found: list[tuple[Clash, ...]] = [()] * len(texts)
    if claims:
        passage = evidence.once(Passage, within)
        readings = [reading(texts[n]) for n in claims]
        for n, written, run in zip(claims, readings, passage.runs(readings), strict=True):
            if run.pairs:
                found[n] = (
                    *denials(texts[n], written, passage, run),
                    *reversals(written, passage, run),
                    *dropped(written, passage, run),
                )
    return tuple(found)
