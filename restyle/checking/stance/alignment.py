"""Passages: the words of a part of a talk in a row, and where those of a sentence stand in it.

A sentence is laid beside the passage by local alignment (Smith and Waterman, 1981): the best
run of words that are the same, or of like meaning, in the same order, with gaps on both sides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from restyle.grounding.evidence import Evidence
from restyle.text.english.normalized import Mark, Reading, marked, reading

Floats = NDArray[np.float32]

_LEAST = 0.8  # what a run must score to be one
_RARITY = 6.0  # inverse document frequency above which a word counts no more
_SMALL = 0.3  # what a function word counts
_LIKE = 0.8  # of a word, one of like meaning
_LEAST_LIKE = 0.15  # likeness below which two words have nothing to do with each other
_UNLIKE = 0.3  # for two words that differ, in one place
_SKIPPED, _SKIPPED_SMALL = 0.3, 0.1  # for a word of the sentence that the run passes over
_PASSED, _PASSED_SMALL = 0.12, 0.06  # for a word of the passage that the run passes over
_PASSED_END = 0.08  # for the end of a sentence there
_FADING, _FADING_GAP = 0.8, 0.9  # what a pair counts of one that is a word nearer
_NEAR = 1e-3  # two scores that differ less are one
_AT_ONCE = 32  # sentences that are laid beside a passage together


@dataclass(frozen=True, slots=True)
class Pair:
    """A word of a sentence and one of a passage, by their numbers, and how much they share."""

    written: int
    said: int
    strength: float


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a sentence beside words of a passage, in order, and how well they fit."""

    pairs: tuple[Pair, ...]
    score: float

    def around(self, written: int, said: int) -> tuple[float, float]:
        """Return how well what stands before a place fits, and what stands after it.

        The nearer words count more, and those that follow one another on both sides.
        """
        before = after = 0.0
        for pair in self.pairs:
            if pair.written >= written and pair.said >= said:
                far, apart = pair.written - written, pair.said - said
                after += pair.strength * _faded(far, apart)
            elif pair.written < written and pair.said < said:
                far, apart = written - 1 - pair.written, said - 1 - pair.said
                before += pair.strength * _faded(far, apart)
        return before, after


