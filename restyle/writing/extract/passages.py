"""The best stretches of a segment's sentences for an extract.

A reader follows two or three sentences that were said in a row far better than as many that
were picked from all over, so stretches are chosen, not sentences.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from restyle.text.centrality import Scores, lexrank
from restyle.text.english.clauses import quotable
from restyle.text.english.questions import asked
from restyle.text.vectors import Vectors, centred, embed, unit
from restyle.text.words import content
from restyle.writing.extract.spoken import Sentence, follows

_LEAST_WORDS = 6
_LEAST_CONTENT = 2
_MOST_SENTENCES = 5
_STRETCH_WORDS = range(18, 120)
_QUESTION_WORDS = 40  # a longer question does not lead in an answer
_REDUNDANCY = 0.6
_HEDGES = re.compile(
    r"\b(?:sort of|kind of|you know|i guess|i mean|or whatever|real quick|realistically|technically"
    r"|practically speaking|basically)\b",
    re.IGNORECASE,
)
_A_CLAIM = 1.4  # times what a sentence is worth that makes no plain claim
_AN_ANSWER = 1.15  # times what a stretch is worth that opens no answer
_A_HEDGE = 0.8  # times what a sentence is worth without it
_CHAT_PART, _MOST_CHAT, _LEAST_CHAT = 8, 60, 4  # sentences at the beginning that may be chat
_FAR = 0.35  # of how near to its subject a talk is, that chat is farther from it


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Sentences in a row, `first` to `last`, and how good they are to read."""

    first: int
    last: int
    words: int
    merit: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """The sentences of a segment, their vectors (unit rows), and their scores.

    A score says how much a sentence matters to its segment, 1 for the most central.
    """

    sentences: Sequence[Sentence]
    vectors: Vectors
    scores: Scores


def rank(segments: Sequence[Sequence[Sentence]]) -> list[Ranked]:
    """Return the sentences of all segments of a talk with their scores.

    What is far from the subject of the whole talk, such as the weather before it, counts less.
    """
    flat = [sentence for found in segments for sentence in found]
    raw = embed([sentence.text for sentence in flat])
    lengths = np.array([sentence.words for sentence in flat], dtype=np.float64)
    subject = unit(np.average(raw, axis=0, weights=lengths)[None, :]) if flat else raw
    near = np.clip((unit(raw) @ subject.T)[:, 0], 0, None) if flat else lengths
    near = near * _on_the_subject(flat, near)
    ranked, start = [], 0
    for found in segments:
        rows = slice(start, start + len(found))
        start += len(found)
        vectors = unit(centred(raw[rows]))
        biases = np.array([_bias(sentence) for sentence in found])
        scores = lexrank(vectors, biases) * np.sqrt(biases) * near[rows]
        ranked.append(Ranked(found, vectors, scores / scores.max() if scores.any() else scores))
    return ranked


