"""Takeaways from a model: asked for over all sections at once, in halves where that is too much."""

from collections.abc import Sequence

from restyle.domain import Finding, Section, Takeaway
from restyle.errors import CutShortError, TooLongError
from restyle.language.labels import label
from restyle.writers import Job
from restyle.writers.answers import WantedTakeaways, parse_takeaways, takeaways_schema
from restyle.writers.asking import Asker
from restyle.writers.narrator import narrator


async def asked(
    asker: Asker, job: Job, sections: tuple[Section, ...], numbers: range | None = None
) -> tuple[Takeaway, ...]:
    """Return the takeaways of the sections with these numbers, of all without any."""
    numbers = range(len(sections)) if numbers is None else numbers
    values = _values(job, sections, numbers)
    part = None if len(numbers) == len(sections) else numbers.start
    schema = takeaways_schema(grouped=bool(job.style.form.closing.groups))
    request = asker.request("takeaways", values, schema, job=job, segment=part)
    wanted = _wanted(job, sections, numbers)
    try:
        return await asker.parsed(request, lambda text: parse_takeaways(text, wanted))
    except (TooLongError, CutShortError):
        if len(numbers) < 2:
            raise
        middle = numbers.start + len(numbers) // 2
        first = await asked(asker, job, sections, range(numbers.start, middle))
        return (*first, *await asked(asker, job, sections, range(middle, numbers.stop)))


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
    request = asker.request("takeaways-repair", values, schema, job=job)
    wanted = _wanted(job, sections, numbers)
    return await asker.parsed(request, lambda text: parse_takeaways(text, wanted))


def _wanted(job: Job, sections: Sequence[Section], numbers: range) -> WantedTakeaways:
    closing = job.style.form.closing
    language = job.language.code if job.language else ""
    return WantedTakeaways(
        pattern=job.style.takeaways.pattern,
        sections=len(sections),
        most=_count(job, sections, numbers),
        heading=label(closing.heading, language),
        groups={group.name: label(group.heading, language) for group in closing.groups},
    )


def _count(job: Job, sections: Sequence[Section], numbers: range) -> int:
    """How many takeaways a part of the document may have, at most."""
    return -(-job.style.takeaways.count * len(numbers) // max(1, len(sections)))


def _values(job: Job, sections: tuple[Section, ...], numbers: range) -> dict[str, object]:
    return {
        "style": job.style,
        "language": job.language,
        "outline": job.outline,
        "sections": sections,
        "numbers": [number + 1 for number in numbers],
        "narrator": narrator(job.style, job.transcript),
        "count": _count(job, sections, numbers),
    }
