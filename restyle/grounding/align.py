"""Alignment: which sentences of a talk each sentence of a text rests on.

A sentence rests on the few sentences said in a row that cover its words best: each word counts
for how rare it is, and is covered by the same stem or by a word of like meaning (greedy soft
matching over word vectors, as in BERTScore by Zhang et al., 2020, here with static vectors).
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from restyle.grounding.evidence import Evidence, stems
from restyle.text.english.reporting_verbs import REPORTING
from restyle.text.markdown.sentences import Written
from restyle.text.stems import stem

Scores = NDArray[np.float32]

_WHOLE = 6000  # sentences of a talk, some 100,000 words, all of which are looked at
_NEIGHBOURS = 2000  # of a longer one
_REACH = 1  # sentences before and after the best one that a claim may be spread over
_MOST_BASES = 4
_BASE = 0.72  # of the best single sentence's cover: what also counts as a base
_PART = 0.5  # of the best single cover in the window: what of it is a base
_CENTRE = 0.05  # what a sentence's own cover weighs beside its window's
_LEAST = 0.3  # cover below which nothing is a base


@dataclass(frozen=True, slots=True)
class Grounded:
    """A written sentence and what it rests on, sentences of the talk by their numbers.

    `support` is the share of what it says that stands within three sentences in a row of its
    segment, from 0 to 1; `spread` the share that stands anywhere in the segment; `elsewhere`
    as `support`, in the rest of the talk. `weight` is how much it says at all. `bases` are the
    sentences that it rests on, the best first.
    """

    text: str
    paragraph: int
    words: tuple[str, ...]
    weight: float
    support: float
    spread: float
    elsewhere: float
    bases: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How well each sentence of a talk, among those near a text's part, covers each of the text.

    `scores` are (sentences of the text, sentences `among` those of the talk), from 0 to 1.
    """

    among: range
    scores: Scores

    def of(self, number: int, within: range) -> Scores:
        """Return how well sentences of the talk cover a sentence of the text."""
        first = self.among.start
        row: Scores = self.scores[number, within.start - first : within.stop - first]
        return row

    def at(self, number: int, said: int) -> float:
        """Return how well one sentence of the talk covers a sentence of the text."""
        return float(self.scores[number][said - self.among.start])


def ground(
    evidence: Evidence, within: range, text: Sequence[Written]
) -> tuple[tuple[Grounded, ...], Likeness]:
    """Return the sentences of a text with what they rest on, and how well each base covers them.

    Of a very long talk, what is said elsewhere is looked up in the neighbourhood alone.
    """
    own = {
        stem(part.casefold(), evidence.language)
        for who in evidence.transcript.speakers
        for part in who.split()
    }
    words = [_claimed(one.text, evidence.language, own) for one in text]
    vocabulary = sorted({word for found in words for word in found})
    among = _neighbourhood(within, len(evidence.said))
    scores = np.zeros((len(text), len(among)), dtype=np.float32)
    likeness = Likeness(among, scores)
    if not vocabulary or not evidence.said:
        return tuple(Grounded(o.text, o.paragraph, (), 0, 0, 0, 0, ()) for o in text), likeness
    table = _Table.of(evidence, vocabulary, among)
    inner = range(within.start - among.start, within.stop - among.start)
    result = []
    for number, (one, found) in enumerate(zip(text, words, strict=True)):
        rows = [table.rows[word] for word in dict.fromkeys(found)]
        share = table.weights[rows] / max(1e-6, float(table.weights[rows].sum()))
        scores[number] = share @ table.near[rows]
        grounded = _grounded(one, found, inner, scores[number], table)
        result.append(replace(grounded, bases=tuple(n + among.start for n in grounded.bases)))
    return tuple(result), likeness


def _neighbourhood(within: range, said: int) -> range:
    """The sentences of a talk among which a text's are looked up."""
    if said <= _WHOLE:
        return range(said)
    beside = max(0, _NEIGHBOURS - len(within)) // 2
    return range(max(0, within.start - beside), min(said, within.stop + beside))


@dataclass(frozen=True, slots=True)
class _Table:
    """How near each word of a text comes to each sentence of a talk, and to it or a neighbour."""

    rows: dict[str, int]
    weights: Scores
    near: Scores
    wide: Scores

    @classmethod
    def of(cls, evidence: Evidence, vocabulary: Sequence[str], among: range) -> "_Table":
        near = evidence.likeness(vocabulary, among)
        weights = np.array([evidence.weight(word) for word in vocabulary], dtype=np.float32)
        rows = {word: row for row, word in enumerate(vocabulary)}
        return cls(rows, weights, near, _widened(near))


def _claimed(text: str, language: str, own: Set[str]) -> tuple[str, ...]:
    """The words of a sentence that must rest on something: not who says it, and that he does."""
    return tuple(w for w in stems(text, language) if w not in own and w not in REPORTING)


def _grounded(
    one: Written, words: tuple[str, ...], within: range, single: Scores, table: _Table
) -> Grounded:
    """What a sentence rests on; `single` is how well each sentence of the talk covers it."""
    rows = [table.rows[word] for word in dict.fromkeys(words)]
    weight = float(table.weights[rows].sum())
    share = (table.weights[rows] / max(1e-6, weight)).astype(np.float32)
    windows: Scores = share @ table.wide[rows]
    here = windows[within.start : within.stop]
    rest = np.concatenate([windows[: within.start], windows[within.stop :]])
    widest = table.wide[rows][:, within.start : within.stop].max(axis=1, initial=0.0)
    return Grounded(
        one.text,
        one.paragraph,
        words,
        weight,
        support=float(here.max(initial=0.0)),
        spread=float(share @ widest),
        elsewhere=float(rest.max(initial=0.0)),
        bases=_bases(single, windows, within),
    )


def _bases(single: Scores, windows: Scores, within: range) -> tuple[int, ...]:
    """The sentences of the best window first, then others that cover nearly as much."""
    if not within:
        return ()
    inside = slice(within.start, within.stop)
    centre = int(np.argmax(windows[inside] + _CENTRE * single[inside])) + within.start
    if windows[centre] < _LEAST:
        return ()
    around = range(max(within.start, centre - _REACH), min(within.stop, centre + _REACH + 1))
    least = _PART * single[list(around)].max()
    bases = sorted((n for n in around if single[n] >= least), key=lambda n: -single[n])
    enough = max(_LEAST, _BASE * single[bases[0]])
    places = np.flatnonzero(single[inside] >= enough) + within.start
    others = sorted((int(n) for n in places if n not in bases), key=lambda n: -single[n])
    return tuple([*bases, *others][:_MOST_BASES])


def _widened(near: Scores) -> Scores:
    """For each sentence, the best among it and its neighbours."""
    wide = near.copy()
    for step in range(1, _REACH + 1):
        wide[:, step:] = np.maximum(wide[:, step:], near[:, :-step])
        wide[:, :-step] = np.maximum(wide[:, :-step], near[:, step:])
    return wide
