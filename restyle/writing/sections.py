"""Sections as they are put together: under their heading, or marked as not written."""

from dataclasses import replace

from restyle.document.document import MISSING, REFUSED, Finding, Paragraph, Section
from restyle.document.labels import label
from restyle.errors import BudgetError, RestyleError
from restyle.text.markdown.prose import escape, inline
from restyle.writing import Job

_ARTICLES = ("The ", "A ", "An ")
_SPENT = "*This part is not written: the budget was spent.*"
_UNANSWERED = "*This part is not written: the model gave no answer that can be used.*"


def heading(job: Job, index: int) -> str:
    """Return the topic in the style's pattern; an article within it is small: On the Price."""
    pattern = label(job.style.shape.heading, job.language.code if job.language else "")
    topic = job.outline.topics[index].name
    if not pattern.startswith("{topic}") and topic.startswith(_ARTICLES):
        topic = topic[0].lower() + topic[1:]
    return pattern.replace("{topic}", topic)


def made(job: Job, index: int, texts: tuple[str, ...]) -> Section:
    """Return the section of these paragraphs."""
    segment = job.segments[index]
    blocks = tuple(Paragraph(text, segment.spans) for text in texts)
    return Section(inline(heading(job, index)), blocks, segment, asked=job.lengths[index])


def as_said(job: Job, index: int, error: RestyleError) -> Section:
    """Return a section that the model refuses to write: the words as they were said."""
    kept = tuple(escape(words) for words in job.source(index).split("\n\n"))
    found = Finding(REFUSED, "", f"{error}; the words stand here as they were said")
    return replace(made(job, index, kept), findings=(found,))


def not_written(job: Job, index: int, error: RestyleError) -> Section:
    """Return a section that could not be written: a line that says so."""
    line = _SPENT if isinstance(error, BudgetError) else _UNANSWERED
    found = Finding(MISSING, "", str(error))
    return replace(made(job, index, (line,)), findings=(found,))
