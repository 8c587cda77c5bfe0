"""The order of the stages: read this first.

    transcript -> cuts -> outline -> sections, twice -> edit, copyedit -> check -> repair
               -> judge -> takeaways -> check -> judge -> document

Two writers draft the sections side by side, an editor makes one document of their drafts, a
copy editor reads it as a stranger, and what came of it is checked together and judged side by
side, so that the calls that follow one another are seven: outline, sections, edit, copyedit,
judge, takeaways, judge. A repair, a section written once more, comes between only where no
edit of a sentence mends what the checks find.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from restyle.checking.checker import Checker
from restyle.checking.verifier import is_missing, is_unwritten
from restyle.concurrency import Executor, both
from restyle.document.document import Document, Section
from restyle.errors import AnswerError, ModelError
from restyle.events import Observer
from restyle.judging.judge import Judge
from restyle.pipeline.assemble import assemble
from restyle.pipeline.edit import Edition, edit, is_edited
from restyle.pipeline.events import DocumentDone, StageStarted, TopicsFound, TranscriptRead
from restyle.pipeline.job import checker_of, job_of, joined, unordered
from restyle.pipeline.repair import faulty, repaired
from restyle.pipeline.takeaways import Mending, write_takeaways
from restyle.style.length import talk_words
from restyle.style.profile import StyleProfile
from restyle.text.languages import Language
from restyle.topics.outline import Outline
from restyle.topics.sizes import Sizes
from restyle.topics.split import cuts
from restyle.transcript.transcript import Transcript
from restyle.writing import Drafted, Job, Writer
from restyle.writing.sections import as_said, not_written


@dataclass(frozen=True, slots=True)
class RewriteOptions:
    """What somebody wants of a document beyond its style.

    `title` replaces the one that the writer finds. `sizes` say how many topics are wanted;
    where they do not, the style says how long one is. `outline` is taken instead of asked for;
    `kept` are sections that are there already, by their numbers from 0. `language` is the one
    to write in; without it, the talk's own. Without `edit` one draft is the document. What
    the talk does not bear out is found and mended
    by the `judge`, if there is one. `off` does what would hold up the event loop.
    """

    title: str = ""
    sizes: Sizes = Sizes()
    outline: Outline | None = None
    kept: Mapping[int, Section] = field(default_factory=dict)
    language: Language | None = None
    edit: bool = True
    check: bool = True
    repair: bool = True
    judge: Judge | None = None
    off: Executor = asyncio.to_thread


async def rewrite(
    transcript: Transcript,
    style: StyleProfile,
    writer: Writer,
    observe: Observer,
    options: RewriteOptions = RewriteOptions(),
) -> Document:
    """Return the document that `writer` makes of a transcript in a style."""
    observe(TranscriptRead(transcript))
    job, outline = await planned(transcript, style, writer, observe, options)
    observe(StageStarted("sections", len(job.segments)))
    edits = options.edit and not options.kept and is_edited(writer, job)
    sections, second = await _drafts(writer, job, options.kept, twice=edits)
    edition = Edition(job, outline, sections)
    if edits:
        edition = await edit(writer, edition, second, observe)
    job, outline, sections = edition.job, edition.outline, edition.sections
    checker, judge = checker_for(job, writer, options), options.judge
    if checker:
        sections = await checker.sections(sections)
        if options.repair:
            again = faulty(sections, options.kept, judged=bool(judge))
            sections = await repaired(writer, job, checker, sections, observe, again)
        if judge:
            observe(StageStarted("judge", len(job.segments)))
            fresh = {n: one for n, one in enumerate(sections) if n not in options.kept}
            judged = await judge.sections(job, fresh, checker)
            both = tuple(judged.get(n, one) for n, one in enumerate(sections))
            sections = await checker.sections(both)
    observe(StageStarted("takeaways", 1))
    closing = await write_takeaways(
        writer, job, sections, checker, observe, Mending(judge, options.repair, edition.earlier)
    )
    titled = replace(outline, title=closing.title, summary=closing.summary)
    document = assemble(job, titled, sections, closing.takeaways, writer.model, options.title)
    missing = (*_unwritten(sections), *closing.missing)
    document = replace(document, missing=missing, judgement=closing.judgement)
    observe(DocumentDone(document))
    return document


async def planned(
    transcript: Transcript,
    style: StyleProfile,
    writer: Writer,
    observe: Observer,
    options: RewriteOptions = RewriteOptions(),
) -> tuple[Job, Outline]:
    """Return what is to be written, and the whole plan, with what has no section.

    The outline is asked for where none is given. Topics too small for a section are joined,
    unless their number, or the outline, is given.
    """
    most = talk_words(transcript.words, style)
    sizes = options.sizes.in_style(style.shape.section_words, most)
    places = await options.off(cuts, transcript, sizes)
    outline = options.outline
    if outline is None:
        observe(StageStarted("outline", 1))
        selective = style.form.selective
        outline = await writer.outline(transcript, places, options.language, selective=selective)
        outline = unordered(outline, transcript, observe)
        outline = outline if places.exact else joined(outline, transcript, style)
        observe(TopicsFound(len(outline.topics)))
    marks, language = places.candidates, options.language
    job = job_of(transcript, outline, style, observe, marks=marks, language=language)
    return job, outline


def checker_for(job: Job, writer: Writer, options: RewriteOptions) -> Checker | None:
    """Return what checks the sections; None for an extract, which holds only what was said."""
    if not options.check or not writer.model:
        return None
    return checker_of(job, options.off)


async def _drafts(
    writer: Writer, job: Job, kept: Mapping[int, Section], *, twice: bool
) -> tuple[tuple[Section, ...], str]:
    """Every section, and a second draft of the whole, written side by side, for an editor.

    One that fails is marked, so that what was paid for is not lost with it. Where all that were
    asked for fail, nothing is lost, and the first failure is raised.
    """
    numbers = [n for n in range(len(job.segments)) if n not in kept]
    if not twice:
        written = await writer.sections(job, numbers) if numbers else ()
        return _whole(job, kept, numbers, written), ""
    first, second = await both(writer.sections(job, numbers), writer.freely(job))
    return _whole(job, kept, numbers, first), second


def _whole(
    job: Job, kept: Mapping[int, Section], numbers: Sequence[int], written: Sequence[Drafted]
) -> tuple[Section, ...]:
    failures = [one for one in written if isinstance(one, ModelError)]
    if failures and len(failures) == len(written):
        raise failures[0]
    found = {**kept, **dict(zip(numbers, written, strict=True))}
    return tuple(_marked(job, n, found[n]) for n in range(len(job.segments)))


def _marked(job: Job, index: int, drafted: Drafted) -> Section:
    """A section that failed, marked: with the words as they were said if an answer was no use."""
    if isinstance(drafted, AnswerError):
        return as_said(job, index, drafted)
    return not_written(job, index, drafted) if isinstance(drafted, ModelError) else drafted


def _unwritten(sections: tuple[Section, ...]) -> tuple[str, ...]:
    return tuple(
        f"section {number}, {section.heading}{'' if is_missing(section) else ' (as it was said)'}"
        for number, section in enumerate(sections, 1)
        if is_unwritten(section)
    )
