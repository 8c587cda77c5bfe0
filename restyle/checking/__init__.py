"""Checks: predicates over a draft and what was said. One file a kind of finding.

A check is a pure function from a draft to its findings: `CHECKS.add("numbers", check)`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from restyle.checking.stance import clashes
from restyle.checking.stance.clash import Clash
from restyle.document.document import Finding
from restyle.grounding.align import Grounded, Likeness, ground
from restyle.grounding.evidence import Evidence
from restyle.plugins import Registry
from restyle.style.profile import SectionForm, StyleProfile
from restyle.text.markdown.sentences import is_block_quote, label_of, plain, unlabelled, written
from restyle.topics.outline import Term
from restyle.transcript.transcript import Segment, Span


@dataclass(frozen=True, slots=True)
class Brief:
    """What a text was to be: its style, the names that it may use, and about how many words.

    `words` is 0 where no length was asked for. A text that `sums_up`, such as a takeaway, may
    rest on words from all over its source. `translated` says that it is in another language than
    the talk, whose code is `language`.
    """

    style: StyleProfile
    terms: tuple[Term, ...] = ()
    words: int = 0
    translated: bool = False
    language: str = ""
    sums_up: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as written, what was said in its place, and what it was to be.

    `within` are the sentences of the talk that it was written from, `sentences` its own, each
    with what it rests on; `likeness` says how well sentences of the talk cover each of them.
    `clashes` are the places at which a sentence may deny what was said, or be surer than it was;
    none are looked for in a text that sums up, or where talk and text are not English.
    `thoughts` are the numbers of the paragraphs in which somebody comments on the talk.
    """

    paragraphs: tuple[str, ...]
    brief: Brief
    evidence: Evidence
    within: range
    sentences: tuple[Grounded, ...]
    likeness: Likeness
    clashes: tuple[tuple[Clash, ...], ...]
    thoughts: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        """The words that a reader reads, a paragraph a line."""
        return "\n".join(plain(paragraph) for paragraph in self.paragraphs)

    def claims(self) -> Iterator[tuple[int, Grounded]]:
        """The sentences that claim what was said, no comments, each after its number."""
        for number, sentence in enumerate(self.sentences):
            if sentence.paragraph not in self.thoughts:
                yield number, sentence

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


Check: TypeAlias = Callable[[Draft], tuple[Finding, ...]]
CHECKS: Registry[Check] = Registry("restyle.checking.checks", "check")
_ABROAD: set[Check] = set()


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
    labels = _labels(paragraphs, brief.style.form.section)
    texts = [
        unlabelled(one) if known else one for one, known in zip(paragraphs, labels, strict=True)
    ]
    sentences, likeness = ground(evidence, within, list(written(texts)))
    commentary = brief.style.form.section.commentary
    thoughts = frozenset(
        n
        for n, one in enumerate(paragraphs)
        if (labels[n] in commentary or (commentary and brief.sums_up)) and not is_block_quote(one)
    )
    comparable = evidence.language == "en" and not (brief.translated or brief.sums_up)
    compared = [one.text if comparable else "" for one in sentences]
    return Draft(
        tuple(paragraphs),
        brief,
        evidence,
        within,
        sentences,
        likeness,
        clashes(evidence, within, compared),
        thoughts,
    )


def _labels(paragraphs: Sequence[str], form: SectionForm) -> list[str]:
    """Who speaks in each paragraph of a dialogue: whom it names, or who spoke before."""
    found: list[str] = []
    last = ""
    for paragraph in paragraphs:
        named = label_of(paragraph)
        if is_block_quote(paragraph):
            found.append(named)
            continue
        last = named if named in form.labels else last
        found.append(last)
    return found


def abroad(check: Check) -> Check:
    """Return a check, known as one that holds for translations, too."""
    _ABROAD.add(check)
    return check


def findings(draft: Draft, only: str = "") -> tuple[Finding, ...]:
    """Return what all checks are certain of in a draft, by their names, or `only` one is.

    A translation is checked by those that are marked as `abroad` alone.
    """
    return tuple(finding for finding in _found(draft, only) if finding.certain)


def suspicions(draft: Draft) -> tuple[Finding, ...]:
    """Return the places of a draft that somebody who understands it should look at."""
    return tuple(finding for finding in _found(draft, "") if not finding.certain)


def _found(draft: Draft, only: str) -> tuple[Finding, ...]:
    chosen = [CHECKS[only]] if only else [check for _, check in CHECKS.items()]
    return tuple(
        finding
        for check in chosen
        if not draft.brief.translated or check in _ABROAD
        for finding in check(draft)
    )
