"""Wording: whether words were said exactly so, and if not, what was said that is nearest.

"Exactly" is as an editor understands it: case, punctuation, fillers, words said twice, and
somebody's "mhm" in between do not count; every other word does.
"""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from restyle.text.english.fillers import PHRASES, is_filler
from restyle.transcript.transcript import Span, Transcript

_TOKEN = re.compile(r"\w+(?:['’]\w+|[.,]\d+)*|%")
_IN_PHRASES = frozenset(word for phrase in PHRASES for word in phrase)
_LONGEST_REPEAT = 4  # words
_LENGTHS = range(1, _LONGEST_REPEAT + 1)
_SHORT_TURN = 3  # words: what is said into another's speech
_CANDIDATES = 12
_TELLING = 6  # words of a quote, the rarest, by which it is looked for
_SLACK = 3  # words by which what was said may be longer than the quote


@dataclass(frozen=True, slots=True)
class Place:
    """Words as they were said: where they stand, who said them, and how near they come (0 to 1)."""

    span: Span
    speaker: str
    text: str
    nearness: float


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    turn: int
    start: int
    end: int
    droppable: bool


class Wording:
    """The words of a talk in a row, to be searched for a quote. Built once a talk."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._tokens = list(_tokens(transcript))
        self._places: dict[str, list[int]] = defaultdict(list)
        for number, token in enumerate(self._tokens):
            self._places[token.word].append(number)

    def exact(self, quote: str) -> tuple[Place, ...]:
        """Return every place at which a quote was said, word for word."""
        words = words_of(quote)
        if not words:
            return ()
        ends = ((start, self._match(words, start)) for start in self._places.get(words[0], ()))
        return tuple(self._place(start, end, 1.0) for start, end in ends if end)

    def nearest(self, quote: str) -> Place | None:
        """Return what was said that comes nearest to a quote; None where nothing is like it."""
        words = words_of(quote)
        best: tuple[float, int, int] = (0.0, 0, 0)
        for begin in self._candidates(words):
            window = self._tokens[begin : begin + len(words) + 2 * _SLACK]
            nearness, start, end = _fitted(words, window)
            if nearness > best[0]:
                best = (nearness, begin + start, begin + end)
        return self._place(best[1], best[2], best[0]) if best[2] > best[1] else None

    def _match(self, words: Sequence[str], start: int) -> int:
        """Where a match of all words from `start` on ends, 0 if there is none."""
        at = start
        for word in words:
            while at < len(self._tokens) and self._tokens[at].word != word:
                if not self._tokens[at].droppable or at == start:
                    return 0
                at += 1
            if at == len(self._tokens) or not self._joins(start, at):
                return 0
            at += 1
        return at

    def _joins(self, start: int, at: int) -> bool:
        """Whether two tokens were said by one person."""
        turns = self._transcript.turns
        first, second = self._tokens[start].turn, self._tokens[at].turn
        return first == second or (
            turns[first].speaker == turns[second].speaker and second - first <= 4
        )

    def _candidates(self, words: Sequence[str]) -> list[int]:
        """Where a window begins that shares most words with the quote."""
        begins: Counter[int] = Counter()
        rare = sorted(set(words), key=lambda word: len(self._places.get(word, ())))[:_TELLING]
        for offset, word in enumerate(words):
            places = self._places.get(word, []) if word in rare else []
            for place in places:
                begins[max(0, place - offset - _SLACK) // _SLACK] += 1 / (1 + len(places) / 50)  # type: ignore[assignment]
        return [slot * _SLACK for slot, _ in begins.most_common(_CANDIDATES)]

    def _place(self, start: int, end: int, nearness: float) -> Place:
        tokens = self._tokens[start:end]
        turn = self._transcript.turns[tokens[0].turn]
        inside = [token for token in tokens if token.turn == turn.index]
        span = Span(turn.index, inside[0].start, inside[-1].end)
        return Place(span, turn.speaker, self._said(tokens), nearness)

    def _said(self, tokens: Sequence[_Token]) -> str:
        """The words with the punctuation between them, less what an editor drops."""
        parts: list[str] = []
        kept = [t for n, t in enumerate(tokens) if not t.droppable or n in (0, len(tokens) - 1)]
        for token, following in zip(kept, [*kept[1:], None], strict=True):
            text = self._transcript.turns[token.turn].text
            parts.append(text[token.start : token.end])
            if following is None:
                break
            near = following.turn == token.turn and following.start - token.end <= 3
            parts.append(text[token.end : following.start] if near else " ")
        return "".join(parts)


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared: small letters, one kind of apostrophe."""
    return [_word(match) for match in _TOKEN.finditer(text)]


def _word(match: re.Match[str]) -> str:
    return "percent" if match[0] == "%" else match[0].casefold().replace("’", "'")


def _tokens(transcript: Transcript) -> Iterator[_Token]:
    for turn in transcript.turns:
        if not turn.kind.is_talk:
            continue
        places = [(_word(m), m.start(), m.end()) for m in _TOKEN.finditer(turn.text)]
        words = [word for word, *_ in places]
        short = len(words) <= _SHORT_TURN
        for number, (word, start, end) in enumerate(places):
            yield _Token(word, turn.index, start, end, short or _is_droppable(words, number))


def _is_droppable(words: Sequence[str], at: int) -> bool:
    """A filler, or the first of what is said twice."""
    word = words[at]
    if is_filler(word):
        return True
    if word not in _IN_PHRASES and word not in words[at + 1 : at + _LONGEST_REPEAT + 1]:
        return False
    begins = [(length, at - back) for length in _LENGTHS for back in range(min(length, at + 1))]
    return any(
        tuple(words[begin : begin + length]) in PHRASES or _is_said_again(words, begin, length)
        for length, begin in begins
    )


def _is_said_again(words: Sequence[str], begin: int, length: int) -> bool:
    again = words[begin + length : begin + 2 * length]
    return len(again) == length and again == words[begin : begin + length]


def _fitted(words: Sequence[str], window: Sequence[_Token]) -> tuple[float, int, int]:
    """How alike the best part of a window is to the words, and where it begins and ends."""
    heard = [token.word for token in window]
    matcher = difflib.SequenceMatcher(None, words, heard, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return 0.0, 0, 0
    start = max(0, blocks[0].b - min(blocks[0].a, 1 + _SLACK))
    last = blocks[-1]
    end = min(len(heard), last.b + last.size + min(len(words) - last.a - last.size, 1 + _SLACK))
    if len({window[n].turn for n in range(start, end)}) > 1:
        turn = window[blocks[0].b].turn
        inside = [n for n in range(start, end) if window[n].turn == turn]
        start, end = inside[0], inside[-1] + 1
    kept = [token.word for token in window[start:end] if not token.droppable or token.word in words]
    return difflib.SequenceMatcher(None, words, kept, autojunk=False).ratio(), start, end
