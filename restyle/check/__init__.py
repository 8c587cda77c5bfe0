"""Checks: predicates over a draft and what was said. One file a kind of finding.

A check is a pure function from a draft to its findings: `CHECKS.add("numbers", check)`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from restyle.domain import Finding, Segment, Span
from restyle.grounding.align import Grounded, Scores, ground
from restyle.grounding.evidence import Evidence
from restyle.grounding.prose import plain, written
from restyle.outline import Term
from restyle.profile import StyleProfile
from restyle.registry import Registry


@dataclass(frozen=True, slots=True)
class Brief:
    """What a text was to be: its style, the names that it may use, and about how many words.

    `words` is 0 where no length was asked for, as of a takeaway, which sums up what was said
    in several places.
    """

    style: StyleProfile
    terms: tuple[Term, ...] = ()
    words: int = 0

    @property
    def sums_up(self) -> bool:
        """Whether a sentence of the text may rest on words from all over its source."""
        return not self.words


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as written, what was said in its place, and what it was to be.

    `within` are the sentences of the talk that it was written from, `sentences` its own, each
    with what it rests on; `scores` say how well each sentence of the talk covers each of them.
    """

    paragraphs: tuple[str, ...]
    brief: Brief
    evidence: Evidence
    within: range
    sentences: tuple[Grounded, ...]
    scores: Scores

    @property
    def text(self) -> str:
        """The words that a reader reads, a paragraph a line."""
        return "\n".join(plain(paragraph) for paragraph in self.paragraphs)

    def around(self, sentence: Grounded, reach: int) -> list[int]:
        """The sentences of the talk within reach of those that a sentence rests on, in order."""
        last = len(self.evidence.said)
        near = {
            n for b in sentence.bases for n in range(max(0, b - reach), min(last, b + reach + 1))
        }
        return sorted(near)

    def beside(self, number: int) -> tuple[Grounded, ...]:
        """A sentence of the draft with the one before it and the one after it."""
        return self.sentences[max(0, number - 1) : number + 2]

    def spans(self, sentence: Grounded) -> tuple[Span, ...]:
        """Where that stands which a sentence of the draft rests on."""
        return tuple(self.evidence.said[n].span for n in sorted(sentence.bases))


CHECKS: Registry[Callable[[Draft], tuple[Finding, ...]]] = Registry(__name__, "check")


def draft(
    paragraphs: Sequence[str], brief: Brief, evidence: Evidence, segments: Sequence[Segment]
) -> Draft:
    """Return a text with what its sentences rest on, ready to be checked.

    It was written from the segments, which need not follow one another.
    """
    ranges = [evidence.within(segment) for segment in segments]
    within = (
        range(min(r.start for r in ranges), max(r.stop for r in ranges)) if ranges else range(0)
    )
    sentences, scores = ground(evidence, within, list(written(paragraphs)))
    return Draft(tuple(paragraphs), brief, evidence, within, sentences, scores)


def findings(draft: Draft, only: str = "") -> tuple[Finding, ...]:
    """Return what all checks find in a draft, in the order of their names, or `only` one does."""
    if only:
        return CHECKS[only](draft)
    return tuple(finding for _, check in CHECKS.items() for finding in check(draft))
