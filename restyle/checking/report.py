"""A report: what the checks say of a document, section by section. It asks no model."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from restyle.checking import Draft
from restyle.checking.checks.coverage import coverage
from restyle.checking.checks.quotes import shown
from restyle.checking.verifier import is_unwritten, verifier_of
from restyle.checking.voice import voice_lines
from restyle.document.document import Document, Finding, Section
from restyle.style.files import load
from restyle.style.profile import StyleProfile
from restyle.text.english.names import names
from restyle.text.english.quantities import quantities
from restyle.text.english.quotations import quotations
from restyle.text.markdown.prose import escape
from restyle.text.markdown.sentences import plain
from restyle.transcript.transcript import Span, Transcript

_SHOWN = 100  # letters of what was left out
_HEAD = "# Checks: "  # how every report in Markdown begins


@dataclass(frozen=True, slots=True)
class LeftOutStretch:
    """What was said in a turn, by its number from 1, and has no place in a section."""

    turn: int
    words: int
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A sentence that a judge's word changed: what it said, what it says now, what was said."""

    kind: str
    before: str
    after: str
    why: str
    said: str


@dataclass(frozen=True, slots=True)
class SectionReport:
    """What was checked in a section and what was found.

    `covered` is the share of what was said that the section has, from 0 to 1. `exact` counts
    quotes that were said word for word, `mended` those that code made exact, `demoted` those
    that nobody said and a repair took the marks from. `left_out` is what a section that was to
    choose did not take. `edits` are the sentences that a judge's word changed, of the `judged`
    ones, each with what was said; `rejected` is what it said and code did not accept.
    """

    heading: str
    words: int
    covered: float
    exact: int
    mended: int
    demoted: int
    numbers: int
    names: int
    findings: tuple[Finding, ...]
    left_out: tuple[LeftOutStretch, ...] = ()
    judged: int = 0
    edits: tuple["Edit", ...] = ()
    rejected: tuple[Finding, ...] = ()

    def found(self, *kinds: str) -> int:
        """How many findings are of these kinds."""
        counts = Counter(finding.kind for finding in self.findings)
        return sum(counts[kind] for kind in kinds)


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks say of a document: its sections, and its takeaways' findings.

    `voice` says how near it is to its own voice, and which habits are off; empty where nothing
    was measured of that. It is about how the document is written, and no finding.
    """

    title: str
    sections: tuple[SectionReport, ...]
    takeaways: tuple[Finding, ...]
    judge: str = ""
    judged: int = 0
    closing_edits: tuple[Edit, ...] = ()
    voice: tuple[str, ...] = ()

    @property
    def findings(self) -> int:
        """How many places differ from what was said."""
        return sum(len(section.findings) for section in self.sections) + len(self.takeaways)

    @property
    def covered(self) -> float:
        """The mean share of what was said that the sections have, by their length."""
        words = sum(section.words for section in self.sections)
        return sum(one.covered * one.words for one in self.sections) / words if words else 1.0

    def as_dict(self) -> dict[str, object]:
        """Return the report as JSON holds it."""
        return {**asdict(self), "found": self.findings, "covered": round(self.covered, 3)}


def report(document: Document, style: str | Path | StyleProfile) -> Report:
    """Return what the checks say of a document as it stands, beside the talk that it carries.

    `style` is a profile, or its name or file; raises StyleError where there is none.
    """
    profile = style if isinstance(style, StyleProfile) else load(style)
    verifier = verifier_of(document, profile)
    checked = verifier.sections(document.sections)
    sections = tuple(
        _section(before, after, verifier.draft(before))
        for before, after in zip(document.sections, checked, strict=True)
    )
    judged = verifier.takeaways(document.takeaways, document.sections)
    found = tuple(finding for one in judged for finding in one.findings)
    judgement = document.judgement
    return Report(
        document.title,
        sections,
        found,
        judgement.model if judgement else "",
        document.judged,
        _edits(judgement.mended if judgement else (), document.transcript),
        voice_lines(document),
    )


def _section(before: Section, after: Section, draft: Draft) -> SectionReport:
    """`after` has what was found; a quote that would now be made exact is a finding here."""
    transcript = draft.evidence.transcript
    fresh = [finding for finding in after.mended if finding not in before.mended]
    quotes = [finding for finding in before.mended if finding.kind == "quote"]
    return SectionReport(
        heading=plain(before.heading),
        words=len(draft.text.split()),
        covered=0.0 if is_unwritten(before) else round(coverage(draft).share, 3),
        exact=sum(
            1
            for paragraph in draft.paragraphs
            for quote in quotations(shown(paragraph))
            if draft.evidence.wording.exact(quote.text) and (quote.claims or quote.led)
        ),
        mended=sum(bool(finding.fix) for finding in quotes),
        demoted=sum(not finding.fix for finding in quotes),
        numbers=sum(not q.bare for one in draft.sentences for q in quantities(one.text)),
        names=sum(1 for one in draft.sentences for _ in names(one.text)),
        findings=(*fresh, *after.findings),
        left_out=tuple(_stretch(transcript, span) for span in after.left_out),
        judged=before.judged,
        edits=_edits(before.mended, transcript),
        rejected=before.rejected,
    )


def _edits(mended: Sequence[Finding], transcript: Transcript) -> tuple[Edit, ...]:
    return tuple(
        Edit(
            found.kind,
            found.text,
            found.fix,
            found.message,
            " … ".join(" ".join(transcript.said(span).split()) for span in found.spans),
        )
        for found in mended
        if found.judge
    )


def _stretch(transcript: Transcript, span: Span) -> LeftOutStretch:
    said = transcript.said(span).strip()
    return LeftOutStretch(span.turn + 1, len(said.split()), said)


def as_markdown(report: Report) -> str:
    """Return a report as a Markdown document: a table, and the findings under it."""
    lines = [f"{_HEAD}{report.title}", "", _totals(report), "", *_table(report)]
    for number, section in enumerate(report.sections, 1):
        if section.findings:
            lines += ["", f"## {number}. {section.heading}", ""]
            lines += [f"- {_line(finding)}" for finding in section.findings]
    if any(section.left_out for section in report.sections):
        lines += ["", "## Left out", "", "What was said and has no place in the document.", ""]
        lines += [
            f"- {number}. {section.heading}, turn {one.turn}, {one.words} words: {_begin(one.text)}"
            for number, section in enumerate(report.sections, 1)
            for one in section.left_out
        ]
    lines += _judgement(report)
    if report.voice:
        lines += ["", "## The voice", "", *(f"- {escape(line)}" for line in report.voice)]
    if report.takeaways:
        lines += ["", "## Key Takeaways", "", *(f"- {_line(one)}" for one in report.takeaways)]
    return "\n".join(lines) + "\n"


def _judgement(report: Report) -> list[str]:
    """What a judge changed, sentence by sentence, and what it said in vain."""
    if not report.judge:
        return []
    lines = ["", "## Held against the talk", ""]
    lines.append(f"{report.judge} judged {report.judged:,} sentences.")
    edits = [(one.heading, edit) for one in report.sections for edit in one.edits]
    edits += [("Title, summary, takeaways", edit) for edit in report.closing_edits]
    for heading, edit in edits:
        after = f"“{_cell(edit.after)}”" if edit.after else "nothing"
        said = f" Said was: “{_cell(edit.said)}”." if edit.said else " Nothing like it was said."
        lines += ["", f"- {heading}, **{edit.kind}**: {_cell(edit.why)}.{said}"]
        lines += [f"  “{_cell(edit.before)}” became {after}."]
    fallen = [(one.heading, found) for one in report.sections for found in one.rejected]
    if fallen:
        lines += ["", "Not accepted of what it said:", ""]
        lines += [f"- {heading}: {_line(found)}" for heading, found in fallen]
    return lines


def is_report(text: str) -> bool:
    """Return whether a text is a report that `as_markdown` made."""
    return text.startswith(_HEAD)


def _totals(report: Report) -> str:
    exact = sum(section.exact for section in report.sections)
    found = (
        f"{report.findings} places differ from what was said"
        if report.findings
        else ("Nothing was found that differs from what was said")
    )
    return f"{found}. {report.covered:.0%} of the talk is covered; {exact} quotes are exact."


def _table(report: Report) -> list[str]:
    """One row a section; a figure after a stroke is how many of them are wrong."""
    rows = [
        "| # | section | words | covered | quotes exact / mended / demoted | numbers | names | "
        "other findings |",
        "|--:|---|--:|--:|--:|--:|--:|--:|",
    ]
    for number, one in enumerate(report.sections, 1):
        other = len(one.findings) - one.found("quote", "number", "name")
        rows.append(
            f"| {number} | {_cell(one.heading)} | {one.words} | {one.covered:.0%} "
            f"| {one.exact} / {one.mended} / {one.demoted}{_wrong(one.found('quote'))} "
            f"| {one.numbers}{_wrong(one.found('number'))} "
            f"| {one.names}{_wrong(one.found('name'))} | {other} |"
        )
    return rows


def _wrong(count: int) -> str:
    return f", {count} wrong" if count else ""


def _begin(text: str) -> str:
    """The first words of a text, on one line of Markdown."""
    words = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"
    return escape(" ".join(words.split()))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _line(finding: Finding) -> str:
    about = f" “{_cell(finding.text)}”" if finding.text else ""
    said = f" Said was: “{_cell(finding.fix)}”." if finding.fix else ""
    return f"**{finding.kind}**{about}: {finding.message}.{said}"
