"""A writer that asks a model: prompts out, answers in, each parsed at the door."""

from collections.abc import Iterator, Mapping, Sequence

from restyle.concurrency import all_of
from restyle.document.document import Finding, Section, Takeaway
from restyle.errors import AnswerError, BudgetError, ModelError, RefusedError, TooLongError
from restyle.events import Notice
from restyle.text.languages import Language
from restyle.text.tokens import estimate
from restyle.topics.outline import BoundaryProposal, Outline
from restyle.transcript.transcript import Transcript
from restyle.writing import Drafted, Edited, Job, freely, own_segment, takeaways, whole_talk
from restyle.writing.ask import Asker
from restyle.writing.copyedit import copyedited
from restyle.writing.edit import edited
from restyle.writing.outline import planned
from restyle.writing.sections import as_said, made, not_written

SECTIONS_PER_CALL = 24


class ModelWriter:
    """Writes with a model, in the style's voice, so many sections a call where that is possible."""

    def __init__(
        self, asker: Asker, *, sections_per_call: int = SECTIONS_PER_CALL, edits: bool = True
    ) -> None:
        self.model = asker.name
        self._observe = asker.observe
        self._asker = asker
        self._at_once = sections_per_call
        self._edits = edits

    async def outline(
        self,
        transcript: Transcript,
        cuts: BoundaryProposal,
        language: Language | None = None,
        *,
        selective: bool = True,
    ) -> Outline:
        """Return the plan: where topics begin, chosen among the cuts, and what each is worth."""
        at_once = self._at_once if selective else 1
        edits = self._edits and selective
        return await planned(self._asker, transcript, cuts, language, at_once, edits=edits)

    async def sections(self, job: Job, numbers: Sequence[int]) -> tuple[Drafted, ...]:
        """Return the segments with these numbers, rewritten in the style's voice, in order.

        A form that chooses is written with the whole talk in sight, where the model can read
        it; any other section from its own part of the talk. What cannot be written is marked:
        where the model refuses, the words stay as they were said; where the budget is spent, a
        line says so. A finding says why. Another failure stands in the section's place.
        """
        together = job.style.form.selective and self._asker.reads(whole_talk.tokens_of(job))
        calls = _runs(numbers, self._at_once if together else 1)
        found = await all_of(
            self._run(job, run) if together else self._alone(job, run) for run in calls
        )
        return tuple(section for part in found for section in part)

    async def freely(self, job: Job) -> str:
        """Return a draft of the whole document by a writer without a plan, for an editor.

        There is none where the talk is longer than the model reads, and where it fails, which is
        said.
        """
        if not self._asker.reads(whole_talk.tokens_of(job)):
            return ""
        try:
            return await freely.drafted(self._asker, job)
        except (BudgetError, ModelError) as error:
            self._observe(Notice(f"there is no second draft: {error}"))
            return ""

    async def edit(self, job: Job, draft: Mapping[int, Section], second: str) -> Edited | None:
        """Return the document that an editor makes of drafts who sees the whole talk.

        None where talk and drafts are longer than the model reads.
        """
        drafted = sum(estimate(one.text) for one in draft.values()) + estimate(second)
        if not self._asker.reads(whole_talk.tokens_of(job) + drafted):
            return None
        return await edited(self._asker, job, draft, second)

    async def copyedit(self, job: Job, sections: Mapping[int, Section]) -> Edited | None:
        """Return the document with those sentences changed at which a stranger would stop.

        None where the talk and the document are longer than the model reads.
        """
        written = sum(estimate(one.text) for one in sections.values())
        if not self._asker.reads(whole_talk.tokens_of(job) + written):
            return None
        return await copyedited(self._asker, job, sections)

    async def repair(self, job: Job, index: int, section: Section) -> Section:
        """Return the section with what its findings say put right."""
        return made(job, index, await own_segment.mended(self._asker, job, index, section))

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

    async def _run(self, job: Job, run: range) -> tuple[Drafted, ...]:
        """Sections that are asked for at once; those that do not come so, each by itself."""
        found: dict[int, tuple[str, ...]] = {}
        try:
            found = await whole_talk.written(self._asker, job, run)
        except TooLongError:
            self._asker.too_long(whole_talk.tokens_of(job))
        except AnswerError as error:
            self._observe(Notice(f"{error}; asking for each section by itself"))
        except BudgetError as error:
            return tuple(not_written(job, n, error) for n in run)
        except ModelError as error:
            return (error,) * len(run)
        drafted = [
            (made(job, n, found[n]),) if n in found else await self._alone(job, range(n, n + 1))
            for n in run
        ]
        return tuple(section for one in drafted for section in one)

    async def _alone(self, job: Job, run: range) -> tuple[Drafted, ...]:
        """A section that is asked for by itself, from its own part of the talk."""
        index = run.start
        try:
            return (made(job, index, await own_segment.written(self._asker, job, index)),)
        except RefusedError as error:
            return (as_said(job, index, error),)
        except BudgetError as error:
            return (not_written(job, index, error),)
        except ModelError as error:
            return (error,)


def _runs(numbers: Sequence[int], most: int) -> Iterator[range]:
    """The numbers as ranges that follow one another, each of at most so many, of like size."""
    rows: list[list[int]] = []
    for n in numbers:
        if rows and rows[-1][-1] == n - 1:
            rows[-1].append(n)
        else:
            rows.append([n])
    for row in rows:
        count = -(-len(row) // most)
        for k in range(count):
            first, last = len(row) * k // count, len(row) * (k + 1) // count
            yield range(row[first], row[last - 1] + 1)
