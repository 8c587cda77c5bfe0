"""Clashes: all places at which sentences may not say what was said, of every kind."""

from collections.abc import Sequence

from restyle.grounding.denials import denials
from restyle.grounding.doubts import dropped
from restyle.grounding.evidence import Evidence
from restyle.grounding.passage import Passage
from restyle.grounding.reversals import reversals
from restyle.grounding.stance import Clash
from restyle.language.readings import reading


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
