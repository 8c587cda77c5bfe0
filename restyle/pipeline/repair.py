"""Repair: sections in which the checks find something are written once more.

Where a judge follows, that is done only for what no edit of a sentence can mend.
"""

from collections.abc import Collection, Sequence

from restyle.checking.checker import Checker
from restyle.checking.verifier import better, is_unwritten
from restyle.concurrency import all_of
from restyle.document.document import Section
from restyle.errors import BudgetError, ModelError
from restyle.events import Notice, Observer
from restyle.pipeline.events import StageStarted
from restyle.writing import Job, Writer

_WORDINGS = ("quote", "number", "name", "avoid")  # kinds that stand in a sentence


async def repaired(
    writer: Writer,
    job: Job,
    checker: Checker,
    sections: tuple[Section, ...],
    observe: Observer,
    faulty: Sequence[int],
) -> tuple[Section, ...]:
    """Return the sections, each the better of what was written and what was mended.

    One call for each that is `faulty`, by number, side by side.
    """
    if not faulty:
        return sections
    observe(StageStarted("repair", len(faulty)))
    mended = await all_of(repair_section(writer, job, n, sections[n], observe) for n in faulty)
    tried = dict(zip(faulty, mended, strict=True))
    both = tuple(tried.get(number, section) for number, section in enumerate(sections))
    checked = await checker.sections(both)
    return tuple(
        better(old, new) if number in tried else old
        for number, (old, new) in enumerate(zip(sections, checked, strict=True))
    )


def faulty(
    sections: Sequence[Section], kept: Collection[int] = (), *, judged: bool = False
) -> list[int]:
    """Return the numbers of the sections that are to be written once more.

    Those in `kept` are left as they are; `judged` says that a judge mends wordings.
    """
    return [
        number
        for number, section in enumerate(sections)
        if number not in kept
        and not is_unwritten(section)
        and any(not judged or found.kind not in _WORDINGS for found in section.findings)
    ]


async def repair_section(
    writer: Writer, job: Job, index: int, section: Section, observe: Observer
) -> Section:
    """Return a section written once more; as it was, which is said, where that cannot be had."""
    try:
        return await writer.repair(job, index, section)
    except (BudgetError, ModelError) as error:
        observe(Notice(f"section {index + 1} was not mended: {error}"))
        return section
