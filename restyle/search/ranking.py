"""How well passages answer a question: words, words like them, the whole, speaker and time.

BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009) over
a passage and, for less, over its neighbours; for each word of the question the word of the
passage that is most like it, by static embeddings; and the likeness of the whole. A sentence
encoder, where there is one, says how near a passage comes in what it means.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from restyle.search.passages import Passage
from restyle.search.query import Query
from restyle.search.terms import is_asking, terms_of
from restyle.text.vectors import Vectors, embed, unit

Scores = NDArray[np.float64]

LEAST = 0.36  # score, under which a passage has nothing to do with a question
_ELSE = 0.39  # what is meant of a passage that means something else
K1, B = 1.2, 0.6
LIKE_FROM = 0.25  # cosine of two words, from which on they have something in common
_SPREAD = 90.0  # seconds round a time that is asked for
_ALONE = 0.5  # what it counts that somebody speaks, where nothing else is asked for
ASKED = 0.3  # what a word about the asking counts


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign counts beside the passage's own words."""

    own: float = 1.0
    around: float = 0.2
    like: float = 1.5
    whole: float = 1.0
    after: float = 0.6
    before: float = 0.2
    said: float = 0.5  # all of the above, where an encoder says what is meant
    meant: float = 2.0
    meant_after: float = 0.4
    meant_before: float = 0.1
    speaker: float = 0.1
    time: float = 1.0


USUAL = Weights()


class Ranker:
    """Passages made ready to be ranked: their terms, the vectors of their words.

    `follows` says of each passage whether it goes on where the one before it ended, `languages` in
    which it is, as `language_of` names them. `rarity`
    overrides how rare terms are, where the passages are some of many.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        follows: Sequence[bool],
        languages: Sequence[str],
        weights: Weights = USUAL,
        rarity: Mapping[str, float] | None = None,
    ) -> None:
        self._weights = weights
        self._follows = np.array(follows, dtype=bool)
        self._speakers = [one.speakers for one in passages]
        self._starts = np.array([-1e9 if one.start is None else one.start for one in passages])
        self._ends = _ends(self._starts, self._follows)
        spoken = zip(passages, languages, strict=True)
        pairs = [terms_of(one.text, language) for one, language in spoken]
        counts = [Counter(term for term, _ in each) for each in pairs]
        spelled = {term: word for each in pairs for term, word in each}
        self._terms = {term: n for n, term in enumerate(spelled)}
        self._own = _Postings(counts, self._terms)
        around = [Counter[str]() for _ in counts]
        for n in np.flatnonzero(self._follows):
            around[n] = around[n] + counts[n - 1]
            around[n - 1] = around[n - 1] + counts[n]
        self._around = _Postings(around, self._terms)
        self._rarity = self._own.rarity()
        for term, rare in (rarity or {}).items():
            if term in self._terms:
                self._rarity[self._terms[term]] = rare
        self._vectors = unit(embed(list(spelled.values())))
        means = self._own.weighted(self._rarity, self._vectors)
        # What a question's mean is measured from: the mean word of the talk, as its passages are.
        mass = self._own.mass(self._rarity)
        self._usual = mass @ self._vectors / max(1e-9, float(mass.sum()))
        self._wholes = unit(means - means.mean(axis=0)) if len(means) else means

    def scores(self, query: Query, near: Scores | None = None) -> Scores:
        """Return how well each passage answers; below `LEAST` it has nothing to do with it.

        `near` is how near each comes in what it means, where an encoder was asked.
        """
        weights = self._weights
        found = np.zeros(self._own.passages)
        if query.terms and self._terms:
            found = self._led_to(self._worded(query), weights.after, weights.before)
        if near is not None and not query.alone and (query.terms or query.time is None):
            led = self._led_to(near, weights.meant_after, weights.meant_before)
            found = weights.said * found + weights.meant * led - _ELSE
        return self._placed(found, query)

    def _worded(self, query: Query) -> Scores:
        """How well the words of each passage are those of a question, or like them."""
        terms = list(zip(query.terms, query.words, strict=True))
        known = np.array([self._terms.get(term, -1) for term, _ in terms])
        rarity = np.array([self._rarity[n] if n >= 0 else self._rarity.max() for n in known])
        counted = np.array([ASKED if is_asking(word) else 1.0 for _, word in terms]) * rarity
        vectors = unit(embed([word for _, word in terms]))
        total = float(counted.sum()) * (K1 + 1)
        own = self._own.bm25(known, counted) / total
        around = self._around.bm25(known, counted) / total
        alike = np.clip((vectors @ self._vectors.T - LIKE_FROM) / (1 - LIKE_FROM), 0, 1)
        like = counted @ self._own.most(alike) / counted.sum()
        asked = (counted[:, None] * vectors).sum(axis=0) / counted.sum()
        whole = np.clip(self._wholes @ unit((asked - self._usual)[None])[0], 0, 1)
        weights = self._weights
        found: Scores = (
            weights.own * own
            + weights.around * around
            + weights.like * like
            + weights.whole * whole
        )
        return found

    def _led_to(self, scores: Scores, after: float, before: float) -> Scores:
        """The scores with a part of the neighbours': an answer stands after its question."""
        led = scores.copy()
        led[1:] += after * scores[:-1] * self._follows[1:]
        led[:-1] += before * scores[1:] * self._follows[1:]
        return led

    def _placed(self, scores: Scores, query: Query) -> Scores:
        """The scores with what the question says of who and when."""
        weights = self._weights
        if query.speakers:
            wanted = set(query.speakers)
            speaks = np.array([bool(wanted & set(one)) for one in self._speakers])
            scores = scores + (_ALONE if query.alone else weights.speaker) * speaks
        if query.time is not None:
            away = np.maximum(self._starts - query.time, query.time - self._ends).clip(0)
            near = np.exp(-((away / _SPREAD) ** 2) / 2)
            scores = scores + weights.time * near
        return scores


