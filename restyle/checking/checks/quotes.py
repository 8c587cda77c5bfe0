"""What stands in quotation marks as speech was said, word for word."""

import re
from collections.abc import Iterator

from restyle.checking import CHECKS, Draft
from restyle.document.document import Finding
from restyle.grounding.exact_words import words_of
from restyle.text.english.quotations import Quotation, quotations
from restyle.text.markdown.sentences import is_block_quote, label_of, plain, unlabelled
from restyle.text.stopwords import UNSPACED

GAP = re.compile(r"(?<!\s)\s*+(?:\[(?:…|\.\.\.)\]|…|\.\.\.|\[[^\]\n]{1,30}\])\s*+")
_NEAR = 0.7  # of the words, in order
_NEAR_SHORT = 0.65
_SHORT = 5  # words
_LEAST = 2
_TERM = 4  # words; fewer are a term, unless somebody says them


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the quotes that were not said; `fix` holds what was, where it is near."""
    if draft.evidence.language == UNSPACED:
        return ()  # without blanks, words are not told apart
    altered = (
        finding
        for paragraph in draft.paragraphs
        for quotation in quotations(shown(paragraph))
        for finding in _faults(draft, quotation)
    )
    astray = (finding for one in draft.paragraphs for finding in _misattributed(draft, one))
    return (*altered, *astray)


def shown(paragraph: str) -> str:
    """What a reader reads of a paragraph; a block quote keeps the marks that make it one."""
    return unlabelled(paragraph) if is_block_quote(paragraph) else plain(paragraph)


def _misattributed(draft: Draft, paragraph: str) -> Iterator[Finding]:
    """A block quote that stands under the name of somebody who did not say it."""
    named = label_of(paragraph) if is_block_quote(paragraph) else ""
    if not named:
        return
    mine = {word.casefold() for word in words_of(named)}
    for quotation in quotations(shown(paragraph)):
        for part in GAP.split(quotation.text):
            places = draft.evidence.wording.exact(part) if len(words_of(part)) >= _SHORT else ()
            speakers = {place.speaker for place in places if place.speaker}
            if speakers and not any(mine & set(words_of(speaker)) for speaker in speakers):
                who = " or ".join(sorted(speakers))
                yield Finding("name", named, f"{who} said this, not {named}", (places[0].span,))
                return


def _faults(draft: Draft, quotation: Quotation) -> Iterator[Finding]:
    """What is wrong with each part of a quote, cut where it leaves words out."""
    for part in GAP.split(quotation.text):
        words = len(words_of(part))
        if words < _LEAST or draft.evidence.wording.exact(part):
            continue
        nearest = draft.evidence.wording.nearest(part)
        least = _NEAR if words >= _SHORT else _NEAR_SHORT
        speech = quotation.claims or quotation.led
        term = quotation.titled or words < _TERM
        if nearest and nearest.nearness >= least and (speech or not term):
            fix = _fitted(part, nearest.text)
            yield Finding("quote", part, "these are not the exact words", (nearest.span,), fix)
        elif speech:
            yield Finding("quote", part, "nobody said this; it is no quote")


def _fitted(quote: str, said: str) -> str:
    """The words that were said, with the first letter and the end of the quote."""
    first = said[:1].upper() if quote[:1].isupper() else said[:1]
    end = re.search(r"[.,!?…]{0,9}$", quote)
    return first + said[1:] + (end[0] if end else "")


CHECKS.add("quotes", check)
