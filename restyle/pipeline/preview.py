"""A preview: the prompt that would be sent for a topic, to the letter, without sending it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from restyle.checking.checker import Checker
from restyle.document.document import Section
from restyle.errors import SettingsError, UsageError, unknown
from restyle.events import ignore
from restyle.llm.dry_run import FillerModel
from restyle.llm.endpoints import resolve
from restyle.llm.request import Message, Request
from restyle.llm.store import at
from restyle.pipeline.edit import Edition, edit, is_edited
from restyle.pipeline.job import checker_of
from restyle.pipeline.repair import faulty, repaired
from restyle.pipeline.rewrite import RewriteOptions, planned
from restyle.pipeline.session import Session, language_for, rehearsed
from restyle.settings import Settings
from restyle.style.files import load as load_style
from restyle.style.length import in_force
from restyle.topics.sizes import wanted
from restyle.transcript.transcript import Transcript
from restyle.writing import Job
from restyle.writing.ask import WRITING


@dataclass(frozen=True, slots=True)
class Preview:
    """The messages that would be sent. `filler` names the stages whose answers are not known yet.

    Where a prompt shows such an answer, as a section's shows the outline, it is made up.
    """

    messages: tuple[Message, ...]
    filler: tuple[str, ...]


def preview(transcript: Transcript, settings: Settings, prompt: str, topic: int = 1) -> Preview:
    """Return what would be sent for a topic, by its number from 1; nothing is sent.

    Raises UsageError for a prompt that is not sent by itself, a topic that is not there, and
    a repair of what needs none; SettingsError without a model.
    """
    if prompt not in _STAGES:
        raise UsageError(f"{unknown('prompt', prompt, list(_STAGES))}; others are parts of these")
    target = resolve(settings)
    if target is None:
        raise SettingsError("what is sent depends on the model; name one with --model")
    store = at(Path(settings.cache_dir)) if settings.cache else None
    model = FillerModel(store)
    session = rehearsed(model, target, settings)(ignore)
    try:
        asyncio.run(_rehearse(transcript, settings, session, prompt, topic))
    finally:
        if store:
            store.close()
    sent = [request for request, _ in model.exchanges if request.origin.stage == prompt]
    if not sent:
        other = next(stage for stage in WRITING if stage != prompt)
        raise UsageError(f"{prompt} is not sent for this talk in this voice; {other} is")
    filler = dict.fromkeys(r.origin.stage for r, answer in model.exchanges if not answer.cached)
    return Preview(_of_topic(sent, topic).messages, tuple(one for one in filler if one != prompt))


def _of_topic(sent: list[Request], topic: int) -> Request:
    return next((one for one in sent if topic - 1 in _segments(one)), sent[-1])


def _segments(request: Request) -> range:
    first = request.origin.segment
    return range(0) if first is None else range(first, first + request.origin.count)


async def _rehearse(
    transcript: Transcript, settings: Settings, session: Session, prompt: str, topic: int
) -> None:
    language = language_for(settings, by_model=True)
    style = in_force(load_style(settings.style), settings)
    options = RewriteOptions(sizes=wanted(settings), language=language)
    job, _ = await planned(transcript, style, session.writer, ignore, options)
    if not 1 <= topic <= len(job.segments):
        raise UsageError(f"topic {topic}: the talk has {len(job.segments)} of them")
    await _STAGES[prompt](session, job, topic - 1)


async def _outline(session: Session, job: Job, index: int) -> None:
    """It was asked for already."""


async def _sections(session: Session, job: Job, index: int) -> None:
    await session.writer.sections(job, range(len(job.segments)))


async def _freely(session: Session, job: Job, index: int) -> None:
    _refuse_without_editor(session, job)
    await session.writer.freely(job)


async def _edit(session: Session, job: Job, index: int) -> None:
    _refuse_without_editor(session, job)
    await _edited(session, job)


async def _repair(session: Session, job: Job, index: int) -> None:
    job, checked, _ = await _checked(session, job)
    index = min(index, len(checked) - 1)  # an editor may have made one of two
    if not faulty([checked[index]], judged=bool(session.judge)):
        raise UsageError(f"topic {index + 1}: nothing is found in it, so no repair is sent")
    await session.writer.repair(job, index, checked[index])


async def _judge(session: Session, job: Job, index: int) -> None:
    if session.judge is None:
        raise UsageError("nobody judges: --judge names a model")
    await _mended_sections(session, job)


async def _takeaways(session: Session, job: Job, index: int) -> None:
    job, sections, _ = await _mended_sections(session, job)
    await session.writer.takeaways(job, sections)


async def _judge_closing(session: Session, job: Job, index: int) -> None:
    if session.judge is None:
        raise UsageError("nobody judges: --judge names a model")
    job, sections, checker = await _mended_sections(session, job)
    takeaways = await session.writer.takeaways(job, sections)
    await session.judge.closing(job, takeaways, sections, checker)


async def _takeaways_repair(session: Session, job: Job, index: int) -> None:
    job, sections, checker = await _mended_sections(session, job)
    judged = await checker.takeaways(await session.writer.takeaways(job, sections), sections)
    if session.judge or not any(one.findings for one in judged):
        raise UsageError("nothing is found in the takeaways, so no repair is sent")
    found = [(one.takeaway, one.findings) for one in judged]
    await session.writer.mend_takeaways(job, sections, found)


async def _mended_sections(session: Session, job: Job) -> tuple[Job, tuple[Section, ...], Checker]:
    """The sections as the takeaways are asked for them."""
    job, checked, checker = await _checked(session, job)
    again = faulty(checked, judged=bool(session.judge))
    sections = await repaired(session.writer, job, checker, checked, ignore, again)
    if session.judge:
        judged = await session.judge.sections(job, dict(enumerate(sections)), checker)
        sections = await checker.sections(tuple(judged.values()))
    return job, sections, checker


async def _checked(session: Session, job: Job) -> tuple[Job, tuple[Section, ...], Checker]:
    job, sections = await _edited(session, job)
    checker = checker_of(job, asyncio.to_thread)
    return job, await checker.sections(sections), checker


async def _edited(session: Session, job: Job) -> tuple[Job, tuple[Section, ...]]:
    drafted = await session.writer.sections(job, range(len(job.segments)))
    sections = tuple(one for one in drafted if isinstance(one, Section))
    if not (session.edits and is_edited(session.writer, job)):
        return job, sections
    second = await session.writer.freely(job)
    edition = await edit(session.writer, Edition(job, job.outline, sections), second, ignore)
    return edition.job, edition.sections


def _refuse_without_editor(session: Session, job: Job) -> None:
    if not session.edits:
        raise UsageError("nobody edits: the settings say edit = false")
    if not is_edited(session.writer, job):
        raise UsageError("nobody edits a form that keeps every claim, nor a single section")


_STAGES: dict[str, Callable[[Session, Job, int], Awaitable[None]]] = {
    "outline": _outline,
    "sections": _sections,
    "section": _sections,
    "freely": _freely,
    "edit": _edit,
    "copyedit": _edit,
    "repair": _repair,
    "judge": _judge,
    "takeaways": _takeaways,
    "judge-closing": _judge_closing,
    "takeaways-repair": _takeaways_repair,
}