class Passage:
    """Sentences of a talk as one reading. `sentence` says in which of them each word stands."""

    def __init__(self, evidence: Evidence, within: range) -> None:
        each = [(n, reading(evidence.said[n].text)) for n in within]
        self.reading = Reading.joined(one for _, one in each)
        self.sentence = tuple(n for n, one in each for _ in one.words)
        self._evidence = evidence
        ids: dict[str, int] = {}
        self._ids = np.array([ids.setdefault(w, len(ids)) for w in self.reading.words], np.intp)
        self._rows = ids
        says = np.array(self.reading.says, bool)
        telling = zip(self.reading.words, self.reading.says, strict=True)
        self._telling = tuple(dict.fromkeys(word for word, tells in telling if tells))
        self._tells = frozenset(self._telling)
        self._telling_rows = np.array([ids[word] for word in self._telling], np.intp)
        self._passed = np.where(says, _PASSED, _PASSED_SMALL).astype(np.float32)
        self._marks: dict[Mark, tuple[int, ...]] = {}
        self._marked: dict[tuple[frozenset[Mark], int, int], frozenset[int]] = {}
        for kind in Mark:
            numbers = (n for n, place in enumerate(self.reading.marks) if place.mark is kind)
            self._marks[kind] = tuple(numbers)
        for place in self.reading.marks:
            if place.mark is Mark.END and 0 < place.at < len(self._passed):
                self._passed[place.at] += _PASSED_END

    def marks(self, kind: Mark, run: Run, around: int) -> list[int]:
        """Return the marks of a kind that stand in a run, or so many words before or after it.

        They are given by their numbers among all marks.
        """
        first, last = run.pairs[0].said - around, run.pairs[-1].said + around
        return [n for n in self._marks[kind] if first <= self.reading.marks[n].at <= last]

    def marked(self, kinds: frozenset[Mark], before: int, after: int) -> frozenset[int]:
        """Return the words up to so many before a mark of these kinds, or after it."""
        if (kinds, before, after) not in self._marked:
            found = marked(self.reading, kinds, before, after)
            self._marked[kinds, before, after] = found
        return self._marked[kinds, before, after]

    def text(self, sentence: int) -> str:
        """Return a sentence of the talk, by its number, as it was said."""
        return self._evidence.said[sentence].text

    def counts(self, word: str) -> float:
        """Return how much a word that stands in the passage counts in an alignment."""
        return self._weight(word, says=word in self._tells)

    def _weight(self, word: str, *, says: bool) -> float:
        return 0.5 + min(1.0, self._evidence.weight(word) / _RARITY) if says else _SMALL

    def places(self, word: str) -> NDArray[np.intp]:
        """Return where in the passage a word stands."""
        return np.flatnonzero(self._ids == self._rows[word]) if word in self._rows else _NOWHERE

    def runs(self, sentences: Sequence[Reading]) -> tuple[Run, ...]:
        """Return the best run of each sentence; it is empty where nothing of it was said here."""
        found = [_NO_RUN] * len(sentences)
        told = [n for n, one in enumerate(sentences) if one.words]
        if told and self.reading.words:
            order = sorted(told, key=lambda n: -len(sentences[n].words))
            for first in range(0, len(order), _AT_ONCE):
                some = order[first : first + _AT_ONCE]
                for number, run in zip(some, self._runs([sentences[n] for n in some]), strict=True):
                    found[number] = run
        return tuple(found)

    def _runs(self, sentences: Sequence[Reading]) -> Iterator[Run]:
        """The best run of each of a few sentences, of which the longest comes first."""
        gains, skips = self._gains(sentences)
        scores = self._scores(gains, skips)
        for row, sentence in enumerate(sentences):
            length = len(sentence.words)
            run = _traced(scores[: length + 1], gains[:length], skips[:length], row)
            yield run if run.score >= _LEAST else _NO_RUN

    def _gains(self, sentences: Sequence[Reading]) -> tuple[list[Floats], list[Floats]]:
        """What the first, second, third... words of sentences bring, and what they cost.

        Each brings something if it is paired with a word of the passage (sentences that have
        such a word, words), and costs something if it is passed over (sentences). The longest
        sentence comes first.
        """
        each = [list(zip(one.words, one.says, strict=True)) for one in sentences]
        rows = {entry: n for n, entry in enumerate(dict.fromkeys(e for one in each for e in one))}
        table = self._table(list(rows))
        costs = np.array([_SKIPPED if says else _SKIPPED_SMALL for _, says in rows], np.float32)
        chosen = [[rows[one[at]] for one in each if len(one) > at] for at in range(len(each[0]))]
        return [table[some] for some in chosen], [costs[some] for some in chosen]

    def _table(self, vocabulary: Sequence[tuple[str, bool]]) -> Floats:
        """What pairing each of some words with each of the passage brings."""
        table = np.full((len(vocabulary), len(self._rows)), -_UNLIKE, np.float32)
        weights = np.array([self._weight(word, says=says) for word, says in vocabulary], np.float32)
        telling = [row for row, (_, says) in enumerate(vocabulary) if says]
        if telling and self._telling:
            words = [vocabulary[row][0] for row in telling]
            like = self._evidence.alike(words, self._telling) * _LIKE
            at, to = np.nonzero(like >= _LEAST_LIKE * _LIKE)
            rows = np.array(telling)[at]
            table[rows, self._telling_rows[to]] = like[at, to] * weights[rows]
        for row, (word, _) in enumerate(vocabulary):
            if word in self._rows:
                table[row, self._rows[word]] = weights[row]
        return table[:, self._ids]

    def _scores(self, gains: Sequence[Floats], skips: Sequence[Floats]) -> list[Floats]:
        """The score of the best run that ends at each word of sentences and of the passage.

        For no word, one, two... of the sentences: (sentences that have so many, words + 1).
        """
        so_far = np.cumsum(self._passed, dtype=np.float64)  # grows with the passage
        scores = [np.zeros((len(gains[0]), len(self._ids) + 1), np.float32)]
        for gain, skip in zip(gains, skips, strict=True):
            before = scores[-1][: len(gain)]
            best = before[:, :-1] + gain
            np.maximum(best, before[:, 1:] - skip[:, None], out=best)
            np.maximum(best, 0, out=best)
            after = np.zeros_like(before)
            passing = np.maximum.accumulate(best + so_far, axis=1)
            after[:, 1:] = np.maximum(best, passing - so_far)
            scores.append(after)
        return scores


def _faded(far: int, apart: int) -> float:
    return _FADING**far * _FADING_GAP ** max(0, apart - far)


_NO_RUN = Run((), 0.0)
_NOWHERE = np.zeros(0, np.intp)


def _traced(
    scores: Sequence[Floats], gains: Sequence[Floats], skips: Sequence[Floats], row: int
) -> Run:
    """The best run of one sentence, by its row, followed back from its end."""
    tops = [int(one[row].argmax()) for one in scores]
    written = max(range(len(tops)), key=lambda n: scores[n][row, tops[n]])
    said = tops[written]
    score = float(scores[written][row, said])
    pairs: list[Pair] = []
    while written and said and (here := scores[written][row, said]) > _NEAR:
        gain = gains[written - 1][row, said - 1]
        if abs(here - scores[written - 1][row, said - 1] - gain) < _NEAR:
            written, said = written - 1, said - 1
            if gain > 0:
                pairs.append(Pair(written, said, float(gain)))
        elif abs(here - scores[written - 1][row, said] + skips[written - 1][row]) < _NEAR:
            written -= 1
        else:
            said -= 1
    return Run(tuple(reversed(pairs)), score)
