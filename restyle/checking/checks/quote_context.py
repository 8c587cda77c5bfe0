"""A quotation keeps what an editor would keep: its order, its doubts, its owner, its condition.

The rules are those that news agencies and courts hold quotations to. They look at words that
were said exactly so; whether they were is another check's question.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from restyle.checking import CHECKS, Draft
from restyle.checking.checks.quotes import GAP, shown
from restyle.document.document import Finding
from restyle.grounding.exact_words import Place, words_of
from restyle.text.english.hedges import doubts
from restyle.text.english.quotations import Quotation, quotations
from restyle.text.english.quote_context import (
    asked,
    doubt_before,
    given_to,
    has_doubt,
    qualifier_after,
    qualifies,
    said_of_another,
    taken_back,
)
from restyle.text.stopwords import UNSPACED
from restyle.text.words import content

_LEAST = 4  # words that are a statement rather than a term
_STRETCH = 2  # turns within which both sides of an ellipsis stand
_MOST_BETWEEN = 120  # words that an ellipsis may leave out
_MOST_PLACES = 6
_AROUND = 160  # letters of the text round a quotation
_OTHERS = frozenset(
    """they them people some someone somebody others critics everyone everybody he she folks
    colleague colleagues friend friends""".split()
)
_WORD = re.compile(r"[^\W\d_]+")


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the quotations that leave out what they owe to those who spoke."""
    if draft.evidence.language == UNSPACED:
        return ()
    return tuple(
        finding
        for paragraph in draft.paragraphs
        for text in [shown(paragraph)]
        for quotation in quotations(text)
        if not quotation.titled and (quotation.claims or quotation.led)
        for finding in _faults(draft, text, quotation)
    )


def _faults(draft: Draft, text: str, quotation: Quotation) -> Iterator[Finding]:
    parts = [part for part in GAP.split(quotation.text) if words_of(part)]
    places = [_places(draft, part) for part in parts]
    if not parts or not all(places):
        return  # not exact: another check says so
    if len(parts) > 1:
        if message := _torn(draft, places):
            yield Finding("quote", quotation.text, message, (places[0][0].span,))
        return
    if len(words_of(parts[0])) < _LEAST:
        return
    if found := _misattributed(draft, places[0], text, quotation):
        yield found
        return
    messages = [_wrong(draft, place, text, quotation) for place in places[0]]
    if all(messages):  # words that were said twice may be quoted from the better place
        yield Finding("quote", quotation.text, messages[0], (places[0][0].span,))


def _misattributed(
    draft: Draft, places: Sequence[Place], text: str, quotation: Quotation
) -> Finding | None:
    """A quotation that is given to one speaker, and that others alone have said."""
    before, after = _sides(text, quotation)
    given = given_to(before, after, draft.evidence.transcript.speakers)
    said = {place.speaker for place in places}
    if len(given) != 1 or given & said or "" in said:
        return None
    (name,) = given
    message = f"{' or '.join(sorted(said))} said this, not {name}"
    return Finding("name", quotation.text, message, (places[0].span,))


def _sides(text: str, quotation: Quotation) -> tuple[str, str]:
    """The text before a quotation in its sentence, and what follows it."""
    before = text[max(0, quotation.start - _AROUND) : quotation.start]
    return re.split(r"[.!?]\s", before)[-1], text[quotation.end : quotation.end + _AROUND]


def _places(draft: Draft, part: str) -> tuple[Place, ...]:
    return draft.evidence.wording.exact(part)[:_MOST_PLACES]


def _torn(draft: Draft, places: Sequence[Sequence[Place]]) -> str:
    """What is wrong with an ellipsis; empty where some reading of it is sound."""
    message = ""
    for chosen in product(*places):
        message = _ellipsis(draft, chosen)
        if not message:
            return ""
    return message


def _ellipsis(draft: Draft, places: Sequence[Place]) -> str:
    turns = draft.evidence.transcript.turns
    for one, other in pairwise(places):
        if one.speaker != other.speaker:
            return "two people said what stands on both sides of the ellipsis"
        before, after = one.span, other.span
        if (after.turn, after.start) < (before.turn, before.end):
            return "what stands behind the ellipsis was said before what stands in front of it"
        if after.turn - before.turn > _STRETCH:
            return "both sides of the ellipsis were not said in one stretch"
        left = turns[before.turn].text[before.end :]
        if before.turn == after.turn:
            left = turns[before.turn].text[before.end : after.start]
        if len(left.split()) > _MOST_BETWEEN:
            return "both sides of the ellipsis were not said in one stretch"
        if has_doubt(left) and before.turn == after.turn:
            return f"the ellipsis leaves out a doubt: “{' '.join(left.split())}”"
    return ""


def _wrong(draft: Draft, place: Place, text: str, quotation: Quotation) -> str:
    """What the words that were said owe to those round them, and do not keep."""
    said = draft.evidence.transcript.turns[place.span.turn].text
    start, end = place.span.start, place.span.end
    before, after = _sides(text, quotation)
    if words := taken_back(said, end):
        return f"this was taken back in the next sentence: “{words}”"
    if asked(said, start, end) and "?" not in quotation.text[-2:] + after[:2]:
        return "this was a question"
    if (word := qualifier_after(said, end)) and not qualifies(after):
        return f"this was said with “{word}” behind it"
    if (words := doubt_before(said, start)) and not doubts(f"{before} {after[:60]}"):
        return f"“{words}” was cut from its beginning"
    named = _names_another(f"{before} {after[:60]}", place.speaker)
    words, who = said_of_another(said, start)
    if words and not (named or _gives_it_too(before, who)):
        return f"this was said as another's: “{words}”"
    return ""


def _gives_it_too(before: str, who: str) -> bool:
    """Whether a text gives a quotation to whom its speaker gave it, such as a compiler."""
    return not set(content(who)).isdisjoint(content(before))


def _names_another(text: str, speaker: str) -> bool:
    """Whether a text gives a quotation to somebody whom the speaker reports."""
    own = set(words_of(speaker))
    return any(
        word.casefold() in _OTHERS or (word[0].isupper() and word.casefold() not in own and n)
        for n, word in enumerate(_WORD.findall(text))
    )


CHECKS.add("quote_context", check)
