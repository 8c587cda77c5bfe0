"""Marks: the talk as the outline's prompt shows it, with a number where a topic may begin.

A mark stands on the place before its piece: `[#12]`, or `[#12: Heading]` where the publisher
put one. What looks like a mark in the talk itself is told apart by a blank.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from restyle.text.tokens import estimate
from restyle.topics.outline import BoundaryProposal
from restyle.transcript.transcript import Boundary, Transcript, source_text

_LIKE_A_MARK = re.compile(r"\[#(?=\d)")
_FIRST_WORDS = 70  # of a piece that are shown of a talk too long to be shown whole
_LAST_WORDS = 35
_GAP = "[…]"


@dataclass(frozen=True, slots=True)
class Piece:
    """What lies between a candidate and the next: its number, from 1, and its words."""

    number: int
    begin: Boundary
    text: str
    tokens: int
    best: bool

    @property
    def mark(self) -> str:
        """The mark before it."""
        heading = " ".join(self.begin.heading.split())
        return f"[#{self.number}: {heading}]" if heading else f"[#{self.number}]"

    @property
    def whole(self) -> str:
        """The mark and all that is said."""
        return f"{self.mark} {self.text}"

    @property
    def edges(self) -> str:
        """The mark, what is said first and what is said last."""
        words = self.text.split(" ")
        if len(words) <= _FIRST_WORDS + _LAST_WORDS:
            return self.whole
        first, last = " ".join(words[:_FIRST_WORDS]), " ".join(words[-_LAST_WORDS:])
        return f"{self.mark} {first} {_GAP} {last}"


def pieces(
    transcript: Transcript, marks: Sequence[Boundary], best: Iterable[Boundary] = ()
) -> list[Piece]:
    """Return the talk, cut at every mark; a topic is best begun at one of the best."""
    texts = (
        _LIKE_A_MARK.sub("[# ", source_text(transcript, segment))
        for segment in transcript.cut(marks)
    )
    surest = set(best)
    return [
        Piece(number, begin, text, estimate(text), begin in surest)
        for number, (begin, text) in enumerate(zip(marks, texts, strict=True), 1)
    ]


def whole(found: Iterable[Piece]) -> str:
    """Return the pieces as a prompt shows them, whole, each after its mark."""
    return "\n\n".join(piece.whole for piece in found)


def edges(found: Iterable[Piece]) -> str:
    """Return the pieces with their first and last words alone, each after its mark."""
    return "\n\n".join(piece.edges for piece in found)


def groups(found: Sequence[Piece], most_tokens: int) -> list[tuple[list[Piece], bool]]:
    """Return the pieces in as few prompts as hold them, and whether they are shown whole.

    A talk of more than `most_tokens` is shown by the edges of its pieces; if these are too
    many as well, they are dealt to several prompts, each of which begins at a best boundary.
    """
    if sum(piece.tokens for piece in found) <= most_tokens:
        return [(list(found), True)]
    dealt: list[list[Piece]] = [[]]
    tokens = 0
    for piece in found:
        size = estimate(piece.edges)
        if dealt[-1] and piece.best and tokens + size > most_tokens:
            dealt.append([])
            tokens = 0
        dealt[-1].append(piece)
        tokens += size
    return [(group, False) for group in dealt]


def chosen(found: Sequence[Piece], numbers: Sequence[int], cuts: BoundaryProposal) -> list[int]:
    """Return which pieces begin a topic, as the model chose, within what was asked for.

    All do where there is nothing to choose, and those with a publisher's heading; so many as
    were asked for, if a number was; more where a topic would be longer than a writer may be
    sent. The surest are added, the least sure taken away.
    """
    if len(cuts.best) == len(cuts.candidates):
        return [piece.number for piece in found]
    chapters = () if cuts.exact else (piece.number for piece in found if piece.begin.heading)
    kept = {1, *numbers, *chapters}
    sure = sorted(found[1:], key=lambda piece: (-piece.best, -piece.begin.strength))
    if cuts.exact:
        missing = [piece.number for piece in sure if piece.number not in kept]
        kept |= set(missing[: max(0, len(cuts.best) - len(kept))])
        doubted = [piece.number for piece in reversed(sure) if piece.number in kept]
        kept -= set(doubted[: max(0, len(kept) - len(cuts.best))])
    return _bounded(found, sorted(kept), cuts.most_tokens)


def _bounded(found: Sequence[Piece], numbers: list[int], most_tokens: int) -> list[int]:
    """Add boundaries, the surest first, until no topic is longer than it may be."""
    ends = [*numbers[1:], len(found) + 1]
    result = []
    for begin, end in zip(numbers, ends, strict=True):
        inner = found[begin : end - 1]
        if inner and sum(piece.tokens for piece in found[begin - 1 : end - 1]) > most_tokens:
            surest = max(inner, key=lambda piece: piece.begin.strength).number
            more = _bounded(found[: end - 1], [begin, surest], most_tokens)
            result += more
        else:
            result.append(begin)
    return result
