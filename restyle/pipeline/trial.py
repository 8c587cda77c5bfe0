"""A trial: one topic of a talk in a voice, to see how it sounds before paying for the rest."""

from dataclasses import dataclass

from restyle.checking.checker import Checker
from restyle.checking.verifier import better
from restyle.document.document import Section
from restyle.errors import ModelError, UsageError
from restyle.events import Observer
from restyle.pipeline.events import StageStarted
from restyle.pipeline.repair import faulty, repair_section
from restyle.pipeline.rewrite import RewriteOptions, checker_for, planned
from restyle.style.profile import StyleProfile
from restyle.transcript.transcript import Transcript
from restyle.writing import Job, Writer


@dataclass(frozen=True, slots=True)
class Trial:
    """A topic as it was said, a paragraph a turn, and its section in a voice.

    `topics` is how many the talk has, `model` the model's name, empty for an extract.
    """

    style: str
    topics: int
    source: str
    section: Section
    model: str


async def trial(
    transcript: Transcript,
    style: StyleProfile,
    writer: Writer,
    observe: Observer,
    options: RewriteOptions,
    number: int,
) -> Trial:
    """Return topic `number`, from 1, rewritten, checked and, if need be, repaired; and judged.

    Raises UsageError where the talk has no such topic.
    """
    job, _ = await planned(transcript, style, writer, observe, options)
    if not 1 <= number <= len(job.segments):
        raise UsageError(f"topic {number}: the talk has {len(job.segments)} of them")
    checker, judge = checker_for(job, writer, options), options.judge
    observe(StageStarted("section", 1))
    (section,) = await writer.sections(job, [number - 1])
    if isinstance(section, ModelError):
        raise section
    if checker:
        (section,) = await checker.sections([section])
        if faulty([section], judged=bool(judge)):
            section = await _repaired(writer, job, checker, section, observe)
        if judge:
            observe(StageStarted("judge", 1))
            judged = await judge.sections(job, {number - 1: section}, checker)
            (section,) = await checker.sections(tuple(judged.values()))
    return Trial(style.name, len(job.segments), job.source(number - 1), section, writer.model)


async def _repaired(
    writer: Writer, job: Job, checker: Checker, checked: Section, observe: Observer
) -> Section:
    """The better of a section as written and as repaired."""
    index = job.segments.index(checked.segment)
    mended = await repair_section(writer, job, index, checked, observe)
    (again,) = await checker.sections([mended])
    return better(checked, again)
