"""Takeaways from a model: asked for over all sections at once, in halves where that is too much."""

from collections.abc import Sequence

from restyle.document.document import Finding, Section, Takeaway
from restyle.document.labels import label
from restyle.errors import CutShortError, TooLongError
from restyle.writing import Job
from restyle.writing.answers import WantedTakeaways, parse_takeaways, takeaways_schema
from restyle.writing.ask import Asker
from restyle.writing.voice import voice_values

_TOKENS_EACH = 100


async def asked(
    asker: Asker, job: Job, sections: tuple[Section, ...], numbers: range | None = None
) -> tuple[Takeaway, ...]:
    """Return the takeaways of the sections with these numbers, of all without any."""
    numbers = range(len(sections)) if numbers is None else numbers
    values = _values(job, sections, numbers)
    part = None if len(numbers) == len(sections) else numbers
    schema = takeaways_schema(grouped=bool(job.style.form.closing.groups))
    expected = _TOKENS_EACH * _count(job, sections, numbers)
    request = asker.request("takeaways", values, schema, job=job, segments=part)
    request = request.expecting(expected)
    wanted = _wanted(job, sections, numbers)
    try:
        return await asker.parsed(request, lambda text: parse_takeaways(text, wanted))
    except (TooLongError, CutShortError):
        if len(numbers) < 2:
            raise
        middle = numbers.start + len(numbers) // 2
        first = await asked(asker, job, sections, range(numbers.start, middle))
        second = await asked(asker, job, sections, range(middle, numbers.stop))
        return in_groups((*first, *second), job)


async def mended(
    asker: Asker,
    job: Job,
    sections: tuple[Section, ...],
    found: Sequence[tuple[Takeaway, tuple[Finding, ...]]],
) -> tuple[Takeaway, ...]:
    """Return the takeaways written once more, with what was found in them put right."""
    numbers = range(len(sections))
    values = {**_values(job, sections, numbers), "found": found}
    schema = takeaways_schema(grouped=bool(job.style.form.closing.groups))
    expected = _TOKENS_EACH * _count(job, sections, numbers)
    request = asker.request("takeaways-repair", values, schema, job=job).expecting(expected)
    wanted = _wanted(job, sections, numbers)
    return await asker.parsed(request, lambda text: parse_takeaways(text, wanted))


def in_groups(takeaways: Sequence[Takeaway], job: Job) -> tuple[Takeaway, ...]:
    """Return takeaways with those of one heading together, in the order of the form."""
    headings = list(_headings(job).values())
    return tuple(
        sorted(
            takeaways,
            key=lambda one: headings.index(one.heading) if one.heading in headings else 0,
        )
    )


def _headings(job: Job) -> dict[str, str]:
    """The heading of each kind of takeaway, in the document's language."""
    language = job.language.code if job.language else ""
    groups = job.style.form.closing.groups
    return {group.name.casefold(): label(group.heading, language) for group in groups}


def _wanted(job: Job, sections: Sequence[Section], numbers: range) -> WantedTakeaways:
    closing = job.style.form.closing
    language = job.language.code if job.language else ""
    return WantedTakeaways(
        pattern=job.style.takeaways.pattern,
        sections=len(sections),
        most=_count(job, sections, numbers),
        heading=label(closing.heading, language),
        groups=_headings(job),
    )


def _count(job: Job, sections: Sequence[Section], numbers: range) -> int:
    """How many takeaways a part of the document may have, at most."""
    return -(-job.style.takeaways.count * len(numbers) // max(1, len(sections)))


def _values(job: Job, sections: tuple[Section, ...], numbers: range) -> dict[str, object]:
    return {
        **voice_values(job),
        "sections": sections,
        "numbers": [number + 1 for number in numbers],
        "count": _count(job, sections, numbers),
        "outline": job.outline,
    }
