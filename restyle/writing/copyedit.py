"""The copy editor's pass: the document read as by a stranger, and the sentences that stop him."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated

from restyle.document.document import Section
from restyle.errors import AnswerError
from restyle.text.markdown.numbered import Sentence, edited, numbered, shown
from restyle.text.markdown.prose import inline, kinds, paragraphs
from restyle.writing import Edited, EditedSection, Job
from restyle.writing.ask import TOKENS_A_WORD, Asker
from restyle.writing.json_answers import Loose, Number, parsed, schema_of, whole_items
from restyle.writing.whole_talk import talk_values

_ONE_IN = 8  # sentences that may change
_TOO_MANY = 2  # times what was allowed, beyond which it is another document
_OF_ALL = 0.25  # the words of an answer, of those of the document
_FULLER = 3.0  # times a sentence that what stands in its place may have, and some letters
_LETTERS = 200
_MANY, _SHORT = 0.34, 16  # the share of sections that may end on a short line, and its words
_QUOTES = frozenset('"“”«»„')
_FIXED = frozenset({"fence", "code_block", "table_open", "html_block"})
_DASHES = frozenset("-–—")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])[ ]+")
_LABEL = re.compile(r"\*\*([^*\n]{1,60}?[:：]?)\*\*(?:[:：]|(?<=[:：]\*\*))")


class _Change(Loose):
    sentence: Number
    instead: str  # what leaves it out says nothing of the sentence


class _Changes(Loose):
    changes: Annotated[list[_Change], whole_items(_Change)]


_SCHEMA = schema_of(_Changes)


async def copyedited(asker: Asker, job: Job, sections: Mapping[int, Section]) -> Edited:
    """Return the document with those sentences changed at which a stranger would stop.

    The sections, by their number from 0, and the standfirst may change; title and headings stay.
    Raises AnswerError for an answer that cannot be used, such as one that rewrites everything.
    """
    text = _Text(job.outline.summary, sections)
    values = {
        **talk_values(job),
        "text": text.shown,
        "sentences": len(text.sentences),
        "most": text.most,
        "endings": text.endings,
    }
    words = sum(len(one.text.split()) for one in text.sentences)
    request = asker.request("copyedit", values, _SCHEMA, job=job)
    request = request.expecting(round(_OF_ALL * words * TOKENS_A_WORD))
    changes = await asker.parsed(request, lambda answer: _parsed(answer, text))
    return text.changed(job.outline.title, changes)


class _Text:
    """The standfirst and the sections as one list of paragraphs, and of numbered sentences."""

    def __init__(self, summary: str, sections: Mapping[int, Section]) -> None:
        self._sections = sections
        self._lead = [summary] if summary else []
        texts = (one.text for section in sections.values() for one in section.paragraphs)
        self._paragraphs = [*self._lead, *texts]
        self.sentences = numbered(self._paragraphs)

    @property
    def most(self) -> int:
        """How many sentences may change."""
        return max(1, len(self.sentences) // _ONE_IN)

    @property
    def fixed(self) -> frozenset[int]:
        """The places of what is code, or a table, or stands beside it in a paragraph."""
        found = {n for n, one in enumerate(self._paragraphs) if kinds(one) & _FIXED}
        return frozenset(n for n, one in enumerate(self.sentences) if one.paragraph in found)

    @property
    def endings(self) -> list[int]:
        """The numbers, from 1, of short last lines, where over a third of the sections have one."""
        fixed = self.fixed
        lasts = [found[-1] for _, places in self._places() if (found := self._within(places))]
        short = [n + 1 for n in lasts if n not in fixed and _is_short_line(self.sentences[n])]
        return short if len(short) > _MANY * len(self._sections) else []

    @property
    def shown(self) -> str:
        """The sentences after their numbers, from 1, under the headings of their sections."""
        parts = [self._part(range(len(self._lead)))]
        for number, places in self._places():
            heading = f"## {number + 1}. {self._sections[number].heading}"
            parts += [heading, self._part(places)]
        return "\n\n".join(filter(None, parts))

    def changed(self, title: str, changes: Mapping[int, str]) -> Edited:
        """The document with sentences, by their place, replaced; none loses all that it has."""
        texts = [
            _sound(new, old)
            for new, old in zip(
                edited(self._paragraphs, self.sentences, changes), self._paragraphs, strict=True
            )
        ]
        sections = tuple(
            EditedSection((number,), "", kept)
            for number, places in self._places()
            if (kept := tuple(texts[n] for n in places if texts[n]))
        )
        summary = next((one for one in texts[: len(self._lead)] if one), "".join(self._lead))
        return Edited(title, summary, sections)

    def _places(self) -> Iterator[tuple[int, range]]:
        """Each section's number with the places of its paragraphs."""
        begin = len(self._lead)
        for number, section in self._sections.items():
            end = begin + len(section.paragraphs)
            yield number, range(begin, end)
            begin = end

    def _within(self, places: range) -> list[int]:
        """The sentences, by their place, of paragraphs."""
        return [n for n, one in enumerate(self.sentences) if one.paragraph in places]

    def _part(self, places: range) -> str:
        found = self._within(places)
        if not found:
            return ""
        return shown(self.sentences[found[0] : found[-1] + 1], found[0] + 1)


def _is_short_line(sentence: Sentence) -> bool:
    """Whether a sentence is a line of the writer's own with which he ends: short, no quotation."""
    words = sentence.words
    return not sentence.lead and len(words.split()) <= _SHORT and not _QUOTES & set(words)


def _sound(new: str, old: str) -> str:
    """A paragraph as it was changed, where it is one still, and none of another kind."""
    if not new or new == old:
        return new
    return new if paragraphs(new, "", old) == (new,) and kinds(new) <= kinds(old) else old


def _parsed(answer: str, text: _Text) -> dict[int, str]:
    """What stands instead of which sentence, by its place; empty where it goes."""
    changes: dict[int, str] = {}
    sentences, fixed = text.sentences, text.fixed
    for one in parsed(answer, _Changes).changes:
        place = one.sentence - 1
        if not 0 <= place < len(sentences) or place in fixed:
            continue
        new = _instead(one.instead, sentences[place])
        if new is not None and new != sentences[place].text:
            changes[place] = new
    if len(changes) > _TOO_MANY * text.most:
        counts = f"{len(changes)} of {len(sentences)} sentences, where {text.most} are the most"
        raise AnswerError(f"it changes {counts}")
    return changes


def _instead(text: str, old: Sentence) -> str | None:
    """What is to stand in a sentence's place; None for what cannot stand there."""
    new = " ".join(text.split())
    if not new or new in _DASHES:
        return ""
    new = _without_lead(new, old.lead)
    fits = len(new) <= _FULLER * len(old.text) + _LETTERS
    says = any(map(str.isalnum, new)) and not _LABEL.match(new)
    return inline(new) if fits and says else None


def _without_lead(text: str, lead: str) -> str:
    """A sentence without the list mark and the label that stand before it already."""
    if _ITEM.match(lead.lstrip()):
        text = text[_end(_ITEM.match(text)) :]
    if label := _LABEL.search(lead):
        name = re.escape(label[1].rstrip(":："))
        text = text[_end(re.match(rf"\**{name}\**[:：]\**[ ]+", text)) :]
    return text


def _end(match: re.Match[str] | None) -> int:
    return match.end() if match else 0
