"""The editor's pass between the drafts and the checks."""

from collections.abc import Awaitable, Collection, Sequence
from dataclasses import dataclass, replace

from restyle.checking.verifier import is_unwritten
from restyle.document.document import Section
from restyle.errors import BudgetError, ModelError
from restyle.events import Notice, Observer
from restyle.pipeline.events import StageStarted
from restyle.pipeline.job import merged, orders_in
from restyle.text.orders import obeys
from restyle.topics.outline import Outline
from restyle.writing import Edited, Job, Writer
from restyle.writing.sections import made

_LEAST = 2  # sections, of which an editor makes one piece


@dataclass(frozen=True, slots=True)
class Edition:
    """A document between drafts and checks, with the job and the outline that go with it.

    `earlier` are the standfirsts that others took the place of, the latest first.
    """

    job: Job
    outline: Outline
    sections: tuple[Section, ...]
    earlier: tuple[str, ...] = ()


def is_edited(writer: Writer, job: Job) -> bool:
    """Whether a document has an editor: one that a model writes, in a form that chooses."""
    return bool(writer.model) and job.style.form.selective and len(job.segments) >= _LEAST


async def edit(writer: Writer, drafted: Edition, second: str, observe: Observer) -> Edition:
    """Return what an editor makes of two drafts who reads them beside the whole talk.

    Neighbours may have become one section. What nobody could write stays as it is. Where the
    editor gives no answer that can be used, the first draft stands, which is said.
    """
    job, first = drafted.job, _written(drafted.sections)
    if len(first) < _LEAST:
        return drafted
    stands = "the first draft stands, since nobody edited it"
    edited = await _made("edit", writer.edit(job, first, second), stands, job, observe)
    if edited is None:
        return drafted
    return await _copyedit(writer, _taken(drafted, edited), observe)


async def _copyedit(writer: Writer, edition: Edition, observe: Observer) -> Edition:
    """What a copy editor makes of an edited document who reads it as a stranger would.

    Where there is no answer that can be used, it stands as it was edited, which is said.
    """
    job, before = edition.job, edition.sections
    asked = writer.copyedit(job, _written(before))
    found = await _made("copyedit", asked, "nobody copy-edited it", job, observe)
    if found is None:
        return edition
    texts = {one.numbers[0]: one.texts for one in found.sections}
    sections = tuple(
        _with_texts(job, n, section, texts[n]) if n in texts else section
        for n, section in enumerate(before)
    )
    edited = replace(edition, sections=sections)
    return _headed(edited, edition.outline.title, found.summary)


def _written(sections: Sequence[Section]) -> dict[int, Section]:
    """The sections, by their number, that somebody could write."""
    return {n: section for n, section in enumerate(sections) if not is_unwritten(section)}


def _headed(edition: Edition, title: str, summary: str) -> Edition:
    """The edition under a title and a standfirst, which keeps the one before."""
    old = edition.outline.summary
    return replace(
        edition,
        job=replace(
            edition.job, outline=replace(edition.job.outline, title=title, summary=summary)
        ),
        outline=replace(edition.outline, title=title, summary=summary),
        earlier=(old, *edition.earlier) if old not in ("", summary) else edition.earlier,
    )


async def _made(
    stage: str, asked: Awaitable[Edited | None], without: str, job: Job, observe: Observer
) -> Edited | None:
    """What an editor made, free of orders of the talk; None, which `without` says, for nothing."""
    observe(StageStarted(stage, 1))
    try:
        edited = await asked
    except (BudgetError, ModelError) as error:
        observe(Notice(f"{without}: {error}"))
        return None
    return None if edited is None else _unordered(edited, job, observe)


def _with_texts(job: Job, index: int, section: Section, texts: tuple[str, ...]) -> Section:
    """The section with other paragraphs, under its heading."""
    return replace(section, paragraphs=made(job, index, texts).paragraphs)


def _unordered(edited: Edited, job: Job, observe: Observer) -> Edited:
    """What an editor made, without a title, standfirst or heading that the talk orders."""
    words = orders_in(job.transcript)
    plain = replace(
        edited,
        title=job.outline.title if obeys(edited.title, words) else edited.title,
        summary=job.outline.summary if obeys(edited.summary, words) else edited.summary,
        sections=tuple(
            replace(one, heading="") if obeys(one.heading, words) else one
            for one in edited.sections
        ),
    )
    if plain != edited:
        observe(Notice("the editor obeyed an order in the talk; those words are the plan's"))
    return plain


def _taken(drafted: Edition, edited: Edited) -> Edition:
    job, outline, sections = drafted.job, drafted.outline, drafted.sections
    by_first = {one.numbers[0]: one for one in edited.sections}
    alone = [job.outline.settled or is_unwritten(one) for one in sections]
    rows = _rows(by_first, alone)
    rows.sort(key=lambda row: _place(row, list(by_first)))
    longest = max(job.lengths)  # an editor shares the words out anew, up to this in a section
    job, outline = merged(job, outline, rows)
    found: list[Section] = []
    for place, row in enumerate(rows):
        one = next((by_first[n] for n in row if n in by_first), None)
        if one is None:
            found.append(sections[row[0]])
            continue
        section = replace(made(job, place, one.texts), asked=longest)
        found.append(replace(section, heading=one.heading or section.heading))
    return _headed(Edition(job, outline, tuple(found)), edited.title, edited.summary)


def _place(row: range, firsts: Sequence[int]) -> tuple[int, int]:
    """Where a row stands in the document: as its editor has it, else behind what is before it."""
    before = [n for n in firsts if n < row.stop]
    return (firsts.index(max(before)) if before else -1), row.start


def _rows(first: Collection[int], alone: Sequence[bool]) -> list[range]:
    """The segments of each section, in a row: what none took in goes to the one before.

    What nobody could write, or a person has settled, stays by itself.
    """
    starts = [n for n in range(len(alone)) if n in first or alone[n] or (n and alone[n - 1])]
    starts = [0, *starts[1:]]
    rows = [range(a, b) for a, b in zip(starts, [*starts[1:], len(alone)], strict=True)]
    return [
        part
        for row in rows
        for part in ([row] if any(n in first for n in row) else [range(n, n + 1) for n in row])
    ]
