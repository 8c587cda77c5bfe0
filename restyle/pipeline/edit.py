"""The editor's pass between the drafts and the checks."""

from restyle.checking.verifier import is_unwritten
from restyle.document.document import Section
from restyle.errors import BudgetError, ModelError
from restyle.events import Notice, Observer
from restyle.pipeline.events import StageStarted
from restyle.writing import Job, Writer

_LEAST = 2  # sections that can repeat, and wait for, each other


async def edit(
    writer: Writer, job: Job, sections: tuple[Section, ...], observe: Observer
) -> tuple[Section, ...]:
    """Return the drafts as an editor leaves them who reads all of them beside the whole talk.

    A form that keeps every claim has none. Where the editor gives no answer that can be used,
    the drafts stand, which is said.
    """
    written = {n: section for n, section in enumerate(sections) if not is_unwritten(section)}
    if not writer.model or not job.style.form.selective or len(written) < _LEAST:
        return sections
    observe(StageStarted("edit", 1))
    try:
        edited = await writer.edit(job, written)
    except (BudgetError, ModelError) as error:
        observe(Notice(f"the draft was not edited: {error}"))
        return sections
    return tuple(edited.get(n, section) for n, section in enumerate(sections))
