"""Sections and takeaways to a document: its title, its second line, its place for takeaways."""

from collections.abc import Sequence

from restyle._version import __version__
from restyle.document.document import Document, Section, Takeaway
from restyle.document.labels import filled, label
from restyle.style.profile import Form
from restyle.text.markdown.prose import escape, inline
from restyle.topics.outline import Outline
from restyle.transcript.translation import is_translation
from restyle.writing import Job
from restyle.writing.narrator import first_person

_EXTRACT_TITLE = "Extract Made Without a Model"
_EXTRACT_LINE = (
    "This is an extract, made without a model: the central sentences of each topic, as they "
    "were said, with slips of the tongue removed. […] marks words left out of a turn; between two "
    "paragraphs, other turns may be left out."
)
_TRANSLATED = "Quotations are translated from the talk."


def assemble(
    job: Job,
    outline: Outline,
    sections: tuple[Section, ...],
    takeaways: tuple[Takeaway, ...],
    model: str,
    title: str = "",
) -> Document:
    """Return the document. `model` is empty for an extract, which says so in title and text.

    `outline` is the whole plan, with what has no section.
    """
    language = job.language.code if job.language else ""
    form = job.style.form
    kind = filled(label(form.title, language), voice=job.style.title)
    name = inline(outline.title) if model and not title else escape(title or outline.title)
    return Document(
        title=f"{name} — {kind if model else _EXTRACT_TITLE}",
        subtitle=escape(_subtitle(job, language)) if model else _EXTRACT_LINE,
        sections=sections,
        takeaways=takeaways,
        transcript=job.transcript,
        outline=outline,
        style=job.style.name if model else "",
        model=model,
        version=__version__,
        lead=form.closing.first and (bool(model) or _has_outcomes(form, takeaways)),
        language=language,
    )


def _has_outcomes(form: Form, takeaways: Sequence[Takeaway]) -> bool:
    """Whether an extract found more than central sentences, which stand in the last group."""
    outcomes = {group.heading for group in form.closing.groups[:-1]}
    return any(takeaway.heading in outcomes for takeaway in takeaways)


def _subtitle(job: Job, language: str) -> str:
    """Who "I" is, and that quotations are translated, where they are."""
    lines = [first_person(job.style, job.transcript, language)]
    if is_translation(job.transcript, job.language):
        lines.append(label(_TRANSLATED, language))
    return " ".join(filter(None, lines))
