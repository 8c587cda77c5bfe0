"""A writer that asks a model: prompts out, answers in, each parsed at the door."""

from collections.abc import Mapping

from restyle.domain import Cuts, Outline, Paragraph, Section, Takeaway, Transcript
from restyle.errors import AnswerError
from restyle.events import Observer, ignore
from restyle.llm import Model
from restyle.prompts import Prompts
from restyle.writers import Job
from restyle.writers.answers import parse_takeaways, takeaways_schema
from restyle.writers.asking import Asker
from restyle.writers.narrator import narrator
from restyle.writers.planning import planned
from restyle.writers.prose import inline, paragraphs

_ARTICLES = ("The ", "A ", "An ")
_EDGE_WORDS = 90  # of the neighbours, shown for context


class ModelWriter:
    """Writes with a model, in the style's voice."""

    def __init__(
        self,
        model: Model,
        endpoint: str,
        name: str,
        prompts: Prompts,
        observe: Observer = ignore,
    ) -> None:
        self.model = name
        self._asker = Asker(model, endpoint, name, prompts, observe)

    async def outline(self, transcript: Transcript, cuts: Cuts) -> Outline:
        """Return the plan: where topics begin, chosen among the cuts, and what each is called."""
        return await planned(self._asker, transcript, cuts)

    async def section(self, job: Job, index: int) -> Section:
        """Return segment `index`, rewritten in the style's voice; empty if all of it is ads."""
        if not job.source(index):
            return Section("", (), job.segments[index])
        values = {
            **self._values(job, index),
            "topic": job.outline.topics[index],
            "words": max(6, round(job.words(index) * job.style.shape.length / 10)) * 10,
            "opening": _opening(job, index),
            "before": _last_words(job.source(index - 1)) if index else "",
            "after": _first_words(job.source(index + 1)) if index + 1 < len(job.segments) else "",
        }
        return await self._prose("section", job, index, values)

    async def repair(self, job: Job, index: int, section: Section) -> Section:
        """Return the section with what its findings say put right."""
        values = {
            **self._values(job, index),
            "draft": section.text,
            "findings": section.findings,
        }
        return await self._prose("repair", job, index, values)

    async def takeaways(self, job: Job, sections: tuple[Section, ...]) -> tuple[Takeaway, ...]:
        """Return the takeaways of all sections, the weightiest first."""
        style = job.style
        values = {
            "style": style,
            "outline": job.outline,
            "sections": sections,
            "narrator": narrator(style, job.transcript),
            "count": style.takeaways.count,
        }
        request = self._asker.request("takeaways", values, takeaways_schema(), job=job)
        return await self._asker.parsed(
            request,
            lambda text: parse_takeaways(
                text, style.takeaways.pattern, len(sections), style.takeaways.count
            ),
        )

    def _values(self, job: Job, index: int) -> dict[str, object]:
        return {
            "style": job.style,
            "outline": job.outline,
            "narrator": narrator(job.style, job.transcript),
            "number": index + 1,
            "heading": _heading(job, index),
            "source": job.source(index),
        }

    async def _prose(
        self, stage: str, job: Job, index: int, values: Mapping[str, object]
    ) -> Section:
        request = self._asker.request(stage, values, job=job, segment=index)
        answer = (await self._asker.answered(request)).text
        heading = _heading(job, index)
        segment = job.segments[index]
        texts = paragraphs(answer, heading, job.source(index))
        if not texts:
            raise AnswerError(f"section {index + 1}: the model's answer is empty")
        blocks = tuple(Paragraph(text, segment.spans) for text in texts)
        return Section(inline(heading), blocks, segment)


def _heading(job: Job, index: int) -> str:
    """The topic in the style's pattern; an article within it is written small: On the Price."""
    pattern, topic = job.style.shape.heading, job.outline.topics[index].name
    if not pattern.startswith("{topic}") and topic.startswith(_ARTICLES):
        topic = topic[0].lower() + topic[1:]
    return pattern.replace("{topic}", topic)


def _opening(job: Job, index: int) -> str:
    openings = job.style.voice.openings
    return openings[index % len(openings)] if openings else ""


def _last_words(text: str) -> str:
    return " ".join(text.split()[-_EDGE_WORDS:])


def _first_words(text: str) -> str:
    return " ".join(text.split()[:_EDGE_WORDS])
