"""A writer that asks a model: prompts out, answers in, each parsed at the door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from restyle.document.document import Finding, Section, Takeaway
from restyle.errors import BudgetError, CutShortError, RefusedError, TooLongError
from restyle.events import Observer, ignore
from restyle.llm import Model
from restyle.style.length import rounded
from restyle.text.languages import Language
from restyle.text.markdown.prose import paragraphs
from restyle.topics.outline import BoundaryProposal, Outline
from restyle.transcript.transcript import Transcript
from restyle.transcript.translation import is_translation
from restyle.writing import Job, takeaways
from restyle.writing.ask import Asker
from restyle.writing.halves import halves
from restyle.writing.narrator import narrator
from restyle.writing.outline import planned
from restyle.writing.prompts import Prompts
from restyle.writing.sections import as_said, heading, made, not_written

_ENOUGH_OPENINGS = 4  # for two sections to have two each
_AGAINST_A_SENTENCE = ("negation", "hedge")
_TOKENS_A_WORD = 1.5
_BESIDE = 200  # tokens that an answer may have beside what was asked for
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

    async def outline(
        self, transcript: Transcript, cuts: BoundaryProposal, language: Language | None = None
    ) -> Outline:
        """Return the plan: where topics begin, chosen among the cuts, and what each is called."""
        return await planned(self._asker, transcript, cuts, language)

    async def section(self, job: Job, index: int) -> Section:
        """Return segment `index`, rewritten in the style's voice.

        What cannot be written is marked: where the model refuses, the words stay as they were
        said; where the budget is spent, a line says so. A finding says why.
        """
        try:
            return made(job, index, await self._written(job, index, _Part.whole(job, index)))
        except RefusedError as error:
            return as_said(job, index, error)
        except BudgetError as error:
            return not_written(job, index, error)

    async def repair(self, job: Job, index: int, section: Section) -> Section:
        """Return the section with what its findings say put right."""
        values = {
            **self._values(job, index),
            "draft": section.text,
            "findings": section.findings,
            "said": [_clashing(job, finding) for finding in section.findings],
        }
        return made(job, index, await self._prose("repair", job, index, values))

    async def takeaways(self, job: Job, sections: tuple[Section, ...]) -> tuple[Takeaway, ...]:
        """Return the takeaways of all sections, the weightiest first.

        Sections that are too long to be read at once are asked about in halves.
        """
        return await takeaways.asked(self._asker, job, sections)

    async def mend_takeaways(
        self,
        job: Job,
        sections: tuple[Section, ...],
        found: Sequence[tuple[Takeaway, tuple[Finding, ...]]],
    ) -> tuple[Takeaway, ...]:
        """Return the takeaways written once more, with what was found in them put right."""
        return await takeaways.mended(self._asker, job, sections, found)

    async def _written(self, job: Job, index: int, part: "_Part") -> tuple[str, ...]:
        """Write a part of a segment; if that is too much at once, its halves."""
        values = {
            **self._values(job, index),
            "topic": job.outline.topics[index],
            "source": part.text,
            "words": rounded(len(part.text.split()) * job.style.shape.length),
            "openings": _openings(job, index),
            "before": part.before,
            "after": part.after,
        }
        try:
            return await self._prose("section", job, index, values)
        except (TooLongError, CutShortError):
            cut = halves(part.text)
            if cut is None:
                raise
            head = _Part(cut[0], part.before, _first_words(cut[1]))
            tail = _Part(cut[1], _last_words(cut[0]), part.after)
            return (*await self._written(job, index, head), *await self._written(job, index, tail))

    def _values(self, job: Job, index: int) -> dict[str, object]:
        return {
            "style": job.style,
            "language": job.language,
            "translated": is_translation(job.transcript, job.language),
            "outline": job.outline,
            "narrator": narrator(job.style, job.transcript),
            "number": index + 1,
            "heading": heading(job, index),
            "source": job.source(index),
        }

    async def _prose(
        self, stage: str, job: Job, index: int, values: Mapping[str, object]
    ) -> tuple[str, ...]:
        words = len(str(values["source"]).split()) * job.style.shape.length
        expected = round(words * _TOKENS_A_WORD) + _BESIDE
        request = self._asker.request(stage, values, job=job, segment=index).expecting(expected)
        answer = (await self._asker.answered(request)).text
        texts = paragraphs(answer, heading(job, index), job.source(index))
        if not texts:
            await self._asker.forget(request)
            raise RefusedError(f"section {index + 1}: the model's answer is empty")
        return texts


@dataclass(frozen=True, slots=True)
class _Part:
    """Words of a segment that are written at once, with what stands before and after them."""

    text: str
    before: str
    after: str

    @classmethod
    def whole(cls, job: Job, index: int) -> "_Part":
        """All of a segment, between its neighbours' edges."""
        before = _last_words(job.source(index - 1)) if index else ""
        last = index + 1 == len(job.segments)
        return cls(job.source(index), before, "" if last else _first_words(job.source(index + 1)))


def _clashing(job: Job, finding: Finding) -> str:
    """The sentence that was said against which a finding holds; empty where there is none."""
    one = finding.kind in _AGAINST_A_SENTENCE and len(finding.spans) == 1
    return job.transcript.said(finding.spans[0]) if one else ""


def _openings(job: Job, index: int) -> tuple[str, ...]:
    """How a section may begin: two ways to choose from, where its neighbours can have others."""
    all_of_them = job.style.voice.openings
    each = 2 if len(all_of_them) >= _ENOUGH_OPENINGS else min(1, len(all_of_them))
    first = index * each
    return tuple(all_of_them[n % len(all_of_them)] for n in range(first, first + each))


def _last_words(text: str) -> str:
    return " ".join(text.split()[-_EDGE_WORDS:])


def _first_words(text: str) -> str:
    return " ".join(text.split()[:_EDGE_WORDS])
