"""No sentence says the opposite of what it rests on."""

import re
from collections.abc import Iterator

from restyle.check import CHECKS, Draft
from restyle.domain import Finding
from restyle.language.antonyms import opposites
from restyle.language.function_words import FUNCTION_WORDS
from restyle.language.polarity import Denial, emphatic, lacks_its_negation, polarity, undone
from restyle.language.stems import stem
from restyle.language.surroundings import Surroundings, Words, surroundings
from restyle.language.words import tokens

_TAG = re.compile(r"\b(?:right|yeah|correct|huh|okay|you know|no)\s*\?$", re.IGNORECASE)
_LEAST_SUPPORT = 0.4
_CANDIDATE = 0.4  # of the best score: what the sentence may rest on as well
_ALIKE = 0.8  # of the best score: what it rests on just as well
_DENIED, _AFFIRMED, _TURNED = 0.6, 0.45, 0.1  # how much surer a contradiction is than none
_ENOUGH = 4  # words; of a shorter sentence, less is sure


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the sentences that deny what was said, or say what was denied."""
    if draft.evidence.language != "en" or draft.brief.sums_up:
        return ()
    heard = _heard(draft)
    return tuple(
        Finding("negation", sentence.text, message, draft.spans(sentence))
        for number, sentence in draft.claims()
        for message in list(_faults(draft, number, heard))[:1]
    )


def _heard(draft: Draft) -> Surroundings:
    """Between which words the talk has a negation but never none, and the other way round."""
    each = draft.evidence.each(surroundings)
    said = [each[n] for n in draft.within if not draft.evidence.said[n].text.endswith("?")]
    denied = frozenset[Words]().union(*(one.denied for one in said))
    affirmed = frozenset[Words]().union(*(one.affirmed for one in said))
    plain = frozenset[Words]().union(*(one.plain for one in said))
    return Surroundings(denied - affirmed, affirmed - denied, plain - denied)


def _faults(draft: Draft, number: int, heard: Surroundings) -> Iterator[str]:
    sentence = draft.sentences[number]
    asks = sentence.text.rstrip("*_ ").endswith("?")
    if asks or sentence.support < _LEAST_SUPPORT or not sentence.bases:
        return
    written = surroundings(sentence.text)
    if written.denied & heard.plain:
        yield "this denies what was said"
    if written.plain & heard.denied:
        yield "this says what was denied"
    case = Case(draft, number)
    for margin, least, message in (
        (case.denies(), _DENIED, "this denies what was said"),
        (case.affirms(), _AFFIRMED, "this says what was denied"),
        (case.turns(), _TURNED, "this says the opposite of what was said"),
    ):
        if margin * min(1.0, len(set(sentence.words)) / _ENOUGH) >= least:
            yield message
    if wanting := lacks_its_negation(sentence.text):
        yield f"{wanting!r} wants a negation, and none stands here"
    if case.insists():
        yield "this says what was denied"


class Case:
    """A sentence of a draft beside all that it may rest on, for and against a contradiction.

    Each answer is a margin: how well the best contradiction fits, less how well the best
    agreement does, from -1 to 1.
    """

    def __init__(self, draft: Draft, number: int) -> None:
        self._scores = draft.scores[number]
        self._heard = draft.evidence.each(polarity)
        self._text = draft.sentences[number].text.rstrip()
        self._written = polarity(self._text)
        self._around = [polarity(one.text) for one in draft.beside(number)]
        best = self._scores[draft.sentences[number].bases[0]]
        self._best = float(best)
        self._said = draft.evidence.said
        self._candidates = [n for n in draft.within if self._scores[n] >= _CANDIDATE * best]

    def denies(self) -> float:
        """Whether the text denies what the source, in the same words, says."""
        return max(
            (self._denies(one) for one in self._written.denials if not one.implied), default=-1.0
        )

    def affirms(self) -> float:
        """Whether the text says what the source, in the same words, denies."""
        if self._text.endswith("?"):
            return -1.0
        return max(
            (
                self._affirms(number, one)
                for number in self._candidates
                if not self._asks(number)
                for one in self._heard[number].denials
                if not one.implied and one.scope
            ),
            default=-1.0,
        )

    def insists(self) -> bool:
        """Whether the text says with stress what the source denies: they do know."""
        verbs = emphatic(self._text)
        said = [self._said[n].text for n in self._candidates]
        return any(verbs & undone(one) for one in said) and not any(
            verbs & emphatic(one) for one in said
        )

    def turns(self) -> float:
        """Whether a word of the text stands where the source has its opposite."""
        written = self._written
        close = [n for n in self._candidates if self._scores[n] >= _ALIKE * self._best]
        margins = [
            float(self._scores[n]) - self._having(word)
            for n in close
            if not self._asks(n)
            for word in written.words - self._heard[n].words
            for other in (opposites(word) & self._heard[n].words) - written.words
            if (word in written.denied) == self._is_denied(n, other)
            and not _is_converse((self._text, word), (self._said[n].text, other))
        ]
        return max(margins, default=-1.0)

    def _denies(self, denial: Denial) -> float:
        against = max(
            (
                float(self._scores[n]) * denial.share(self._heard[n].affirmed)
                for n in self._candidates
                if not self._asks(n)
            ),
            default=0.0,
        )
        agreed = max(
            (
                max(float(self._scores[m]), 0.6 * float(self._scores[n]))
                * denial.share(self._heard[m].denied)
                for n in self._candidates
                for m in (n - 1, n, n + 1)
                if 0 <= m < len(self._heard)
            ),
            default=0.0,
        )
        return against - agreed

    def _affirms(self, number: int, denial: Denial) -> float:
        score = float(self._scores[number])
        shared = frozenset(denial.scope) & self._written.affirmed
        against = score * denial.share(self._written.affirmed)
        denied = max(denial.share(one.denied) for one in self._around)
        elsewhere = max(
            (
                float(self._scores[n]) * denial.share(shared & self._heard[n].affirmed)
                for n in self._candidates
            ),
            default=0.0,
        )
        implied = 0.5 if any(one.implied or not one.scope for one in self._written.denials) else 0.0
        return against - max(score * denied, elsewhere, against * implied)

    def _is_denied(self, number: int, word: str) -> bool:
        """Whether what was said denies a word, be it a verb as in "I don't want"."""
        return word in self._heard[number].denied or word in undone(self._said[number].text)

    def _having(self, word: str) -> float:
        return max(
            (float(self._scores[n]) for n in self._candidates if word in self._heard[n].words),
            default=0.0,
        )

    def _asks(self, number: int) -> bool:
        text = self._said[number].text.rstrip()
        return text.endswith("?") and not _TAG.search(text)


def _is_converse(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two texts, each with a word, say one thing: A more than B, B less than A."""
    (before, after), (earlier, later) = _round(*one), _round(*other)
    crossed = len(before & later) + len(after & earlier)
    return crossed > len(before & earlier) + len(after & later)


def _round(text: str, word: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems before a word of a text and after it."""
    stems = [stem(token.casefold()) for token in tokens(text)]
    at = stems.index(word) if word in stems else len(stems)
    small = FUNCTION_WORDS
    return frozenset(stems[:at]) - small, frozenset(stems[at + 1 :]) - small


CHECKS.add("negation", check)
