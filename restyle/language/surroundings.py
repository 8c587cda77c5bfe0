"""Surroundings: between which words of an English sentence a negation stands, and where none does.

Two sentences that have the same four words in a row speak of one thing; if one of them has a
negation in the midst of the four, and the other has none, they contradict each other.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from restyle.language.polarity import denies, idle
from restyle.language.stems import stem

Words = tuple[str, ...]

_SIDE = 2  # words on either side of a place
_BEFORE = 8  # words over which a negation reaches
_TOKEN = re.compile(r"[^\W\d_](?:\w|'(?=\w))*|\d[\d.,]*")
_PARTS = re.compile(r"(n't|'s|'re|'m|'ve|'ll|'d)$")
_FORMS = {
    form: one
    for one, forms in {
        "be": "is are was were am been being 's 're 'm",
        "have": "has had having 've",
        "do": "does did doing done",
        "can": "ca cannot could",
        "will": "wo would 'll 'd",
        "they": "i you we he she",
        "them": "me us him her",
        "their": "my our your his",
        "a": "an",
    }.items()
    for form in forms.split()
}
_FILLERS = frozenset("um uh er just really actually basically so well very kind sort of".split())


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The runs of four words of a sentence that have a negation in their midst, or have none.

    `plain` are those of `affirmed` that no negation shortly before can deny, as it does in
    "I don't think that a reset would help".
    """

    denied: frozenset[Words]
    affirmed: frozenset[Words]
    plain: frozenset[Words]


@lru_cache(maxsize=1 << 14)
def surroundings(text: str) -> Surroundings:
    """Return the runs of four words of an English sentence, by where its negations stand.

    Inflections of a word, and the persons of a pronoun, count as one; fillers are passed over.
    """
    words, negations = _read(text)
    denied, affirmed, plain = set(), set(), set()
    for at in range(_SIDE, len(words) - _SIDE + 1):
        run = tuple(words[at - _SIDE : at + _SIDE])
        inner = negations & set(range(at - _SIDE + 1, at + _SIDE))
        if inner == {at}:
            denied.add(run)
        elif not inner:
            affirmed.add(run)
            if not negations & set(range(at - _BEFORE, at)):
                plain.add(run)
    return Surroundings(frozenset(denied), frozenset(affirmed), frozenset(plain))


def _read(text: str) -> tuple[list[str], set[int]]:
    """The words of a text, and before which of them a negation stands."""
    simple = text.replace("’", "'")
    spans = idle(simple)
    words: list[str] = []
    negations: set[int] = set()
    for match in _TOKEN.finditer(simple):
        said = match[0].casefold()
        parts = [part for part in _PARTS.split(said) if part and part != "n't"]
        if denies(said):
            parts = ["can"] if said == "cannot" else parts if said.endswith("n't") else []
        words += [_FORMS.get(part, stem(part)) for part in parts if part not in _FILLERS]
        if denies(said) and not any(a < match.end() and match.start() < b for a, b in spans):
            negations.add(len(words))
    return words, negations
