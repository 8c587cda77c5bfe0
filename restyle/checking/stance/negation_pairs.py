"""Partners: which negations of a sentence answer to which of the run that it rests on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from restyle.checking.stance.alignment import Passage, Run
from restyle.text.english.normalized import Mark, Place, Reading
from restyle.text.stems import stem

_NEAR = 2  # words of the sentence between two negations that are one
_SAME_NEAR = 5  # the same, if they are the same word
_QUANTIFIED_NEAR = 7  # "nothing stops you", "there is nothing stopping you"
_RAISED_REACH = 20  # "I don't think that a reset would help", "a reset would not help"
_IMPLIED_NEAR = 3  # "he was unable to hire", "he could not hire"
_STUTTER = 3  # words in which one negation is said twice
_ROUND = 6  # words before a run and after it that belong to it
_CLOSE = 3  # words round a negation that tell which sentence it rests on
_OPINIONS = frozenset(
    map(stem, "think believe want expect suppose feel see say seem clear sure certain".split())
)
_QUANTIFIERS = frozenset("no none nobody nothing neither nor nowhere without never".split())


@dataclass(frozen=True, slots=True)
class Unmatched:
    """The negations of a sentence, and of its run, that have no partner on the other side.

    They are given by their places among the marks of their reading.
    """

    written: tuple[int, ...]
    said: tuple[int, ...]


def lonely(written: Reading, passage: Passage, run: Run) -> Unmatched:
    """Return the negations of either side that have no partner."""
    return _Partners(written, passage, run).lonely()


class _Partners:
    def __init__(self, written: Reading, passage: Passage, run: Run) -> None:
        self._written, self._passage, self._pairs = written, passage, run.pairs
        said = passage.reading
        same = [p for p in run.pairs if written.words[p.written] == said.words[p.said]]
        own, other = {p.written for p in same}, {p.said for p in same}
        marks = list(enumerate(written.marks))
        self._here = [n for n, p in marks if p.mark is Mark.NEGATION]
        self._there = passage.marks(Mark.NEGATION, run, _ROUND)
        self._meant_here = [n for n, p in marks if p.mark is Mark.IMPLIED and p.at not in own]
        meant = passage.marks(Mark.IMPLIED, run, _ROUND)
        self._meant_there = [n for n in meant if said.marks[n].at not in other]

    def lonely(self) -> Unmatched:
        """The negations without a partner: first among negations, then among words that deny."""
        here, there = self._matched(self._here, self._there, self._reach)
        there |= self._stutters(there)
        alone = [n for n in self._here if n not in here]
        meant, _ = self._matched(alone, self._meant_there, lambda *_: _IMPLIED_NEAR)
        unsaid = [n for n in self._there if n not in there]
        _, unmeant = self._matched(self._meant_here, unsaid, lambda *_: _IMPLIED_NEAR)
        return Unmatched(
            tuple(n for n in alone if n not in meant),
            tuple(n for n in unsaid if n not in unmeant),
        )

    def _matched(
        self, here: Sequence[int], there: Sequence[int], reach: Callable[[Place, Place, int], int]
    ) -> tuple[set[int], set[int]]:
        """Pair marks of both sides one to one, the nearest first."""
        near = []
        for one in here:
            for other in there:
                mark, answer = self._written.marks[one], self._passage.reading.marks[other]
                distance, ahead = self._between(mark.at, answer.at)
                if distance <= reach(mark, answer, ahead) and self._is_of(mark.at, answer.at):
                    near.append((distance, one, other))
        ones: set[int] = set()
        others: set[int] = set()
        for _, one, other in sorted(near):
            if one not in ones and other not in others:
                ones.add(one)
                others.add(other)
        return ones, others

    def _between(self, at: int, place: int) -> tuple[int, int]:
        """How many words of the sentence lie between a place of it and one of the passage.

        The second number tells on which side: above 0 if the passage's stands later.
        """
        before = [p for p in self._pairs if p.said < place]
        after = [p for p in self._pairs if p.said >= place]
        if before and after:
            low, high = before[-1].written + 1, after[0].written
        else:  # beyond the run, its words go on one by one
            near = before[-1] if before else after[0]
            low = high = near.written + place - near.said
        return max(0, low - at, at - high), (low > at) - (high < at)

    def _is_of(self, at: int, place: int) -> bool:
        """Whether a place of the passage is in a sentence that the words round `at` rest on."""
        close = [p for p in self._pairs if abs(p.written - at) <= _CLOSE]
        close += [p for p in self._pairs if p.written >= at][:1]
        own = self._passage.sentence[min(place, len(self._passage.sentence) - 1)]
        ends = self._passage.sentence[max(0, place - 1)]
        return not close or any(self._passage.sentence[p.said] in (own, ends) for p in close)

    def _reach(self, mark: Place, answer: Place, ahead: int) -> int:
        reach = _SAME_NEAR if mark.text == answer.text else _NEAR
        if mark.text in _QUANTIFIERS or answer.text in _QUANTIFIERS:
            reach = max(reach, _QUANTIFIED_NEAR)
        if ahead >= 0 and _is_raised(self._written, mark):
            return _RAISED_REACH
        if ahead <= 0 and _is_raised(self._passage.reading, answer):
            return _RAISED_REACH
        return reach

    def _stutters(self, matched: Iterable[int]) -> set[int]:
        marks = self._passage.reading.marks
        return {
            n
            for n in self._there
            if any(n != m and abs(marks[n].at - marks[m].at) <= _STUTTER for m in matched)
        }


def _is_raised(reading: Reading, negation: Place) -> bool:
    """Whether a negation stands with a verb of thinking: it denies what is thought."""
    return any(map(is_opinion, reading.words[negation.at : negation.at + 2]))


def is_opinion(word: str) -> bool:
    """Return whether a word of a reading is a verb of thinking, as in "I don't think"."""
    return word in _OPINIONS
