"""Talks made ready to be searched, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from restyle.search.meaning import Encoder, Meaning, kept_windows_of
from restyle.search.passages import Passage, passages_of
from restyle.search.query import Query, query_of
from restyle.search.ranking import LEAST, USUAL, Ranker, Weights
from restyle.text.stopwords import language_of
from restyle.transcript.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: in which talk, by its number from 0, and how well it answers."""

    talk: int
    number: int
    passage: Passage
    score: float


class TalkIndex:
    """The passages of talks, ranked by how well they answer a question, to an encoder as well."""

    def __init__(
        self,
        talks: Sequence[Transcript],
        weights: Weights = USUAL,
        encoder: Encoder | None = None,
    ) -> None:
        self.talks = tuple(talks)
        self.passages = tuple(passages_of(talk) for talk in talks)
        self._speakers = tuple(dict.fromkeys(n for talk in talks for n in talk.speakers))
        self._flat = [
            (n, number, one)
            for n, passages in enumerate(self.passages)
            for number, one in enumerate(passages)
        ]
        self._language = language_of(talks[0].opening) if talks else "en"
        self._ranker = Ranker(
            [one for *_, one in self._flat],
            [number > 0 for _, number, _ in self._flat],
            [self._language] * len(self._flat),
            weights,
        )
        self._meaning = self._meant(encoder) if encoder else None

    def query(self, text: str) -> Query:
        """Return a question as it is understood for these talks."""
        return query_of(text, self._speakers, self._language)

    def find(self, question: str, most: int = 8, *, apart: bool = False) -> tuple[Hit, ...]:
        """Return the passages that answer a question, the best first; none if nothing does.

        Those that are `apart` are no neighbours, for who looks at the neighbours of each as well.
        """
        near = self._meaning.nearness(question) if self._meaning else None
        scores = self._ranker.scores(self.query(question), near)
        order = np.argsort(-scores, kind="stable")
        hits: list[Hit] = []
        for n in order:
            talk, number, passage = self._flat[n]
            if len(hits) == most or scores[n] < LEAST:
                break
            beside = any(one.talk == talk and abs(one.number - number) == 1 for one in hits)
            again = any(one.passage.text == passage.text for one in hits)
            if not (again or (apart and beside)):
                hits.append(Hit(talk, number, passage, float(scores[n])))
        return tuple(hits)

    def beside(self, hit: Hit) -> tuple[Passage | None, Passage | None]:
        """Return the passages just before and just after one that was found."""
        own = self.passages[hit.talk]
        before = own[hit.number - 1] if hit.number else None
        return before, own[hit.number + 1] if hit.number + 1 < len(own) else None

    def _meant(self, encoder: Encoder) -> Meaning:
        talks = [[one.text for one in passages] for passages in self.passages]
        return Meaning(
            encoder, [each for texts in talks for each in kept_windows_of(texts, encoder)]
        )
