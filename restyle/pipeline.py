"""The order of the stages: read this first.

    transcript -> cuts -> outline -> section -> check -> repair -> takeaways -> document

Sections are written, checked and repaired side by side, so that the calls that follow one
another are four: outline, section, repair, takeaways.
"""

from dataclasses import replace

from restyle.assemble import assemble
from restyle.check import Draft, findings
from restyle.domain import MISSING, Document, Outline, Section, Takeaway, Transcript
from restyle.errors import AnswerError, BudgetError, TooLongError
from restyle.events import (
    DocumentDone,
    Notice,
    Observer,
    StageStarted,
    TopicsFound,
    TranscriptRead,
)
from restyle.profile import StyleProfile
from restyle.tasks import all_of
from restyle.topics.sizes import Sizes
from restyle.topics.split import cuts
from restyle.writers import Job, Writer


async def rewrite(
    transcript: Transcript,
    style: StyleProfile,
    writer: Writer,
    observe: Observer,
    title: str = "",
    sizes: Sizes = Sizes(),
) -> Document:
    """Return the document that `writer` makes of a transcript in a style.

    `title` replaces the one that the writer finds; it changes no call to a model. `sizes` say
    how many topics are wanted; where they do not, the style says how long one is.
    """
    observe(TranscriptRead(transcript))
    outline = await plan(transcript, writer, observe, sizes.in_style(style.shape.section_words))
    segments = transcript.cut([topic.begin for topic in outline.topics])
    job = Job(transcript, segments, outline, style)
    observe(StageStarted("sections", len(segments)))
    sections = await all_of(_section(writer, job, index, observe) for index in range(len(segments)))
    observe(StageStarted("takeaways", 1))
    takeaways, missing = await _takeaways(writer, job, sections, observe)
    document = assemble(job, sections, takeaways, writer.model, title)
    document = replace(document, missing=(*_unwritten(sections), *missing))
    observe(DocumentDone(document))
    return document


async def plan(transcript: Transcript, writer: Writer, observe: Observer, sizes: Sizes) -> Outline:
    """Return the outline of a transcript: where its topics begin, what each is called."""
    observe(StageStarted("outline", 1))
    outline = await writer.outline(transcript, cuts(transcript, sizes))
    observe(TopicsFound(len(outline.topics)))
    return outline


async def _section(writer: Writer, job: Job, index: int, observe: Observer) -> Section:
    """Write a section; where the checks find faults, have them repaired; keep the better."""
    drafted = await writer.section(job, index)
    if drafted.findings:
        return drafted  # there is nothing to check: it says why it could not be written
    written = _checked(job, index, drafted)
    if not written.findings:
        return written
    try:
        repaired = _checked(job, index, await writer.repair(job, index, written))
    except (AnswerError, TooLongError, BudgetError) as error:
        observe(Notice(f"section {index + 1} was not mended: {error}"))
        return written
    return repaired if len(repaired.findings) < len(written.findings) else written


def _checked(job: Job, index: int, section: Section) -> Section:
    draft = Draft(section.text, job.source(index), section.segment.spans)
    return replace(section, findings=findings(draft))


async def _takeaways(
    writer: Writer, job: Job, sections: tuple[Section, ...], observe: Observer
) -> tuple[tuple[Takeaway, ...], tuple[str, ...]]:
    """The takeaways, and what is missing of them."""
    written = tuple(section for section in sections if not _is_missing(section))
    if not written:
        return (), ("the takeaways",)
    try:
        found = await writer.takeaways(job, sections)
    except BudgetError as error:
        observe(Notice(f"the takeaways were not written: {error}"))
        return (), ("the takeaways",)
    return _kept(job, found, observe), ()


def _unwritten(sections: tuple[Section, ...]) -> tuple[str, ...]:
    return tuple(
        f"section {number}, {section.heading}"
        for number, section in enumerate(sections, 1)
        if _is_missing(section)
    )


def _is_missing(section: Section) -> bool:
    return any(finding.kind == MISSING for finding in section.findings)


def _kept(job: Job, takeaways: tuple[Takeaway, ...], observe: Observer) -> tuple[Takeaway, ...]:
    """The takeaways in which the checks find nothing; what is left out is said."""
    source = "\n\n".join(job.source(index) for index in range(len(job.segments)))
    kept = []
    for takeaway in takeaways:
        found = findings(Draft(takeaway.text, source, ()))
        if found:
            words = "; ".join(f"{finding.text!r}: {finding.message}" for finding in found)
            observe(Notice(f"a takeaway was left out: {words}"))
        else:
            kept.append(takeaway)
    return tuple(kept)
