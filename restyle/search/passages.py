"""Passages: a talk cut into stretches that can be shown by themselves, turns kept whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from restyle.text import sentences
from restyle.text.words import length
from restyle.transcript.transcript import Span, Transcript, Turn

_WORDS = 220  # from which on a passage is full
_MOST = 340  # of a turn that is shown whole
_PART = 240  # of the parts of a longer one


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a talk: what was said in it, a line each turn or part of one.

    `names` are the speakers line by line, empty where nobody is named, `speakers` each once.
    `start` is when it begins, in seconds, where the talk has times.
    """

    spans: tuple[Span, ...]
    speakers: tuple[str, ...]
    text: str
    start: float | None = None
    names: tuple[str, ...] = ()

    @property
    def turns(self) -> tuple[int, ...]:
        """The turns that it touches, by their index."""
        return tuple(dict.fromkeys(span.turn for span in self.spans))


def passages_of(transcript: Transcript) -> tuple[Passage, ...]:
    """Return a talk as passages of about 200 to 350 words, in order, what is no talk left out.

    Short turns are put together, so that an answer stands with its question; a long one is cut
    between sentences.
    """
    found: list[Passage] = []
    held: list[Span] = []
    words = 0
    for turn in transcript.turns:
        if not turn.kind.is_talk or not turn.text.strip():
            continue
        spans = list(_parts(turn))
        if len(spans) > 1:
            if held:
                found.append(_passage(transcript, held))
                held, words = [], 0
            found += [_passage(transcript, [span]) for span in spans]
            continue
        held += spans
        words += length(turn.text)
        if words >= _WORDS:
            found.append(_passage(transcript, held))
            held, words = [], 0
    if held:
        found.append(_passage(transcript, held))
    return tuple(found)


def _parts(turn: Turn) -> Iterator[Span]:
    text = turn.text
    if length(text) <= _MOST:
        yield Span(turn.index, 0, len(text))
        return
    pieces = [p for s in sentences.spans(text) for p in sentences.parts(text, *s)]
    parts = max(2, round(length(text) / _PART))
    share = len(text) / parts
    begin = last = 0
    for start, end in pieces:
        if end - begin > share and last > begin and end - begin - share > share - (last - begin):
            yield Span(turn.index, begin, last)
            begin = start
        last = end
    yield Span(turn.index, begin, len(text))


def _passage(transcript: Transcript, spans: Sequence[Span]) -> Passage:
    names = tuple(transcript.turns[span.turn].speaker for span in spans)
    return Passage(
        tuple(spans),
        tuple(dict.fromkeys(filter(None, names))),
        "\n".join(" ".join(transcript.said(span).split()) for span in spans),
        time_at(transcript.turns[spans[0].turn], spans[0].start),
        names,
    )


def time_at(turn: Turn, letter: int) -> float | None:
    """Return when a letter of a turn is said, in seconds, by the cue that it stands in."""
    time, at = turn.start, 0
    for cue in turn.cues:
        if at > letter:
            break
        time = cue.start if cue.start is not None else time
        at += len(cue.text) + 1
    return time
