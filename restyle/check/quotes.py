"""What stands in quotation marks as speech was said, word for word."""

import difflib
import re

from restyle.check import CHECKS, Draft
from restyle.domain import Finding
from restyle.language import sentences
from restyle.language.disfluencies import tidy
from restyle.language.words import tokens

_QUOTED = re.compile(r"“([^“”\n]+)”|(?<![\w\"])\"([^\"\n]+)\"(?!\w)")
_LEAST_WORDS = 5  # shorter ones are terms, titles and scare quotes
_NEAR = 0.75


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the quotes that were not said; `fix` holds what was, where it is near."""
    quotes = [match[1] or match[2] for match in _QUOTED.finditer(draft.text)]
    quotes = [quote for quote in quotes if len(tokens(quote)) >= _LEAST_WORDS]
    if not quotes:
        return ()
    said = [tidy(sentence) for sentence in sentences.split(draft.source)]
    heard = f" {_flat(draft.source)} | {_flat(' '.join(said))} "
    unheard = (quote for quote in quotes if f" {_flat(quote)} " not in heard)
    return tuple(_finding(draft, quote, said) for quote in unheard)


def _finding(draft: Draft, quote: str, said: list[str]) -> Finding:
    nearest = max(said, key=lambda sentence: _alike(quote, sentence), default="")
    near = _alike(quote, nearest) >= _NEAR
    message = "these are not the exact words" if near else "nobody said this; it is no quote"
    return Finding("quote", quote, message, draft.spans, nearest if near else "")


def _alike(quote: str, sentence: str) -> float:
    a, b = _flat(quote).split(), _flat(sentence).split()
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()


def _flat(text: str) -> str:
    return " ".join(token.casefold() for token in tokens(text))


CHECKS.add("quotes", check)
