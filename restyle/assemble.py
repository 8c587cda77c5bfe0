"""Sections and takeaways to a document: its title, its second line, its footer."""

from restyle import __version__
from restyle.domain import Document, Section, Takeaway
from restyle.writers import Job
from restyle.writers.prose import escape

_EXTRACT_TITLE = "Extract Made Without a Model"
_EXTRACT_LINE = (
    "This is an extract, made without a model: the central sentences of each topic, as they "
    "were said, with slips of the tongue removed. […] marks words left out."
)


def assemble(
    job: Job,
    sections: tuple[Section, ...],
    takeaways: tuple[Takeaway, ...],
    model: str,
    title: str = "",
) -> Document:
    """Return the document. `model` is empty for an extract, which says so in title and text."""
    kind = f"Rewritten in {job.style.title}" if model else _EXTRACT_TITLE
    return Document(
        title=f"{escape(title or job.outline.title)} — {kind}",
        subtitle="" if model else _EXTRACT_LINE,
        sections=tuple(section for section in sections if section.paragraphs),
        takeaways=takeaways,
        source=job.transcript.source,
        metadata=job.transcript.metadata,
        style=job.style.name if model else "",
        model=model,
        version=__version__,
    )
