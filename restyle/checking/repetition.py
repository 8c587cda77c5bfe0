"""Seams: what gives away that the sections of a document were written apart.

Openings, sentences and phrases that come back, habits, and the same example told twice. The section
that comes later has the finding.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from restyle.checking import Draft
from restyle.document.document import Finding
from restyle.grounding.align import Grounded
from restyle.grounding.exact_words import words_of
from restyle.text.english.function_words import FUNCTION_WORDS

_OPENING = 3  # first words that no two sections share
_SENTENCE = 6  # words from which on a sentence must not come back
_FORMULA = 4  # first words of a sentence that are a habit, if they come back often
_OFTEN = 2  # earlier sections that have them
_SPEAKERS = frozenset("i i'm i'd we he she they".split())  # who says what may come back
_PHRASE = 7  # words from which on a phrase must not come back
_CONTENT = 3  # of these, words that say something
_TOLD = 0.62  # of what a paragraph says, that another one says as well
_LEAST_TOLD = 10  # words that say something, of a paragraph that may repeat another


def seams(drafts: Sequence[Draft]) -> tuple[tuple[Finding, ...], ...]:
    """Return the findings of each section, in order, that concern an earlier one."""
    found: list[list[Finding]] = [[] for _ in drafts]
    for look in (_openings, _sentences, _examples, _phrases, _formulas):
        for number, finding in look(drafts):
            if all(
                finding.text not in one.text and one.text not in finding.text
                for one in found[number]
            ):
                found[number].append(finding)
    return tuple(map(tuple, found))


def _openings(drafts: Sequence[Draft]) -> Iterator[tuple[int, Finding]]:
    """Sections that begin with the same words."""
    seen: dict[tuple[str, ...], int] = {}
    for number, draft in enumerate(drafts):
        if not draft.sentences:
            continue
        first = draft.sentences[0].text
        words = tuple(words_of(first)[:_OPENING])
        if len(words) == _OPENING and words in seen:
            yield number, _finding(first, f"section {seen[words] + 1} begins with the same words")
        seen.setdefault(words, number)


def _sentences(drafts: Sequence[Draft]) -> Iterator[tuple[int, Finding]]:
    """Sentences that stand, all but word for word, in two sections."""
    seen: dict[tuple[str, ...], int] = {}
    for number, draft in enumerate(drafts):
        for sentence in draft.sentences:
            words = tuple(words_of(sentence.text))
            if len(words) < _SENTENCE:
                continue
            if seen.setdefault(words, number) != number:
                message = f"this sentence stands in section {seen[words] + 1} as well"
                yield number, _finding(sentence.text, message)


def _formulas(drafts: Sequence[Draft]) -> Iterator[tuple[int, Finding]]:
    """Sentences that begin as others in two earlier sections do: "But here's the problem"."""
    seen: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, draft in enumerate(drafts):
        for sentence in draft.sentences:
            words = tuple(words_of(sentence.text)[:_FORMULA])
            if len(words) < _FORMULA or words[0] in _SPEAKERS:
                continue
            earlier = sorted(seen[words] - {number})
            if len(earlier) >= _OFTEN:
                places = " and ".join(str(n + 1) for n in earlier[:_OFTEN])
                message = f"sections {places} have a sentence that begins with these words"
                yield number, _finding(sentence.text, message)
            seen[words].add(number)


def _phrases(drafts: Sequence[Draft]) -> Iterator[tuple[int, Finding]]:
    """Longer phrases that stand in two sections and were not said in the talk."""
    words = words_of(" ".join(one.text for one in drafts[0].evidence.said)) if drafts else []
    said = f" {' '.join(words)} "
    seen: dict[str, int] = {}
    for number, draft in enumerate(drafts):
        for sentence in draft.sentences:
            again = [
                (phrase, earlier)
                for phrase in map(" ".join, _runs(sentence))
                if (earlier := seen.setdefault(phrase, number)) != number
                and f" {phrase} " not in said
            ]
            for phrase, earlier in again[:1]:
                message = f"section {earlier + 1} has “{phrase}” as well"
                yield number, _finding(sentence.text, message)


def _runs(sentence: Grounded) -> Iterator[tuple[str, ...]]:
    words = words_of(sentence.text)
    for start in range(len(words) - _PHRASE + 1):
        run = tuple(words[start : start + _PHRASE])
        if sum(word not in FUNCTION_WORDS for word in run) >= _CONTENT:
            yield run


def _examples(drafts: Sequence[Draft]) -> Iterator[tuple[int, Finding]]:
    """Paragraphs that tell what a paragraph of an earlier section tells."""
    told = [
        (number, paragraph, words)
        for number, draft in enumerate(drafts)
        for paragraph, words in _told(draft)
    ]
    if not told:
        return
    evidence = drafts[0].evidence
    columns = {word: n for n, word in enumerate(sorted({w for *_, words in told for w in words}))}
    table = np.zeros((len(told), len(columns)), dtype=np.float32)
    for row, (_, _, words) in enumerate(told):
        for word in words:
            table[row, columns[word]] = evidence.weight(word) ** 0.5
    shared = table @ table.T
    least = np.minimum.outer(shared.diagonal(), shared.diagonal())
    alike = shared / np.where(least > 0, least, 1)
    for row, (number, paragraph, _) in enumerate(told):
        earlier = [
            other for other in range(row) if told[other][0] < number and alike[row, other] >= _TOLD
        ]
        if earlier:
            message = f"section {told[earlier[0]][0] + 1} tells this as well"
            yield number, _finding(_first_words(drafts[number], paragraph), message)


def _told(draft: Draft) -> Iterator[tuple[int, set[str]]]:
    """The paragraphs of a section that say enough, with their words."""
    for number in range(len(draft.paragraphs)):
        words = {w for one in draft.sentences if one.paragraph == number for w in one.words}
        if len(words) >= _LEAST_TOLD:
            yield number, words


def _first_words(draft: Draft, paragraph: int) -> str:
    """The first sentence of a paragraph, but not what stands alone before it as a label does."""
    sentences = [one.text for one in draft.sentences if one.paragraph == paragraph]
    return next((one for one in sentences if len(words_of(one)) > 1), sentences[0])


def _finding(text: str, message: str) -> Finding:
    return Finding("seam", re.sub(r"\s+", " ", text), message)