def _ends(starts: Scores, follows: NDArray[np.bool_]) -> Scores:
    """When passages end: where the next begins, or a while after they began."""
    ends = starts + _SPREAD
    on = np.flatnonzero(follows[1:] & (starts[1:] >= 0) & (starts[:-1] >= 0))
    ends[on] = starts[on + 1]
    return ends


def rarity(passages: int, seen: NDArray[np.int64]) -> Scores:
    """Return the inverse document frequency of terms that so many of the passages have."""
    found: Scores = np.log(1 + (passages - seen + 0.5) / (seen + 0.5))
    return found


class _Postings:
    """Which terms stand in which passage, and how often, as rows of numbers."""

    def __init__(self, counts: Sequence[Counter[str]], terms: dict[str, int]) -> None:
        self.passages = len(counts)
        lengths = np.array([len(each) for each in counts], dtype=np.int64)
        self._ends = np.concatenate([[0], np.cumsum(lengths)])
        self._term = np.array([terms[t] for each in counts for t in each], dtype=np.int64)
        self._count = np.array([n for each in counts for n in each.values()], dtype=np.float32)
        self._passage = np.repeat(np.arange(len(counts)), lengths)
        words = np.bincount(self._passage, self._count, minlength=len(counts))
        usual = max(1.0, float(words.mean())) if len(counts) else 1.0
        scale = K1 * (1 - B + B * words / usual)
        self._saturated = self._count * (K1 + 1) / (self._count + scale[self._passage])
        self._size = len(terms)

    def rarity(self) -> Scores:
        """Return the inverse document frequency of each term."""
        seen = np.bincount(self._term, minlength=self._size)
        return rarity(self.passages, seen)

    def bm25(self, terms: NDArray[np.int64], weights: Scores) -> Scores:
        """Return the sum over terms of what each counts, saturated by how often it stands there."""
        weight = np.zeros(self._size)
        np.add.at(weight, terms[terms >= 0], weights[terms >= 0])
        counted = weight[self._term] * self._saturated
        return np.bincount(self._passage, counted, minlength=self.passages).astype(float)

    def most(self, alike: Scores) -> Scores:
        """Return for each row of likenesses to terms the greatest in each passage."""
        found = np.zeros((len(alike), self.passages))
        filled = np.flatnonzero(np.diff(self._ends))
        if len(filled):
            found[:, filled] = np.maximum.reduceat(
                alike[:, self._term], self._ends[:-1][filled], axis=1
            )
        return found

    def mass(self, weight: Scores) -> Scores:
        """Return what each term counts in all passages together."""
        return np.bincount(self._term, weight[self._term], minlength=self._size).astype(float)

    def weighted(self, weight: Scores, vectors: Vectors) -> Vectors:
        """Return the weighted mean of the vectors of each passage's terms."""
        found = np.zeros((self.passages, vectors.shape[1]), dtype=np.float32)
        each = (weight[self._term] * np.sqrt(self._count))[:, None] * vectors[self._term]
        filled = np.flatnonzero(np.diff(self._ends))
        if len(filled):
            found[filled] = np.add.reduceat(each, self._ends[:-1][filled], axis=0)
        return found
