"""Takeaways: asked for, checked like any other text, mended once, ranked, kept apart."""

from collections.abc import Sequence

from restyle.checking.checker import Checker
from restyle.checking.verifier import CheckedTakeaway, is_missing
from restyle.document.document import Section, Takeaway
from restyle.errors import BudgetError, ModelError
from restyle.events import Notice, Observer
from restyle.writing import Job, Writer
from restyle.writing.takeaways import in_groups

_MISSING = ("the takeaways",)


async def write_takeaways(
    writer: Writer,
    job: Job,
    sections: tuple[Section, ...],
    checker: Checker | None,
    observe: Observer,
    *,
    repair: bool,
) -> tuple[tuple[Takeaway, ...], tuple[str, ...]]:
    """Return the takeaways of all sections, the weightiest first, and what is missing.

    Where the checks find something, the writer is asked once more; what is still wrong then
    is left out, and said.
    """
    if all(is_missing(section) for section in sections):
        return (), _MISSING
    try:
        found = await writer.takeaways(job, sections)
    except (BudgetError, ModelError) as error:
        observe(Notice(f"the takeaways were not written: {error}"))
        return (), _MISSING
    if checker is None:
        return found, ()
    judged = await checker.takeaways(found, sections)
    if repair and any(one.findings for one in judged):
        judged = await _mended(writer, job, sections, checker, judged, observe)
    sound = [one for one in judged if not one.findings]
    kept = await checker.distinct(sound)
    _say_what_is_left_out(judged, kept, observe)
    return in_groups(kept, job), ()


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
