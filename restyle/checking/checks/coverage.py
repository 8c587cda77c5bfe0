"""What carries a part of the talk stands in its section: no long stretch is left out."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from restyle.checking import CHECKS, Draft
from restyle.document.document import Finding
from restyle.text.english.quantities import quantities
from restyle.transcript.transcript import Span

_COVERED = 0.48  # of what a sentence says, by weight, that sentences of the text have
_TOGETHER = 2  # sentences of the text in a row that may cover what one sentence said
_LEAST_WORDS = 160  # of a stretch that nothing rests on
_LEAST_SHARE = 0.14  # of the segment
_LEAST_LEFT_OUT = 25  # words of a stretch that is named as left out
_DULL = 6.0  # weight of a sentence that claims nothing: a greeting, a "yeah, exactly"
_CENTRAL = 0.3  # of what a sentence says, that its part of the talk says again; less is an aside
_SOME = 15  # sentences from which on a part of a talk says its subject again
_SHOWN = 160  # letters of what is missing


@dataclass(frozen=True, slots=True)
class Coverage:
    """How well each sentence of a part of the talk is covered, and how much it says.

    `share` is the share, by weight, of what was said that the text has.
    """

    covered: NDArray[np.float32]
    weights: NDArray[np.float32]

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where nothing was said."""
        total = float(self.weights.sum())
        return (
            float((self.weights * np.minimum(1, self.covered / _COVERED)).sum()) / total
            if total
            else 1.0
        )


def coverage(draft: Draft) -> Coverage:
    """Return how well a draft covers what it was written from, a number a sentence."""
    evidence = draft.evidence
    said = [set(evidence.said[n].words) for n in draft.within]
    again = Counter(word for words in said for word in words)
    columns = {word: column for column, word in enumerate(again)}
    worth = np.array([evidence.weight(word) for word in columns], dtype=np.float32)
    heard = _table(said, columns)
    texts = [set(one.words) for one in draft.sentences]
    written = _table([set().union(*texts[n : n + _TOGETHER]) for n in range(len(texts))], columns)
    weights = heard @ worth
    shares = (heard * worth) @ written.T / np.where(weights > 0, weights, 1)[:, None]
    covered = shares.max(axis=1, initial=0.0)
    more = np.array([count > 1 for count in again.values()], dtype=np.float32)
    central = heard @ (worth * more)
    least = _CENTRAL if len(said) >= _SOME else 0.0
    counts = (weights > _DULL) & (central >= least * weights)
    return Coverage(covered, np.where(counts, weights, 0).astype(np.float32))


def _table(rows: Sequence[Set[str]], columns: Mapping[str, int]) -> NDArray[np.float32]:
    """Which words each row has: 1 or 0, a column a word; words without a column are left out."""
    table = np.zeros((len(rows), len(columns)), dtype=np.float32)
    for number, words in enumerate(rows):
        table[number, [columns[word] for word in words if word in columns]] = 1.0
    return table


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the long stretches of a segment on which no paragraph rests.

    Where the form chooses, nothing is missing; `left_out` says what it left.
    """
    brief = draft.brief
    if brief.sums_up or not draft.within or brief.style.form.selective:
        return ()
    words = sum(len(draft.evidence.said[n].text.split()) for n in draft.within)
    least = max(_LEAST_WORDS, _LEAST_SHARE * words)
    return tuple(_finding(draft, first, last) for first, last in _stretches(draft, least))


def left_out(draft: Draft) -> tuple[Span, ...]:
    """Return the stretches of a segment that have no place in a text that chooses."""
    if not draft.within:
        return ()
    spans: list[Span] = []
    for first, last in _stretches(draft, _LEAST_LEFT_OUT):
        for one in draft.evidence.said[first : last + 1]:
            if spans and spans[-1].turn == one.span.turn:
                spans[-1] = Span(one.span.turn, spans[-1].start, one.span.end)
            else:
                spans.append(one.span)
    return tuple(spans)


def _stretches(draft: Draft, least: float) -> Iterator[tuple[int, int]]:
    """First and last sentence of each run that is not covered, by their numbers in the talk."""
    found = coverage(draft)
    words = [len(draft.evidence.said[n].text.split()) for n in draft.within]
    first, length = 0, 0
    for place, covered in enumerate([*found.covered, 1.0]):
        dull = place < len(words) and found.weights[place] == 0
        if covered < _COVERED or dull:
            length += words[place] if not dull else 0
            continue
        if length >= least:
            yield draft.within[first], draft.within[place - 1]
        first, length = place + 1, 0


def _finding(draft: Draft, first: int, last: int) -> Finding:
    said = draft.evidence.said[first : last + 1]
    text = " ".join(one.text for one in said)
    figures = " Its figures are missing too." if quantities(text) else ""
    spans = tuple(one.span for one in said)
    words = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return Finding("coverage", "", f"nothing rests on what was said here.{figures}", spans, words)


CHECKS.add("coverage", check)
