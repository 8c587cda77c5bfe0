"""Marking: what of a recording is not the talk, as whole turns, or cut out of longer ones."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from restyle.transcript.stretches import Stretch, stretches
from restyle.transcript.transcript import Cue, Heading, Transcript, Turn, TurnKind

_WHOLE = 0.9  # of a turn's letters


def marked(transcript: Transcript) -> Transcript:
    """Return the transcript with the turns that are all advert, teaser or the like named so."""
    lengths: dict[tuple[int, TurnKind], int] = {}
    for one in stretches(transcript.turns):
        key = (one.turn, one.kind)
        lengths[key] = lengths.get(key, 0) + one.end - one.start
    kinds = {
        turn: kind
        for (turn, kind), length in lengths.items()
        if length >= _WHOLE * len(transcript.turns[turn].text)
    }
    turns = (replace(t, kind=kinds[t.index]) if t.index in kinds else t for t in transcript.turns)
    return replace(transcript, turns=tuple(turns))


def talk_alone(transcript: Transcript) -> Transcript:
    """Return the transcript with its turns cut where an advert, a teaser or the like begins.

    What is not the talk stays, as turns that say what they are, so that writers are not shown
    it; the times of a cue that is cut are shared out by its letters. One that is settled is
    returned as it is.
    """
    if transcript.settled:
        return transcript
    found = stretches(transcript.turns)
    if not found:
        return replace(transcript, settled=True)
    of_turn: dict[int, list[Stretch]] = {}
    for stretch in found:
        of_turn.setdefault(stretch.turn, []).append(stretch)
    turns: list[Turn] = []
    homes: list[int] = []
    for turn in transcript.turns:
        homes.append(len(turns))
        for part in _cut(turn, _joined(of_turn.get(turn.index, []))):
            turns.append(replace(part, index=len(turns)))
    homes.append(len(turns))
    headings = tuple(
        Heading(homes[min(h.turn, len(homes) - 1)], h.text) for h in transcript.headings
    )
    return replace(transcript, turns=tuple(turns), headings=headings, settled=True)


def _joined(found: Sequence[Stretch]) -> list[Stretch]:
    """Stretches of one kind that follow one another as one."""
    joined: list[Stretch] = []
    for stretch in found:
        last = joined[-1] if joined else None
        if last and last.kind is stretch.kind and stretch.start - last.end <= 1:
            joined[-1] = replace(last, end=stretch.end)
        else:
            joined.append(stretch)
    return joined


def _cut(turn: Turn, found: Sequence[Stretch]) -> Iterator[Turn]:
    """The parts of a turn, in order."""
    at = 0
    for stretch in found:
        yield from _part(turn, at, stretch.start, TurnKind.SPEECH)
        yield from _part(turn, stretch.start, stretch.end, stretch.kind)
        at = stretch.end
    yield from _part(turn, at, len(turn.text), TurnKind.SPEECH if found else turn.kind)


def _part(turn: Turn, start: int, end: int, kind: TurnKind) -> Iterator[Turn]:
    cues = tuple(_within(turn.cues, start, end))
    if cues:
        yield replace(turn, cues=cues, kind=kind)


def _within(cues: Sequence[Cue], start: int, end: int) -> Iterator[Cue]:
    """The cues between two characters of a turn; of one that is cut, the times are shared out."""
    at = 0
    for cue in cues:
        first, last = max(start, at) - at, min(end, at + len(cue.text)) - at
        at += len(cue.text) + 1
        words = cue.text[first:last].strip() if first < last else ""
        if not words:
            continue
        if (first, last) == (0, len(cue.text)):
            yield cue
        else:
            yield Cue(words, _time(cue, first), _time(cue, last) if cue.end is not None else None)


def _time(cue: Cue, place: int) -> float | None:
    """When a character of a cue is said, as if all took the same time."""
    if cue.start is None or cue.end is None:
        return cue.start
    return round(cue.start + (cue.end - cue.start) * place / max(1, len(cue.text)), 3)
