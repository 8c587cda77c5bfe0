"""The order of the stages: read this first.

    transcript -> cuts -> outline -> section -> check -> repair -> takeaways -> document

Sections are written side by side, checked together, and repaired side by side, so that the
calls that follow one another are four: outline, section, repair, takeaways.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from restyle.checking.checker import Checker
from restyle.checking.verifier import Terms, is_missing, is_unwritten
from restyle.concurrency import Executor, all_of
from restyle.document.document import Document, Section
from restyle.errors import AnswerError, ModelError
from restyle.events import Observer
from restyle.pipeline.assemble import assemble
from restyle.pipeline.events import DocumentDone, LeftOut, StageStarted, TopicsFound, TranscriptRead
from restyle.pipeline.repair import repaired
from restyle.pipeline.takeaways import write_takeaways
from restyle.style.profile import StyleProfile
from restyle.text.languages import Language
from restyle.topics.outline import Outline, TopicKind
from restyle.topics.sizes import Sizes
from restyle.topics.split import cuts
from restyle.transcript.transcript import Transcript, source_text
from restyle.writing import Job, Writer
from restyle.writing.sections import as_said, not_written


@dataclass(frozen=True, slots=True)
class RewriteOptions:
    """What somebody wants of a document beyond its style.

    `title` replaces the one that the writer finds. `sizes` say how many topics are wanted;
    where they do not, the style says how long one is. `outline` is taken instead of asked for;
    `kept` are sections that are there already, by their numbers from 0. `language` is the one
    to write in; without it, the talk's own. `off` does what would hold up the event loop.
    """

    title: str = ""
    sizes: Sizes = Sizes()
    outline: Outline | None = None
    kept: Mapping[int, Section] = field(default_factory=dict)
    language: Language | None = None
    check: bool = True
    repair: bool = True
    off: Executor = asyncio.to_thread


async def rewrite(
    transcript: Transcript,
    style: StyleProfile,
    writer: Writer,
    observe: Observer,
    wishes: RewriteOptions = RewriteOptions(),
) -> Document:
    """Return the document that `writer` makes of a transcript in a style."""
    observe(TranscriptRead(transcript))
    sizes = wishes.sizes.in_style(style.shape.section_words)
    outline = wishes.outline or await plan(transcript, writer, observe, sizes, wishes)
    job = replace(job_of(transcript, outline, style, observe), language=wishes.language)
    checker = checker_for(job, writer, wishes)
    observe(StageStarted("sections", len(job.segments)))
    drafted = await _drafts(writer, job, wishes.kept)
    sections = await checker.sections(drafted) if checker else drafted
    if checker and wishes.repair:
        sections = await repaired(writer, job, checker, sections, observe, wishes.kept)
    observe(StageStarted("takeaways", 1))
    takeaways, missing = await write_takeaways(
        writer, job, sections, checker, observe, repair=wishes.repair
    )
    document = assemble(job, outline, sections, takeaways, writer.model, wishes.title)
    document = replace(document, missing=(*_unwritten(sections), *missing))
    observe(DocumentDone(document))
    return document


async def plan(
    transcript: Transcript,
    writer: Writer,
    observe: Observer,
    sizes: Sizes,
    wishes: RewriteOptions = RewriteOptions(),
) -> Outline:
    """Return the outline of a transcript: where its topics begin, what each is called."""
    observe(StageStarted("outline", 1))
    places = await wishes.off(cuts, transcript, sizes)
    outline = await writer.outline(transcript, places, wishes.language)
    observe(TopicsFound(len(outline.topics)))
    return outline


def job_of(transcript: Transcript, outline: Outline, style: StyleProfile, observe: Observer) -> Job:
    """Return what is to be written: every topic that is talk; what is left out is said."""
    segments = transcript.cut([topic.begin for topic in outline.topics])
    pairs = list(zip(outline.topics, segments, strict=True))
    talk = [
        (topic, segment)
        for topic, segment in pairs
        if topic.kind is TopicKind.TALK and source_text(transcript, segment)
    ]
    for topic, segment in pairs:
        if topic.kind is not TopicKind.TALK:
            observe(LeftOut(topic, len(source_text(transcript, segment).split())))
    topics = tuple(topic for topic, _ in talk)
    return Job(
        transcript, tuple(segment for _, segment in talk), replace(outline, topics=topics), style
    )


def checker_for(job: Job, writer: Writer, wishes: RewriteOptions) -> Checker | None:
    """Return what checks the sections; None for an extract, which holds only what was said."""
    if not wishes.check or not writer.model:
        return None
    terms = Terms(job.style, job.outline.glossary, job.language)
    return Checker(job.transcript, terms, wishes.off)


async def _drafts(writer: Writer, job: Job, kept: Mapping[int, Section]) -> tuple[Section, ...]:
    """Every section; one that fails is marked, so that what was paid for is not lost with it.

    Where all that were asked for fail, nothing is lost, and the first failure is raised.
    """
    found = await all_of(_drafted(writer, job, n, kept) for n in range(len(job.segments)))
    failures = [one for one in found if isinstance(one, ModelError)]
    if failures and len(failures) == len(found) - len(kept):
        raise failures[0]
    return tuple(_marked(job, n, one) for n, one in enumerate(found))


def _marked(job: Job, index: int, drafted: Section | ModelError) -> Section:
    """A section that failed, marked: with the words as they were said if an answer was no use."""
    if isinstance(drafted, AnswerError):
        return as_said(job, index, drafted)
    return not_written(job, index, drafted) if isinstance(drafted, ModelError) else drafted


async def _drafted(
    writer: Writer, job: Job, index: int, kept: Mapping[int, Section]
) -> Section | ModelError:
    try:
        return kept[index] if index in kept else await writer.section(job, index)
    except ModelError as error:
        return error


def _unwritten(sections: tuple[Section, ...]) -> tuple[str, ...]:
    return tuple(
        f"section {number}, {section.heading}{'' if is_missing(section) else ' (as it was said)'}"
        for number, section in enumerate(sections, 1)
        if is_unwritten(section)
    )
