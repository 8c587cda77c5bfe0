"""A section written from its own part of the talk alone, between its neighbours' edges.

So a form that keeps every claim is written, and any where the talk is too long to be shown whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from restyle.document.document import Finding, Section
from restyle.errors import CutShortError, RefusedError, TooLongError
from restyle.style.length import draft_ceiling, rounded
from restyle.text.markdown.prose import paragraphs
from restyle.writing import Job
from restyle.writing.ask import TOKENS_A_WORD, Asker
from restyle.writing.glossary import touched
from restyle.writing.halves import halves
from restyle.writing.sections import heading
from restyle.writing.voice import voice_values

_AGAINST_A_SENTENCE = ("negation", "hedge")
_BESIDE = 200  # tokens that an answer may have beside what was asked for
_EDGE_WORDS = 90  # of the neighbours, shown for context


async def written(asker: Asker, job: Job, index: int) -> tuple[str, ...]:
    """Return the paragraphs of section `index`; what is too much at once is written in halves."""
    return await _written(asker, job, index, _Part.whole(job, index))


async def mended(asker: Asker, job: Job, index: int, section: Section) -> tuple[str, ...]:
    """Return the paragraphs of a section with what its findings say put right."""
    values = {
        **_values(job, index),
        "source": job.source(index),
        "draft": section.text,
        "findings": section.findings,
        "said": [_clashing(job, finding) for finding in section.findings],
    }
    return await _prose(asker, "repair", job, index, values)


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


async def _written(asker: Asker, job: Job, index: int, part: _Part) -> tuple[str, ...]:
    share = len(part.text.split()) / max(1, job.words(index))
    words = rounded(job.lengths[index] * share)
    values = {
        **_values(job, index),
        "topic": job.outline.topics[index],
        "source": part.text,
        "words": words,
        "most": draft_ceiling(words) if job.style.form.selective else 0,
        "before": part.before,
        "after": part.after,
    }
    try:
        return await _prose(asker, "section", job, index, values)
    except (TooLongError, CutShortError):
        cut = halves(part.text)
        if cut is None:
            raise
        head = _Part(cut[0], part.before, _first_words(cut[1]))
        tail = _Part(cut[1], _last_words(cut[0]), part.after)
        return (
            *await _written(asker, job, index, head),
            *await _written(asker, job, index, tail),
        )


def _values(job: Job, index: int) -> dict[str, object]:
    return {
        **voice_values(job),
        "number": index + 1,
        "count": len(job.segments),
        "heading": heading(job, index),
        "terms": touched(job.outline.glossary, [job.source(index)]),
    }


async def _prose(
    asker: Asker, stage: str, job: Job, index: int, values: Mapping[str, object]
) -> tuple[str, ...]:
    expected = round(job.lengths[index] * TOKENS_A_WORD) + _BESIDE
    request = asker.request(stage, values, job=job, segments=range(index, index + 1)).expecting(
        expected
    )
    answer = (await asker.answered(request)).text
    texts = paragraphs(answer, heading(job, index), job.source(index))
    if not texts:
        await asker.forget(request)
        raise RefusedError(f"section {index + 1}: the model's answer is empty")
    return texts


def _clashing(job: Job, finding: Finding) -> str:
    """The sentence that was said against which a finding holds; empty where there is none."""
    one = finding.kind in _AGAINST_A_SENTENCE and len(finding.spans) == 1
    return job.transcript.said(finding.spans[0]) if one else ""


def _last_words(text: str) -> str:
    return " ".join(text.split()[-_EDGE_WORDS:])


def _first_words(text: str) -> str:
    return " ".join(text.split()[:_EDGE_WORDS])
