"""Evidence: a transcript, sentence by sentence, made ready to be looked up."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeAlias, TypeVar, TypeVarTuple, cast, overload

import numpy as np
from numpy.typing import NDArray

from restyle.grounding.exact_words import Wording
from restyle.text import sentences
from restyle.text.english.function_words import FUNCTION_WORDS
from restyle.text.spelling import Spellings
from restyle.text.stems import stem
from restyle.text.stopwords import language_of, stopwords
from restyle.text.vectors import embed, unit
from restyle.text.words import tokens
from restyle.transcript.transcript import Segment, Span, Transcript

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
_Near: TypeAlias = tuple[NDArray[np.intp], NDArray[np.float32]]  # sentences, and how near

_USUAL = 500  # sentences; in a shorter talk, words are as rare as in one of that length
_AKIN = 0.6
_AT_ONCE = 64  # words whose likeness is found out together
_MOST_KEPT = 8192  # words whose likeness is kept
_LEAST_ALIKE = 0.45  # two words with a lower cosine have nothing to do with each other


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a turn, where it stands, and the words of it that say something, as stems."""

    span: Span
    speaker: str
    text: str
    words: tuple[str, ...]


class Evidence:
    """All that was said in a talk, for checks. Built once a transcript; it does not change.

    `said` holds every sentence of every turn but the sponsors'; `weights` say how rare a word
    is among them (inverse document frequency).
    """

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.language = language_of(transcript.opening)
        self.said = tuple(_said(transcript, self.language))
        self.weights = _weights([one.words for one in self.said])
        self._most = float(np.log(1 + max(_USUAL, len(self.said))))
        self._rows = {word: row for row, word in enumerate(self.weights)}
        self._vectors = unit(embed(list(self.weights)))
        self._turns: dict[int, list[int]] = {}
        for number, one in enumerate(self.said):
            self._turns.setdefault(one.span.turn, []).append(number)
        self._analysed: dict[object, object] = {}
        self._heard_as: dict[str, str] = {}
        self._near: dict[str, _Near] = {}
        self.heard = frozenset(w.casefold() for one in self.said for w in tokens(one.text))
        self._spellings = Spellings(self.heard)
        self._places = self._sentences_of_words()

    @cached_property
    def wording(self) -> Wording:
        """The words of the talk in a row, to search quotes in."""
        return Wording(self.transcript)

    def weight(self, word: str) -> float:
        """Return how much a word says; one that nobody said says most."""
        return self.weights.get(word, self._most)

    def each(self, analyse: Callable[[str], T]) -> Sequence[T]:
        """Return what a function makes of each sentence, found out when it is first asked for."""
        if analyse not in self._analysed:
            self._analysed[analyse] = _Each(self.said, analyse)
        return cast("Sequence[T]", self._analysed[analyse])

    def once(self, analyse: "Callable[[Evidence, *Ts], T]", *args: *Ts) -> T:
        """Return what a function makes of the talk; for the same arguments it is asked once."""
        if (analyse, args) not in self._analysed:
            self._analysed[analyse, args] = analyse(self, *args)
        return cast("T", self._analysed[analyse, args])

    def heard_as(self, word: str) -> str:
        """Return the word of the talk that is spelled most nearly like another, or nothing."""
        if word not in self._heard_as:
            self._heard_as[word] = self._spellings.nearest(word)
        return self._heard_as[word]

    def within(self, segment: Segment) -> range:
        """Return which sentences stand in a segment, in a row."""
        held: dict[int, list[Span]] = {}
        for span in segment.spans:
            held.setdefault(span.turn, []).append(span)
        found = [
            n
            for turn, spans in held.items()
            for n in self._turns.get(turn, ())
            if any(_holds(span, self.said[n].span) for span in spans)
        ]
        return range(min(found), max(found) + 1) if found else range(0)

    def likeness(self, words: Sequence[str], among: range) -> NDArray[np.float32]:
        """Return how near each of the words comes to one of each sentence's: (words, sentences).

        1 for the same stem, less for a word of like meaning, 0 for none. The sentences are those
        `among` all.
        """
        if len(self._near) > _MOST_KEPT:
            self._near.clear()
        fresh = [word for word in dict.fromkeys(words) if word not in self._near]
        for first in range(0, len(fresh), _AT_ONCE):
            some = fresh[first : first + _AT_ONCE]
            self._near.update(zip(some, self._nearness(some), strict=True))
        table = np.zeros((len(words), len(among)), dtype=np.float32)
        for row, word in enumerate(words):
            places, values = self._near[word]
            begin, end = np.searchsorted(places, (among.start, among.stop))
            table[row, places[begin:end] - among.start] = values[begin:end]
        return table

    def _nearness(self, words: Sequence[str]) -> list[_Near]:
        """The likeness of some words, always as many: so a word's is the same in any company."""
        filled = [*words, *[""] * (_AT_ONCE - len(words))]
        alike = _rescaled((unit(embed(filled)) @ self._vectors.T)[: len(words)])
        for row, word in enumerate(words):
            if (column := self._rows.get(word)) is not None:
                alike[row, column] = 1.0
        return [self._spread(row) for row in alike]

    def _spread(self, alike: NDArray[np.float32]) -> _Near:
        """The sentences that have a word like another, in order, and how like the likest is."""
        columns = np.flatnonzero(alike)  # few: most words have nothing to do with each other
        columns = columns[np.argsort(alike[columns], kind="stable")]
        if not len(columns):
            return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.float32)
        places = np.concatenate([self._places[column] for column in columns])
        values = np.concatenate(
            [np.full(len(self._places[column]), alike[column]) for column in columns]
        )
        # Of the same sentence the last counts, which is the highest.
        found, last = np.unique(places[::-1], return_index=True)
        return found, values[::-1][last].astype(np.float32)

    def alike(self, some: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
        """Return how near each of some words comes in meaning to each of others, from 0 to 1."""
        cosines = self._vectors_of(some) @ self._vectors_of(others).T
        return _rescaled(cosines)

    def _vectors_of(self, words: Sequence[str]) -> NDArray[np.float32]:
        known = [self._rows.get(word, -1) for word in words]
        vectors = self._vectors[known]
        strange = [n for n, row in enumerate(known) if row < 0]
        if strange:
            vectors[strange] = unit(embed([words[n] for n in strange]))
        return vectors

    def _sentences_of_words(self) -> list[NDArray[np.intp]]:
        """For each word of the talk, by its row, the sentences that have it."""
        found: list[list[int]] = [[] for _ in self._rows]
        for number, one in enumerate(self.said):
            for word in set(one.words):
                found[self._rows[word]].append(number)
        return [np.array(numbers, dtype=np.intp) for numbers in found]

    def akin(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Return whether a word of some means about the same as one of the others."""
        cosines = self._vectors_of(list(some)) @ self._vectors_of(list(others)).T
        return bool(cosines.size and cosines.max() >= _AKIN)


class _Each(Sequence[T]):
    """What a function makes of each of some sentences."""

    def __init__(self, said: Sequence[Said], analyse: Callable[[str], T]) -> None:
        self._said = said
        self._analyse = analyse
        self._made: dict[int, T] = {}

    def __len__(self) -> int:
        return len(self._said)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return [self[n] for n in range(*index.indices(len(self)))]
        if index not in self._made:
            self._made[index] = self._analyse(self._said[index].text)
        return self._made[index]


def stems(text: str, language: str = "en") -> tuple[str, ...]:
    """Return the words of a text that say something, as stems, in order."""
    dull = FUNCTION_WORDS if language == "en" else stopwords(language)
    return tuple(one for token in tokens(text) for one in _stems(token, language, dull))


@lru_cache(maxsize=1 << 16)
def _stems(token: str, language: str, dull: frozenset[str]) -> tuple[str, ...]:
    parts = (part.removesuffix("'s") for part in token.casefold().split("-") if part)
    return tuple(stem(word, language) for word in parts if _says(word, dull))


def _says(word: str, dull: frozenset[str]) -> bool:
    return word not in dull and not word[0].isdigit() and (len(word) > 1 or not word.isascii())


def _rescaled(cosines: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much words with these cosines have in common."""
    alike: NDArray[np.float32] = np.clip((cosines - _LEAST_ALIKE) / (1 - _LEAST_ALIKE), 0, 1)
    return alike


def _said(transcript: Transcript, language: str) -> Iterable[Said]:
    for turn in transcript.turns:
        if not turn.kind.is_talk:
            continue
        text = turn.text
        for start, end in (p for s in sentences.spans(text) for p in sentences.parts(text, *s)):
            words = stems(text[start:end], language)
            yield Said(Span(turn.index, start, end), turn.speaker, text[start:end], words)


def _weights(found: Sequence[Sequence[str]]) -> dict[str, float]:
    counts = Counter(word for words in found for word in set(words))
    total = max(_USUAL, len(found))
    weights = {word: float(np.log(1 + total / (1 + n))) for word, n in counts.items()}
    return {"": 0.0, **weights}


def _holds(span: Span, inner: Span) -> bool:
    return span.start <= inner.start < span.end
