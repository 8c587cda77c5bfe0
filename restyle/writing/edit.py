"""The editor's pass: the whole draft read beside the whole talk, and changed here and there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from restyle.document.document import Paragraph, Section
from restyle.style.length import ceiling
from restyle.text.markdown.numbered import Sentence, edited, numbered, shown
from restyle.text.markdown.prose import blocks_of, inline, is_sound, paragraphs
from restyle.text.words import length
from restyle.writing import Job
from restyle.writing.ask import Asker
from restyle.writing.json_answers import Loose, Number, Words, parsed, schema_of, whole_items
from restyle.writing.off_voice import off_voice
from restyle.writing.whole_talk import talk_values

_MARKED = re.compile(r"(?:[-*+]|\d{1,3}[.)])[ \t]+|>[ \t]?")
_BLOCK = re.compile(r"^[ \t]*(?:[-*+][ \t]|\d{1,3}[.)][ \t]|>|```|~~~|\|)", re.MULTILINE)
_NUMBER = re.compile(r"^\s{0,9}\[\d{1,5}\][ \t]*")  # of a sentence, copied along
_MOST_OF_A_HEADING = 14  # words
_TOKENS_A_WORD = 0.6  # of the draft: a third of it is written anew
_ROOM = 2  # times what is expected, for a model that reasons before it writes


@dataclass(frozen=True, slots=True)
class DraftedSection:
    """A section as the editor sees it: its words, the most it may have, its numbered sentences."""

    number: int
    heading: str
    words: int
    most: int
    text: str


class _EditAnswer(Loose):
    first: Number = Field(alias="from")
    last: Number = Field(default=0, alias="to")
    text: Words = ""


class _HeadingAnswer(Loose):
    section: Number
    heading: Words = ""


class _Answer(Loose):
    edits: Annotated[list[_EditAnswer], whole_items(_EditAnswer)]
    headings: Annotated[list[_HeadingAnswer], whole_items(_HeadingAnswer)] = Field(
        default_factory=list
    )


@dataclass(frozen=True, slots=True)
class _Edit:
    """Sentences of one section, by their places in it, and what stands there instead."""

    places: range
    text: str

    def growth(self, found: Sequence[Sentence]) -> int:
        """By how many words the section grows."""
        return length(self.text) - sum(length(found[place].text) for place in self.places)


async def edited_sections(
    asker: Asker, job: Job, sections: Mapping[int, Section]
) -> dict[int, Section]:
    """Return sections, by their numbers from 0, with what an editor changes in them.

    No section grows beyond the most that it may have, nor at all where it has that already: the
    edits that add most are left out. Raises AnswerError for an answer that cannot be used.
    """
    found = {n: numbered([one.text for one in s.paragraphs]) for n, s in sections.items()}
    firsts: dict[int, int] = {}
    count = 1
    for n, sentences in found.items():
        firsts[n] = count
        count += len(sentences)
    values = _values(job, sections, found, firsts)
    request = asker.request("edit", values, schema_of(_Answer), job=job)
    expected = round(sum(len(s.text.split()) for s in sections.values()) * _TOKENS_A_WORD)
    room = max(request.max_tokens, _ROOM * expected)
    request = replace(request, max_tokens=room).expecting(expected)
    answer = await asker.parsed(request, lambda text: parsed(text, _Answer))
    headings = {one.section - 1: " ".join(one.heading.split()) for one in answer.headings}
    return {
        n: _changed(
            job,
            n,
            section,
            found[n],
            _edits(answer.edits, firsts[n], len(found[n])),
            headings.get(n, ""),
        )
        for n, section in sections.items()
    }


def _values(
    job: Job,
    sections: Mapping[int, Section],
    found: Mapping[int, Sequence[Sentence]],
    firsts: Mapping[int, int],
) -> dict[str, object]:
    drafted = [
        DraftedSection(
            n + 1,
            section.heading,
            length(section.text),
            ceiling(job.lengths[n]),
            shown(found[n], firsts[n]),
        )
        for n, section in sections.items()
    ]
    return {
        **talk_values(job),
        "terms": job.outline.glossary,
        "drafted": drafted,
        "far": off_voice(job.style.name, sections),
    }


def _edits(answers: Sequence[_EditAnswer], first: int, count: int) -> list[_Edit]:
    """The edits of one section, of which none touches a sentence of another."""
    found: list[_Edit] = []
    taken: set[int] = set()
    for one in answers:
        places = range(one.first - first, max(one.first, one.last) - first + 1)
        if places.start >= 0 and places.stop <= count and not taken & set(places):
            taken |= set(places)
            found.append(_Edit(places, one.text.strip()))
    return found


def _changed(
    job: Job,
    n: int,
    section: Section,
    found: Sequence[Sentence],
    edits: Sequence[_Edit],
    heading: str,
) -> Section:
    """A section with its edits, as far as there is room for them, and its heading."""
    if heading and length(heading) <= _MOST_OF_A_HEADING:
        section = replace(section, heading=inline(heading))
    source = job.source(n)
    clean = [replace(one, text=_cleaned(one.text, source)) for one in edits]
    sound = [one for one, given in zip(clean, edits, strict=True) if one.text or not given.text]
    kept = _with_room(sound, found, ceiling(job.lengths[n]) - length(section.text))
    if not kept:
        return section
    instead: dict[int, str] = {}
    for one in kept:
        instead |= dict.fromkeys(one.places, "")
        instead[one.places.start] = _set_in(one, found)
    texts = edited([one.text for one in section.paragraphs], found, instead)
    blocks = blocks_of("\n\n".join(filter(None, texts)))
    if not blocks or not is_sound(blocks, source):
        return section
    spans = section.segment.spans
    return replace(section, paragraphs=tuple(Paragraph(block, spans) for block in blocks))


def _cleaned(text: str, source: str) -> str:
    """What a model gives for some sentences, without what would break the document round it."""
    return "\n\n".join(paragraphs(_NUMBER.sub("", text), "", source))


def _with_room(edits: Sequence[_Edit], found: Sequence[Sentence], room: int) -> list[_Edit]:
    """The edits that fit: those that shorten first, those that add most last."""
    kept: list[_Edit] = []
    grown = 0
    for one in sorted(edits, key=lambda edit: edit.growth(found)):
        growth = one.growth(found)
        if growth <= 0 or grown + growth <= room:
            kept.append(one)
            grown += growth
    return kept


def _set_in(edit: _Edit, found: Sequence[Sentence]) -> str:
    """The words of an edit, so that what is a block of its own stands by itself."""
    sentence, text = found[edit.places.start], edit.text
    lead = sentence.lead.strip()
    if lead and text.startswith(lead):  # it stands there already
        text = text[len(lead) :].lstrip()
    elif _MARKED.match(sentence.lead.lstrip()) and _MARKED.match(text):
        text = _MARKED.sub("", text, count=1)
    elif _MARKED.match(sentence.lead.lstrip()):
        return " ".join(text.split())
    places = edit.places
    before = found[places.start - 1] if places.start else None
    after = found[places.stop] if places.stop < len(found) else None
    beside = before is not None and before.paragraph == sentence.paragraph
    if beside and not sentence.lead and _BLOCK.match(text):
        text = f"\n\n{text}"
    beside = after is not None and after.paragraph == sentence.paragraph and not after.lead
    if beside and _BLOCK.match(text.rpartition("\n")[2]):
        text = f"{text}\n\n"
    return text
