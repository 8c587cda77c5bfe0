"""Pieces to turns: cues of one speaker are joined; without speakers, paragraphs are made."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from restyle.transcript.formats import Piece
from restyle.transcript.spellings import Names
from restyle.transcript.times import possible
from restyle.transcript.transcript import Cue, Turn, TurnKind

_PAUSE = 2.0  # seconds of silence that end a paragraph of unnamed speech
_ENOUGH_WORDS = 90  # a paragraph of unnamed speech ends at the next sentence after these
_MOST_WORDS = 220  # and here, sentence or not
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]]{0,6}$")
_SENTENCES = re.compile(r"(?<=[.!?…])[\"'”’)]{0,6}\s+|(?<=[。！？])")
# Possessive, since recognisers write rows of `[Music]`, and what follows them may be speech.
_ASIDE = re.compile(r"(?:[\[({][^\])}]{1,40}+[\])}][\s.]*+|[♪♫\s]++)++")


def join(pieces: Iterable[Piece]) -> tuple[tuple[Turn, ...], tuple[int, ...]]:
    """Return the turns, and for each piece the index of the turn that took it."""
    groups: list[tuple[str, list[Cue]]] = []
    homes: list[int] = []
    given = [_timed(piece) for piece in pieces]
    names, speaker = Names(piece.speaker for piece in given if piece.speaker), ""
    for piece in given:
        opens = not groups or piece.speaker == ""
        if piece.speaker is not None:
            name = names.resolve(piece.speaker) if piece.speaker else ""
            opens = opens or name != speaker
            speaker = name
        if opens or (not speaker and _paragraph_ends(groups[-1][1], piece.cue)):
            groups.append((speaker, []))
        groups[-1][1].append(piece.cue)
        homes.append(len(groups) - 1)
    turns = tuple(
        Turn(index, name, tuple(cues), _kind(cues)) for index, (name, cues) in enumerate(groups)
    )
    return turns, tuple(homes)


def paragraphs(cue: Cue) -> Iterator[Cue]:
    """Cut a very long cue without speakers at sentence ends, or at blanks where it has none."""
    if len(cue.text) < _MOST_WORDS * 8:
        yield cue
        return
    words: list[str] = []
    for sentence in _SENTENCES.split(cue.text):
        words += sentence.split()
        while len(words) > _MOST_WORDS:
            yield replace(cue, text=" ".join(words[:_MOST_WORDS]))
            words = words[_MOST_WORDS:]
        if len(words) >= _ENOUGH_WORDS:
            yield replace(cue, text=" ".join(words))
            words = []
    if words:
        yield replace(cue, text=" ".join(words))


def _timed(piece: Piece) -> Piece:
    """A piece without the times that no talk can have."""
    cue, start, end = piece.cue, possible(piece.cue.start), possible(piece.cue.end)
    if (start, end) == (cue.start, cue.end):
        return piece
    return replace(piece, cue=replace(cue, start=start, end=end))


def _paragraph_ends(cues: list[Cue], following: Cue) -> bool:
    last = cues[-1]
    words = sum(len(cue.text.split()) for cue in cues)
    paused = (
        last.end is not None
        and following.start is not None
        and following.start - last.end >= _PAUSE
    )
    ended = bool(_SENTENCE_END.search(last.text))
    return words >= _MOST_WORDS or (ended and (paused or words >= _ENOUGH_WORDS))


def _kind(cues: list[Cue]) -> TurnKind:
    only_asides = all(_ASIDE.fullmatch(cue.text) for cue in cues)
    return TurnKind.ASIDE if only_asides else TurnKind.SPEECH
