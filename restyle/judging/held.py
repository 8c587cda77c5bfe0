"""Code holds the judge to its word, and puts what stands of it into the text.

The words that a verdict quotes must have been said, and the sentence that it offers must pass
every check that the old one passes. A verdict whose words nobody said falls; one whose sentence
is no better leaves a finding.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from restyle.document.document import Finding
from restyle.grounding.evidence import Evidence
from restyle.grounding.exact_words import words_of
from restyle.judging.answers import Fault, Verdict
from restyle.text.markdown.numbered import Sentence, edited, numbered
from restyle.text.markdown.prose import inline
from restyle.text.markdown.tables import relined
from restyle.transcript.transcript import Span

_NEAR = 0.85  # of the words, in order: a copied stretch with a slip in it
_LEAST_WORDS = 2
_LONGER, _ROOM = 1.6, 12  # times, and words: how much longer a mended sentence may be
_PIECES = ("[…]", "[...]", "…", "...")


@dataclass(frozen=True, slots=True)
class Held:
    """A text after its judgement: what it says now, what was mended, what is left, what fell.

    `judged` is how many sentences it had.
    """

    paragraphs: tuple[str, ...]
    mended: tuple[Finding, ...]
    left: tuple[Finding, ...]
    rejected: tuple[Finding, ...]
    judged: int


Faults = Callable[[tuple[str, ...]], Sequence[Finding]]


def held(
    paragraphs: Sequence[str],
    verdicts: Mapping[int, Verdict],
    evidence: Evidence,
    faults: Faults,
    judge: str,
) -> Held:
    """Return a text with what a judge said of its sentences, by their place from 0.

    `faults` says what code finds in paragraphs; no sentence is taken that adds to it.
    """
    found = numbered(paragraphs)
    taken: dict[int, str] = {}
    mended: list[Finding] = []
    left: list[Finding] = []
    rejected: list[Finding] = []
    known = list(faults(tuple(paragraphs)))
    for number, verdict in sorted(verdicts.items()):
        sentence = found[number]
        spans = spans_said(evidence, verdict.source)
        finding = Finding(
            verdict.fault, sentence.words, verdict.why or "not borne out", spans, judge=judge
        )
        if fallen := why_it_falls(verdict, spans):
            rejected.append(replace(finding, message=f"{finding.message} ({fallen})"))
            continue
        new = _offered(sentence, verdict)
        text = edited(paragraphs, found, {**taken, number: new})
        now = list(faults(text))
        if wrong := _wrong(sentence, new, verdict) or _empty(text) or _fresh(known, now):
            left.append(replace(finding, message=f"{finding.message} (not mended: {wrong})"))
            continue
        taken[number] = new
        known = now
        mended.append(replace(finding, fix=new))
    text = edited(paragraphs, found, taken)
    return Held(text, tuple(mended), tuple(left), tuple(rejected), len(found))


def spans_said(evidence: Evidence, source: str) -> tuple[Span, ...]:
    """Return where the words that a verdict quotes were said; empty where they were not."""
    pieces = [source]
    for mark in _PIECES:
        pieces = [part for piece in pieces for part in piece.split(mark)]
    spans: list[Span] = []
    for piece in pieces:
        if len(words_of(piece)) < _LEAST_WORDS and len(pieces) > 1:
            continue
        exact = evidence.wording.exact(piece)
        near = exact[0] if exact else evidence.wording.nearest(piece)
        if near is None or near.nearness < _NEAR:
            return ()
        spans.append(near.span)
    return tuple(spans)


def why_it_falls(verdict: Verdict, spans: Sequence[Span]) -> str:
    """Return why a verdict counts for nothing; empty where it stands."""
    if verdict.source and not spans:
        return f"nobody said “{verdict.source}”"
    if not verdict.source and verdict.fault is not Fault.CLAIM:
        return "no words of the talk are named"
    return ""


def _offered(sentence: Sentence, verdict: Verdict) -> str:
    """The sentence that a verdict offers, as safe Markdown, without what leads the old one."""
    if sentence.whole:
        return relined(verdict.instead, sentence.text)
    lead = " ".join(sentence.lead.split())
    return inline(verdict.instead.removeprefix(lead).strip()) if verdict.instead else ""


def _wrong(sentence: Sentence, new: str, verdict: Verdict) -> str:
    """What is wrong with an offered sentence by itself."""
    if not new and sentence.whole:
        return "no sentence can take the place of a table or of code"
    if not new:
        # A claim that nobody made may go; anything else was said in some other way.
        may_go = verdict.fault is Fault.CLAIM and "**" not in sentence.lead
        return "" if may_go else "nothing was offered in its place"
    if new == sentence.text:
        return "the sentence offered is the same"
    words = len(sentence.text.split())
    if len(new.split()) > words * _LONGER + _ROOM:
        return "the sentence offered is much longer"
    return ""


def _empty(text: Sequence[str]) -> str:
    return "" if any(paragraph.strip() for paragraph in text) else "nothing would be left"


def _fresh(known: Sequence[Finding], found: Sequence[Finding]) -> str:
    """What code finds in a changed text that it did not find before."""
    before = [(one.kind, one.text) for one in known]
    for one in found:
        if (one.kind, one.text) not in before:
            return f"{one.kind}: {one.message}"
    return ""
