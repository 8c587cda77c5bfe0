"""Verifying: what a writer made of a talk, checked against it, and mended where code can.

This is the only place that knows what is checked, and against what. It asks no model.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from restyle.checking import Brief, Draft, draft, findings
from restyle.checking.checks.coverage import left_out
from restyle.checking.repetition import seams
from restyle.document.document import (
    MISSING,
    REFUSED,
    Document,
    Finding,
    Paragraph,
    Section,
    Takeaway,
)
from restyle.grounding.evidence import Evidence
from restyle.grounding.provenance import spans_of
from restyle.style.profile import StyleProfile
from restyle.text.languages import Language, named
from restyle.text.markdown.prose import escape
from restyle.text.markdown.sentences import plain
from restyle.topics.outline import Term
from restyle.transcript.transcript import Segment, Span, Transcript
from restyle.transcript.translation import is_translation

_SAME_TASK = 0.95  # two tasks of one list may share all but their owner
_Wording: TypeAlias = tuple[tuple[str, ...], Segment, int]
_SAME = 0.7  # of what a takeaway says, that another one says as well


@dataclass(frozen=True, slots=True)
class CheckedTakeaway:
    """A takeaway, what is wrong with it, and what it says."""

    takeaway: Takeaway
    findings: tuple[Finding, ...]
    words: frozenset[str]


class Verifier:
    """Checks texts that were made from one talk; what was said is looked at once.

    The brief is the document's; each text is checked against it with its own length.
    """

    def __init__(self, transcript: Transcript, brief: Brief) -> None:
        self._brief = brief
        self.evidence = Evidence(transcript)
        self._drafts: dict[_Wording, Draft] = {}
        self._found: dict[_Wording, tuple[Finding, ...]] = {}

    def sections(self, sections: Sequence[Section]) -> tuple[Section, ...]:
        """Return the sections with their findings and with what each paragraph rests on.

        Quotes that are all but exact are made exact. A section that could not be written keeps
        the finding that says so.
        """
        mended = [self._exact(one, self.draft(one)) for one in sections]
        drafts = [self.draft(one) for one in mended]
        found = [self.findings(one) for one in mended]
        repeated = seams(drafts)
        return tuple(
            section
            if is_unwritten(section)
            else replace(
                section,
                paragraphs=self._placed(section, one),
                findings=(*of_its_own, *of_others, *_still_there(section)),
                left_out=self._left_out(one),
            )
            for section, one, of_its_own, of_others in zip(
                mended, drafts, found, repeated, strict=True
            )
        )

    def takeaways(
        self, takeaways: Iterable[Takeaway], sections: Sequence[Section]
    ) -> tuple[CheckedTakeaway, ...]:
        """Return takeaways with their findings, beside the parts of the talk they rest on."""
        return tuple(self._judged(takeaway, sections) for takeaway in takeaways)

    def distinct(self, judged: Sequence[CheckedTakeaway]) -> tuple[Takeaway, ...]:
        """Return the takeaways that differ from one another, in the writer's order."""
        kept: list[CheckedTakeaway] = []
        for one in judged:
            if not any(self._repeats(one, other) for other in kept):
                kept.append(one)
        return tuple(one.takeaway for one in kept)

    def summary(self, texts: Sequence[str], sections: Sequence[Section]) -> Draft:
        """Return what sums up sections with what its sentences rest on."""
        return self._draft(texts, [section.segment for section in sections], sums_up=True)

    def _judged(self, takeaway: Takeaway, sections: Sequence[Section]) -> CheckedTakeaway:
        rests_on = [sections[number] for number in takeaway.sections] or sections
        one = self.summary((takeaway.text,), rests_on)
        words = frozenset(word for sentence in one.sentences for word in sentence.words)
        return CheckedTakeaway(takeaway, findings(one), words)

    def _repeats(self, one: CheckedTakeaway, other: CheckedTakeaway) -> bool:
        """Whether a takeaway says what another under its heading says already."""
        same = one.takeaway.heading == other.takeaway.heading
        grouped = bool(self._brief.style.form.closing.groups)
        return same and self._alike(one, other) >= (_SAME_TASK if grouped else _SAME)

    def _alike(self, one: CheckedTakeaway, other: CheckedTakeaway) -> float:
        """How much of what the shorter one says stands in the other."""
        weight = self.evidence.weight
        least = min(sum(map(weight, one.words)), sum(map(weight, other.words)))
        return sum(map(weight, one.words & other.words)) / least if least else 0.0

    def draft(self, section: Section) -> Draft:
        """Return a section with what its sentences rest on; the same one is looked at once."""
        key = _wording(section)
        if key not in self._drafts:
            self._drafts[key] = self._draft(key[0], [section.segment], words=section.asked)
        return self._drafts[key]

    def findings(self, section: Section) -> tuple[Finding, ...]:
        """What the checks find in a section by itself."""
        key = _wording(section)
        if key not in self._found:
            self._found[key] = findings(self.draft(section))
        return self._found[key]

    def _draft(
        self,
        texts: Sequence[str],
        segments: Sequence[Segment],
        *,
        words: int = 0,
        sums_up: bool = False,
    ) -> Draft:
        brief = replace(self._brief, words=words, sums_up=sums_up)
        return draft(texts, brief, self.evidence, segments)

    def _exact(self, section: Section, draft: Draft) -> Section:
        """The section with each quote that is all but exact as it was said."""
        if is_unwritten(section):
            return section
        texts = [paragraph.text for paragraph in section.paragraphs]
        mended: list[Finding] = []
        for finding in findings(draft, only="quotes"):
            places = [n for n, text in enumerate(texts) if text.count(finding.text) == 1]
            if finding.fix and len(places) == 1:
                number = places[0]
                texts[number] = texts[number].replace(finding.text, escape(finding.fix))
                mended.append(finding)
        if not mended:
            return section
        paragraphs = tuple(
            replace(paragraph, text=text)
            for paragraph, text in zip(section.paragraphs, texts, strict=True)
        )
        return replace(section, paragraphs=paragraphs, mended=(*section.mended, *mended))

    def _left_out(self, draft: Draft) -> tuple[Span, ...]:
        """What a section that was to choose leaves out; across languages nobody can tell."""
        told = self._brief.style.form.selective and not self._brief.translated
        return left_out(draft) if told else ()

    def _placed(self, section: Section, draft: Draft) -> tuple[Paragraph, ...]:
        return tuple(
            replace(
                paragraph,
                spans=section.segment.spans
                if self._brief.translated
                else spans_of(self.evidence, draft.sentences, number),
            )
            for number, paragraph in enumerate(section.paragraphs)
        )