def _on_the_subject(flat: Sequence[Sentence], near: Scores) -> Scores:
    """0 for the chat before a talk comes to its subject, 1 for all that follows.

    The talk begins where what comes before is farthest from its subject, beside what follows.
    """
    kept = np.ones(len(flat))
    reach = min(len(flat) // _CHAT_PART, _MOST_CHAT)
    if reach < _LEAST_CHAT:
        return kept
    gaps = [near[n : n + reach].mean() - near[:n].mean() for n in range(_LEAST_CHAT, reach + 1)]
    if max(gaps) > _FAR * near.mean():
        kept[: _LEAST_CHAT + int(np.argmax(gaps))] = 0.0
    return kept


def choose(ranked: Ranked, words: int) -> list[int]:
    """Return the indexes of the sentences to keep, in order, about `words` words together.

    A segment that is no longer than that is kept whole.
    """
    found = ranked.sentences
    if sum(sentence.words for sentence in found) <= words:
        return list(range(len(found)))
    kept = _best_stretches(ranked, list(_stretches(found, ranked.scores)), words)
    if not kept:  # nothing stands by itself, as in a quick exchange: the best sentences must do
        kept = set(_best_sentences(ranked, words))
    return sorted(kept)


def _best_sentences(ranked: Ranked, words: int) -> Iterator[int]:
    for index in np.argsort(-ranked.scores, kind="stable"):
        if words <= 0:
            return
        words -= ranked.sentences[index].words
        yield int(index)


def _best_stretches(ranked: Ranked, stretches: list[_Stretch], words: int) -> set[int]:
    """Take the best stretches, each unlike those before, until there are words enough."""
    found, vectors = ranked.sentences, ranked.vectors
    kept: set[int] = set()
    if not stretches:
        return kept
    means = np.array([vectors[s.first : s.last + 1].mean(axis=0) for s in stretches])
    merits = np.array([s.merit for s in stretches])
    merits /= merits.max()
    nearest = np.zeros(len(stretches))
    while words > 0 and np.isfinite(merits).any():
        best = int(np.argmax(merits - _REDUNDANCY * nearest))
        stretch = stretches[best]
        merits[best] = -np.inf
        if kept and stretch.words > words * 1.25:
            continue
        lead = _question_before(found, stretch.first)
        kept.update(range(stretch.first if lead is None else lead, stretch.last + 1))
        words -= stretch.words
        nearest = np.maximum(nearest, means @ means[best])
        merits[[_touch(stretch, other) for other in stretches]] = -np.inf
    return kept


def _touch(one: _Stretch, other: _Stretch) -> bool:
    return other.first <= one.last + 1 and one.first <= other.last + 1


def _stretches(found: Sequence[Sentence], scores: Scores) -> Iterator[_Stretch]:
    """Every run of sentences of one turn that stands by itself."""
    for first, sentence in enumerate(found):
        if sentence.leans or scores[first] <= 0:
            continue
        beginning = _beginning(found, first)
        words, total = 0, 0.0
        for last in range(first, min(first + _MOST_SENTENCES, len(found))):
            if last > first and not follows(found[last], found[last - 1]):
                break
            words += found[last].words
            total += float(scores[last])
            if words in _STRETCH_WORDS:
                merit = total / words**0.5 * _ending(found, last) * beginning
                yield _Stretch(first, last, words, merit)


def _beginning(found: Sequence[Sentence], first: int) -> float:
    """More than 1 where a stretch opens the answer to a question that stands by itself."""
    if not first or found[first - 1].speaker == found[first].speaker:
        return 1.0
    return _AN_ANSWER if any(asked(found[first - 1].text)) else 1.0


def _ending(found: Sequence[Sentence], last: int) -> float:
    """Less than 1 where the next sentence goes on with the thought, or the last one asks."""
    following = found[last + 1] if last + 1 < len(found) else None
    goes_on = following is not None and following.leans
    goes_on = goes_on and following is not None and following.span.turn == found[last].span.turn
    return (0.85 if goes_on else 1.0) * (0.7 if found[last].text.endswith("?") else 1.0)


def _question_before(found: Sequence[Sentence], first: int) -> int | None:
    """The question that a stretch answers, if the stretch opens the answer."""
    before = first - 1
    if before < 0 or found[before].span.turn >= found[first].span.turn:
        return None
    question = found[before]
    asks = question.text.endswith("?") and _LEAST_WORDS <= question.words <= _QUESTION_WORDS
    return (
        before if asks and not question.leans and question.speaker != found[first].speaker else None
    )


def _bias(sentence: Sentence) -> float:
    """How much a sentence says by itself: its content words, less what it leans on."""
    carried = len(set(content(sentence.text)))
    if not sentence.text[:40].isascii():  # scripts in which words are not told apart
        carried = max(carried, sentence.words // 3)
    if sentence.words < _LEAST_WORDS or carried < _LEAST_CONTENT:
        return 0.0
    asks = 0.5 if sentence.text.endswith("?") else 1.0
    broken = 0.3 if sentence.text.endswith(("...", "…", "-", "–", "—")) else 1.0
    length = min(1.0, 40 / sentence.words)
    length *= _A_HEDGE ** len(_HEDGES.findall(sentence.text))
    length *= _A_CLAIM if next(quotable(sentence.text), "") else 1.0
    return (
        float(np.sqrt(min(carried, 12))) * asks * broken * length * (0.7 if sentence.leans else 1.0)
    )
