"""The editor's pass: one document made of the drafts, beside the whole talk."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from restyle.document.document import Section
from restyle.errors import AnswerError
from restyle.style.length import ceiling, rounded
from restyle.text.markdown.prose import inline, paragraphs
from restyle.text.words import length
from restyle.writing import Edited, EditedSection, Job
from restyle.writing.ask import Asker, with_room
from restyle.writing.off_voice import off_voice
from restyle.writing.whole_talk import planned_sections, talk_values

_HEADING = re.compile(
    r"^[ ]{0,3}#{2,4}[ \t]++(\d{1,3}(?:[ \t]*+(?:,|&|and|to|[-–])[ \t]*+\d{1,3})*+)\b[.:)]?"
    r"[ \t]*+([^\n]*+)$",
    re.MULTILINE,
)
_TITLE = re.compile(r"^[ ]{0,3}#[ \t]++(\S[^\n]*+)$", re.MULTILINE)
_MOST_OF_A_HEADING = 14  # words
_MOST_OF_A_SUMMARY = 150
_FULLER, _FULLEST = 1.15, 1.3  # times the words that the writers were asked for
_TOO_FULL, _TOO_THIN = 1.7, 0.5
_BESIDE = 400  # tokens of title, standfirst and headings


async def edited(asker: Asker, job: Job, draft: Mapping[int, Section], second: str) -> Edited:
    """Return the document that an editor makes of a draft, its sections by number from 0.

    `second` is another draft, in Markdown, that follows no plan; empty where there is none.
    Neighbours may have become one section. Raises AnswerError for an answer that cannot be used:
    one that has lost half of the document, or that is far longer than it may be.
    """
    request = asker.request("edit", _values(job, draft, second), job=job)
    request = with_room(request, _asked(job, draft) * _FULLER, _BESIDE)
    return await asker.parsed(request, lambda text: _parsed(text, job, draft))


def _values(job: Job, draft: Mapping[int, Section], second: str) -> dict[str, object]:
    words = _asked(job, draft)
    plan = planned_sections(job)
    return {
        **talk_values(job),
        "plan": [plan[n] for n in sorted(draft)],
        "terms": job.outline.glossary,
        "draft": _text(draft),
        "second": second,
        "far": off_voice(job.style.name, draft),
        "words": rounded(words * _FULLER),
        "most": rounded(words * _FULLEST),
        "most_a_section": ceiling(max(job.lengths[n] for n in draft)),
    }


def _asked(job: Job, numbers: Collection[int]) -> int:
    """How many words the writers were asked for in sections with these numbers."""
    return sum(job.lengths[n] for n in numbers)


def _text(sections: Mapping[int, Section]) -> str:
    parts = [f"## {n + 1}. {one.heading}\n\n{one.text}" for n, one in sections.items()]
    return "\n\n".join(parts)


def _parsed(answer: str, job: Job, numbers: Collection[int]) -> Edited:
    found = list(_HEADING.finditer(answer))
    if not found:
        raise AnswerError("no section came")
    ends = [one.start() for one in found[1:]] + [len(answer)]
    sections: list[EditedSection] = []
    for one, end in zip(found, ends, strict=True):
        given = [n for n in _numbers(one[1]) if n in numbers]
        source = "\n\n".join(job.source(n) for n in given)
        if texts := paragraphs(answer[one.end() : end], one[2], source):
            _add(sections, EditedSection(tuple(given), _heading(one[2]), texts))
    sections = _as_settled(sections) if job.outline.settled else sections
    words = sum(length(text) for one in sections for text in one.texts)
    wanted = _asked(job, numbers)
    if not _TOO_THIN * wanted <= words <= _TOO_FULL * wanted or 2 * len(sections) < len(numbers):
        raise AnswerError(
            f"{len(sections)} of {len(numbers)} sections came, with {words:,} words where about "
            f"{wanted:,} were asked for"
        )
    if job.outline.settled:
        return Edited(job.outline.title, job.outline.summary, tuple(sections))
    head = answer[: found[0].start()]
    return Edited(_title(head, job), _summary(head, job), tuple(sections))


def _add(sections: list[EditedSection], new: EditedSection) -> None:
    """Add a section; one whose number came before goes on there, its heading in bold."""
    taken = {n: place for place, one in enumerate(sections) for n in one.numbers}
    fresh = tuple(n for n in new.numbers if n not in taken)
    if fresh:
        sections.append(replace(new, numbers=fresh))
    elif new.numbers:
        place = taken[new.numbers[0]]
        lead = (f"**{new.heading}**",) if new.heading else ()
        texts = (*sections[place].texts, *lead, *new.texts)
        sections[place] = replace(sections[place], texts=texts)


def _as_settled(sections: Sequence[EditedSection]) -> list[EditedSection]:
    """The sections that are one of the plan's each, in its order, under its headings."""
    own = (replace(one, heading="") for one in sections if len(one.numbers) == 1)
    return sorted(own, key=lambda one: one.numbers)


def _numbers(text: str) -> list[int]:
    """The numbers before a heading, from 0, in order: `3, 4`, `3 and 4`, `3-5`."""
    given = [int(one) - 1 for one in re.findall(r"\d+", text)]
    if len(given) == 2 and re.search(r"to|[-–]", text):
        return list(range(given[0], given[1] + 1))
    return sorted(set(given))


def _heading(words: str) -> str:
    plain = " ".join(words.strip("*# \t").split())
    return inline(plain) if plain and length(plain) <= _MOST_OF_A_HEADING else ""


def _title(head: str, job: Job) -> str:
    found = _TITLE.search(head)
    title = " ".join(found[1].split()) if found else ""
    return title if title and length(title) <= _MOST_OF_A_HEADING else job.outline.title


def _summary(head: str, job: Job) -> str:
    blocks = paragraphs(_TITLE.sub("", head), "", "")
    summary = " ".join(blocks[0].strip("*_").split()) if len(blocks) == 1 else ""
    return summary if summary and length(summary) <= _MOST_OF_A_SUMMARY else job.outline.summary
