"""Denials: where a sentence denies what was said, or says what was denied."""

import re
from collections.abc import Iterator

from restyle.checking.stance.alignment import Pair, Passage, Run
from restyle.checking.stance.clash import Clash, Kind, elsewhere, signs
from restyle.checking.stance.negation_pairs import is_opinion, lonely
from restyle.text.english.normalized import Mark, Reading
from restyle.text.stems import stem

_SCOPE = 7  # words after a negation, one of which it denies
_BEFORE = 4  # words before it, if its clause ends there
_NEGATION = frozenset({Mark.NEGATION})
_DENIED = (1, 6)  # words before a negation and after it that it may deny
_ENDS = (Mark.END, Mark.PAUSE)
_JOINS = frozenset(
    map(stem, "but because before after when while until unless if since although though".split())
)
_NEAR = (8, 2)  # words before one and after it in which another negation is near
_DOUBLE = frozenset(("nor", "neither"))  # they have another negation beside them
_ASKS = re.compile(r"\b(?:ask\w*|wonder\w*|wants? to know|whether|question)\b", re.IGNORECASE)


def denials(text: str, written: Reading, passage: Passage, run: Run) -> tuple[Clash, ...]:
    """Return the places at which a sentence may have what was said turned round."""
    return tuple(_Laid(text, written, passage, run).clashes())


class _Laid:
    """A sentence laid beside its run."""

    def __init__(self, text: str, written: Reading, passage: Passage, run: Run) -> None:
        self._written, self._passage, self._run = written, passage, run
        self._asks = bool(_ASKS.search(text))

    def clashes(self) -> Iterator[Clash]:
        said = self._passage.reading
        alone = lonely(self._written, self._passage, self._run)
        by_written = {pair.written: pair for pair in self._run.pairs}
        by_said = {pair.said: pair for pair in self._run.pairs}
        for mark in alone.written:
            pair = by_written.get(_focus(self._written, mark))
            if pair:
                yield from self._clash(Kind.DENIES, self._written, mark, pair)
        for mark in alone.said:
            pair = by_said.get(_focus(said, mark))
            if pair:
                yield from self._clash(Kind.AFFIRMS, said, mark, pair)

    def _clash(self, kind: Kind, own: Reading, mark: int, pair: Pair) -> Iterator[Clash]:
        """The clash of a negation of one side with the word that it denies on both."""
        negation = own.marks[mark]
        if negation.text in _DOUBLE:
            return
        said = self._passage.reading
        denies = kind is Kind.DENIES
        place = pair.written if denies else pair.said
        behind = int(negation.at > place)  # it denies what stands before it
        around = self._run.around(pair.written + behind, pair.said + behind)
        denied = self._passage.marked(_NEGATION, *_DENIED)
        again = elsewhere(self._written, self._passage, pair, lambda n: (n in denied) == denies)
        sentence = self._passage.sentence[pair.said]
        other, at = (said, pair.said) if denies else (self._written, pair.written)
        yield Clash(
            kind,
            negation.text,
            sentence,
            {
                **signs(self._run, around, again),
                "word": pair.strength,
                "near": float(_has_negation(other, at - _NEAR[0], at + _NEAR[1])),
                "asked": float(self._is_asked(sentence)),
                "stressed": float(not denies and _is_stressed(self._written, pair.written)),
            },
        )

    def _is_asked(self, sentence: int) -> bool:
        """Whether something was asked that the sentence does not give as a question."""
        return not self._asks and self._passage.text(sentence).rstrip().endswith("?")


def _focus(reading: Reading, mark: int) -> int:
    """The word that a negation bears on: the next that says something in its clause, or -1.

    Without one, the next word of any kind; at the end of a clause, the last before it.
    """
    at = reading.marks[mark].at
    ends = (p.at for p in reading.marks[mark + 1 :] if p.mark in _ENDS)
    end = min(next(ends, len(reading.words)), at + _SCOPE, len(reading.words))
    if at < end:
        return _scoped(reading, range(at, end))
    begins = (p.at for p in reversed(reading.marks[:mark]) if p.mark is Mark.END)
    start = max(next(begins, 0), at - _BEFORE)
    telling = (n for n in range(at - 1, start - 1, -1) if reading.says[n])
    return next(telling, at - 1 if at > start else -1)


def _scoped(reading: Reading, scope: range) -> int:
    """The word of a clause that a negation before it denies, or -1."""
    for n in scope:
        if reading.words[n] in _JOINS:
            break
        if reading.says[n] and not is_opinion(reading.words[n]):
            return n
    first = reading.words[scope.start]
    return -1 if first == "do" or first in _JOINS else scope.start


def _has_negation(reading: Reading, first: int, last: int) -> bool:
    return any(p.mark is Mark.NEGATION and first <= p.at <= last for p in reading.marks)


def _is_stressed(reading: Reading, at: int) -> bool:
    """Whether "do" stands before a word: "they do know"."""
    return at > 0 and reading.words[at - 1] == "do"