def _still_there(section: Section) -> tuple[Finding, ...]:
    """What a judge found in a section that code cannot find, where it stands there still."""
    shown = " ".join(plain(section.text).split())
    return tuple(f for f in section.findings if f.judge and f.text in shown)


def _wording(section: Section) -> _Wording:
    """What a section's draft depends on."""
    texts = tuple(paragraph.text for paragraph in section.paragraphs)
    return texts, section.segment, section.asked


def brief_for(
    talk: Transcript, style: StyleProfile, glossary: tuple[Term, ...], language: Language | None
) -> Brief:
    """Return what every text of a document is to be, whatever its length."""
    translated = is_translation(talk, language)
    code = language.code if language else ""
    return Brief(style, glossary, translated=translated, language=code)


def verifier_of(document: Document, style: StyleProfile) -> Verifier:
    """Return what checks a document that is already assembled."""
    talk, glossary = document.transcript, document.outline.glossary
    language = named(document.language) if document.language else None
    return Verifier(talk, brief_for(talk, style, glossary, language))


def better(written: Section, repaired: Section) -> Section:
    """Return the one of two versions of a section with fewer findings; what it mended is kept."""
    if len(repaired.findings) >= len(written.findings):
        return written
    gone = [f for f in written.findings if all(f.text != g.text for g in repaired.findings)]
    return replace(repaired, mended=(*written.mended, *gone, *repaired.mended))


def is_missing(section: Section) -> bool:
    """Return whether a section could not be written, for want of budget or of an answer."""
    return any(finding.kind == MISSING for finding in section.findings)


def is_unwritten(section: Section) -> bool:
    """Return whether a section holds no text of the writer's."""
    return is_missing(section) or any(f.kind == REFUSED for f in section.findings)
