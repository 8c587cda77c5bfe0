"""Takeaways: asked for, checked like any other text, mended, and said where one is left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from restyle.checking.checker import Checker
from restyle.checking.verifier import CheckedTakeaway, is_missing
from restyle.document.document import Judgement, Section, Takeaway
from restyle.errors import BudgetError, ModelError
from restyle.events import Notice, Observer
from restyle.judging.judge import Judge
from restyle.pipeline.events import StageStarted
from restyle.writing import Job, Writer
from restyle.writing.takeaways import in_groups

_MISSING = ("the takeaways",)


@dataclass(frozen=True, slots=True)
class Mending:
    """Who puts right what is wrong with takeaways: a judge, or else their writer, if at all.

    `summaries` are what stands in the place of a summary in which something is wrong.
    """

    judge: Judge | None = None
    repair: bool = True
    summaries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Closing:
    """What stands about the sections of a document: its title, its summary, its takeaways."""

    title: str
    summary: str
    takeaways: tuple[Takeaway, ...] = ()
    missing: tuple[str, ...] = ()
    judgement: Judgement | None = None


async def write_takeaways(
    writer: Writer,
    job: Job,
    sections: tuple[Section, ...],
    checker: Checker | None,
    observe: Observer,
    mending: Mending,
) -> Closing:
    """Return the takeaways of all sections, the weightiest first, and what stands beside them.

    Where the checks find something, it is put right sentence by sentence by a judge, or the
    writer is asked once more; what is still wrong then is left out, and said.
    """
    closing = Closing(job.outline.title, job.outline.summary)
    found: tuple[Takeaway, ...] = ()
    missing: tuple[str, ...] = _MISSING
    try:
        if not all(is_missing(section) for section in sections):
            found = await writer.takeaways(job, sections)
            missing = ()
    except (BudgetError, ModelError) as error:
        observe(Notice(f"the takeaways were not written: {error}"))
    closing = replace(closing, takeaways=found, missing=missing)
    if checker is None:
        return closing
    if mending.judge:
        observe(StageStarted("judge", 1))
        closing = await _judged(mending.judge, job, closing, sections, checker)
    checked = await checker.takeaways(closing.takeaways, sections)
    if mending.repair and not mending.judge and any(one.findings for one in checked):
        checked = await _mended(writer, job, sections, checker, checked, observe)
    kept = await checker.distinct([one for one in checked if not one.findings])
    _say_what_is_left_out(checked, kept, observe)
    summary = await _sound_summary(
        (closing.summary, *mending.summaries), sections, checker, observe
    )
    return replace(closing, summary=summary, takeaways=in_groups(kept, job))


async def _sound_summary(
    summaries: Sequence[str], sections: Sequence[Section], checker: Checker, observe: Observer
) -> str:
    """The first summary in which the checks find nothing."""
    places = tuple(range(len(sections)))
    for summary in filter(None, summaries):
        (checked,) = await checker.takeaways([Takeaway(summary, places)], sections)
        if not checked.findings:
            return summary
        wrong = "; ".join(f"{found.text!r}: {found.message}" for found in checked.findings)
        observe(Notice(f"a summary was left out: {wrong}"))
    return ""


async def _judged(
    judge: Judge, job: Job, closing: Closing, sections: Sequence[Section], checker: Checker
) -> Closing:
    """What stands about the sections, put right by a judge."""
    outline, takeaways, judgement = await judge.closing(job, closing.takeaways, sections, checker)
    return replace(
        closing,
        title=outline.title,
        summary=outline.summary,
        takeaways=takeaways,
        judgement=judgement,
    )


def _say_what_is_left_out(
    judged: Sequence[CheckedTakeaway], kept: Sequence[Takeaway], observe: Observer
) -> None:
    for one in judged:
        if one.findings:
            wrong = "; ".join(f"{f.text!r}: {f.message}" for f in one.findings)
            observe(Notice(f"a takeaway was left out: {wrong}"))
        elif one.takeaway not in kept:
            observe(Notice(f"a takeaway was left out, as another says it: {one.takeaway.text!r}"))


async def _mended(
    writer: Writer,
    job: Job,
    sections: tuple[Section, ...],
    checker: Checker,
    judged: Sequence[CheckedTakeaway],
    observe: Observer,
) -> tuple[CheckedTakeaway, ...]:
    """The takeaways asked for once more, where that leaves more of them; else as they were."""
    complaints = [(one.takeaway, one.findings) for one in judged]
    try:
        again = await writer.mend_takeaways(job, sections, complaints)
    except (BudgetError, ModelError) as error:
        observe(Notice(f"the takeaways were not mended: {error}"))
        return tuple(judged)
    mended = await checker.takeaways(again, sections)
    return max(tuple(judged), mended, key=lambda found: sum(not one.findings for one in found))
