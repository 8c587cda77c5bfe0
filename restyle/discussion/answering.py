"""Answering: a model is asked, its quotes are made exact, what is wrong is asked for once more."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from restyle.checking import Brief
from restyle.checking.verifier import Verifier
from restyle.discussion import Answer, Exchange
from restyle.discussion.material import Material, Shown, whole_ground
from restyle.discussion.quoted import SetRight, found, set_right
from restyle.discussion.stance import Stance
from restyle.document.document import Paragraph, Section
from restyle.document.media import clock
from restyle.grounding.exact_words import Wording, words_of
from restyle.style.profile import Form, SectionForm, Shape, StyleProfile, Voice
from restyle.text.markdown.prose import paragraphs
from restyle.text.markdown.sentences import is_block_quote, label_of, unlabelled
from restyle.transcript.transcript import Segment, Transcript
from restyle.writing.ask import Asker

COMMENT = "Comment"
_EARLIER = 6  # exchanges that a question is asked after
_EXPECTED = 500  # tokens of an answer
_KINDS = frozenset({"quote", "number", "name", "leak"})  # what is told, and asked for once more
_OPENS, _CLOSES, _MARKS = ('"', "“"), ('"', "”"), ('"', "“", "”")
_FORM = Form(section=SectionForm(labels=(COMMENT,), commentary=(COMMENT,)))
_STYLE = StyleProfile("discussion", "A Discussion", "", Voice(""), Shape(), _FORM)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is asked: its quotations set right, and what its model is shown."""

    typed: str
    right: SetRight
    shown: Shown


class Answerer:
    """Answers questions about some material as somebody with a stance."""

    def __init__(self, asker: Asker, material: Material, stance: Stance) -> None:
        self.stance = stance
        self._asker = asker
        self._material = material
        self._verifiers: dict[int, Verifier] = {}

    async def answer(self, typed: str, earlier: Sequence[Exchange]) -> Exchange:
        """Return a question with its answer; raises ModelError where there is none."""
        cited = [
            span.turn for one in earlier[-1:] for p in one.answer.paragraphs for span in p.spans
        ]
        shown = self._material.shown(typed, cited)
        right = set_right(typed, self._material.ground)
        asked = Asked(typed, right, shown)
        first = await self._written(asked, earlier)
        best = first
        if wrong := first.findings:
            again = await self._written(asked, earlier, found=wrong, answer=first.text)
            if len(again.findings) < len(wrong):
                best = replace(again, mended=(*again.mended, *first.mended, *wrong))
        return Exchange(typed, right.text, best, right.notes)

    async def _written(self, asked: Asked, earlier: Sequence[Exchange], **repair: object) -> Answer:
        values = {
            "shown": asked.shown.pieces,
            "whole": asked.shown.whole,
            "earlier": earlier[-_EARLIER:],
            "stance": self.stance,
            "question": asked.right.text,
            "found": (),
            **repair,
        }
        said = "\n\n".join(piece.text for piece in asked.shown.pieces)
        request = self._asker.request("discuss", values, talk=said).expecting(_EXPECTED)
        text = (await self._asker.answered(request)).text
        said = " ".join((asked.right.text, *(one.question for one in earlier)))
        return await asyncio.to_thread(self._checked, text, asked.shown, said)

    def _checked(self, text: str, shown: Shown, asked: str) -> Answer:
        """The answer's blocks with exact quotes, each with where it stands, and the findings.

        What a person has said himself may be repeated to him.
        """
        ground = self._material.ground
        blocks = paragraphs(text, "", "\n".join(piece.text for piece in shown.pieces))
        segment = Segment(whole_ground(ground))
        section = Section("", tuple(Paragraph(block, ()) for block in blocks), segment)
        (checked,) = self._verifier(ground).sections((section,))
        wording = self._verifier(ground).evidence.wording
        placed = tuple(_placed(one, wording, ground) for one in checked.paragraphs)
        turns = tuple(turn + 1 for turn in shown.turns) if not shown.whole else ()
        reported = " ".join(p.text for p in checked.paragraphs if label_of(p.text) != COMMENT)
        told = tuple(
            one
            for one in checked.findings
            if one.kind in _KINDS
            and not _repeats(one.text, asked)
            and (one.kind != "name" or one.text in reported)
        )
        return Answer(placed, told, checked.mended, turns)

    def _verifier(self, ground: Transcript) -> Verifier:
        known = len(ground.turns)
        if known not in self._verifiers:
            self._verifiers = {known: Verifier(ground, Brief(_STYLE))}
        return self._verifiers[known]


def _repeats(words: str, asked: str) -> bool:
    """Whether words are those of the person who asks."""
    own, theirs = words_of(words), words_of(asked)
    return bool(own) and f" {' '.join(own)} " in f" {' '.join(theirs)} "


def _unquoted(words: str) -> str:
    """Words without the marks around them, where they stand around all of them."""
    around = words[:1] in _OPENS and words[-1:] in _CLOSES and len(words) > 1
    return words[1:-1] if around and not any(m in words[1:-1] for m in _MARKS) else words


def _placed(paragraph: Paragraph, wording: Wording, ground: Transcript) -> Paragraph:
    """A block quote with its speaker and when it was said, whatever its writer put there."""
    if not is_block_quote(paragraph.text):
        return paragraph
    words = _unquoted(unlabelled(paragraph.text).lstrip("> \t"))
    place = found(words.partition("[…]")[0] or words, wording)
    if place is None or place.nearness < 1:
        return paragraph
    start = ground.turns[place.span.turn].start
    who = place.speaker or label_of(paragraph.text)
    label = ", ".join(filter(None, [who, clock(start) if start is not None else ""]))
    text = f"> **{label}:** {words}" if label else f"> {words}"
    return Paragraph(text, (place.span,))
