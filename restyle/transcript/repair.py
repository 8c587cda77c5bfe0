"""Pieces put right before they become turns: order, times, and a recogniser's endless loops."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from restyle.transcript.formats import Piece

_LOOP = 4  # the same words this often in a row are a loop of the recogniser, not speech
_DISORDER = 1.0  # seconds; captions that overlap a little are in order


def put_right(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    """Return the pieces in order of time and without loops, and warnings of what was done."""
    found, warnings = _in_order(tuple(pieces))
    ends = sum(_ends_early(piece) for piece in found)
    if ends:
        warnings += (f"{ends} cues end before they begin; their ends were left out",)
        found = tuple(_without_end(piece) if _ends_early(piece) else piece for piece in found)
    return _without_loops(found, warnings)


def _in_order(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    """Captions sorted by start; times that people typed beside a text are left as they are."""
    starts = [piece.cue.start for piece in pieces if piece.cue.start is not None]
    captions = len(starts) == len(pieces) and any(piece.cue.end is not None for piece in pieces)
    if not captions or not any(b < a - _DISORDER for a, b in pairwise(starts)):
        return pieces, ()
    ordered = sorted(_carried(pieces), key=lambda piece: piece.cue.start or 0.0)
    return tuple(ordered), ("cues were out of order and were sorted",)


def _carried(pieces: Sequence[Piece]) -> list[Piece]:
    """Every piece with the speaker that it has in the order of the file."""
    found: list[Piece] = []
    who: str | None = None
    for piece in pieces:
        who = piece.speaker if piece.speaker is not None else who
        found.append(replace(piece, speaker=who))
    return found


def _ends_early(piece: Piece) -> bool:
    start, end = piece.cue.start, piece.cue.end
    return start is not None and end is not None and end < start


def _without_end(piece: Piece) -> Piece:
    return replace(piece, cue=replace(piece.cue, end=None))


def _without_loops(
    pieces: tuple[Piece, ...], warnings: tuple[str, ...]
) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    kept: list[Piece] = []
    run = 0
    for piece in pieces:
        same = kept and piece.cue.text == kept[-1].cue.text
        run = run + 1 if same and piece.speaker in (None, kept[-1].speaker) else 0
        if run < _LOOP:
            kept.append(piece)
    lost = len(pieces) - len(kept)
    note = f"{lost} cues only repeat the words before them, as recognisers do, and were left out"
    return tuple(kept), (*warnings, note) if lost else warnings
