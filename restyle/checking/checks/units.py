"""Units that stand without a number are those that were said: within minutes, a week."""

import re
from collections.abc import Iterator, Sequence

from restyle.checking import CHECKS, Draft
from restyle.document.document import Finding
from restyle.grounding.align import Grounded
from restyle.text.english.quantities import quantities
from restyle.text.english.units import UNITS, Unit

_WORD = re.compile(r"[^\W\d_]+")
_DIMENSIONS = ("time", "data", "money")
# Words that are units and much else: a second bit, these days, one day.
_AMBIGUOUS = frozenset("second bit bits day sec min mins ms cent pound buck bucks s".split())
_IDIOMS = re.compile(
    r"\b(?:these|nowa|modern|early|old|good|bad|some|other)\s?days\b"
    r"|\b(?:given|late|early|odd|wee|any) hours?\b",
    re.IGNORECASE,
)
_HAS_IDIOM = re.compile(r"day|hour", re.IGNORECASE)
_ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "hourly": "hour",
}
_REACH = 0  # sentences round what a sentence rests on
_SURE = 0.45
_UNIT_LETTERS = 12  # after a number, in which its unit stands


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the units that stand where another of the same kind was said."""
    heard = draft.evidence.each(_units)
    return tuple(
        Finding("number", word, f"{instead} was said here, not this", draft.spans(sentence))
        for sentence in draft.sentences
        if sentence.support >= _SURE and sentence.bases
        for word, instead in _faults(draft, sentence, heard)
    )


def _faults(
    draft: Draft, sentence: Grounded, heard: Sequence[dict[str, Unit]]
) -> Iterator[tuple[str, str]]:
    written = _units(sentence.text)
    near = {u for n in draft.around(sentence, _REACH) for u in heard[n].values()}
    for word, unit in written.items():
        if unit in near:
            continue
        said = (pair for base in sentence.bases for pair in heard[base].items())
        for other, instead in said:
            if instead.dimension == unit.dimension and instead not in written.values():
                yield word, other
                break


def _units(text: str) -> dict[str, Unit]:
    """The units in a text, by the words that name them."""
    plain = (
        _IDIOMS.sub(lambda idiom: " " * len(idiom[0]), text) if _HAS_IDIOM.search(text) else text
    )
    counted = [(one.end, one.end + _UNIT_LETTERS) for one in quantities(text) if not one.bare]
    words = (
        match[0].casefold()
        for match in _WORD.finditer(plain)
        if not any(start <= match.start() < end for start, end in counted)
    )
    found = {word: UNITS.get(_ADVERBS.get(word, word)) for word in words if word not in _AMBIGUOUS}
    return {w: u for w, u in found.items() if u and u.dimension.startswith(_DIMENSIONS)}


CHECKS.add("measures", check)
