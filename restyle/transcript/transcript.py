"""The nouns: what the stages hand to one another, each frozen and with its origin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

_OPENING = 400  # turns of a talk, that tell its language


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where a topic may begin: character `start` of the turn with that index.

    `strength` is how sure that is, from 0 to 1; `heading` is what the publisher put there.
    """

    turn: int
    start: int = 0
    strength: float = 1.0
    heading: str = ""


class TurnKind(StrEnum):
    """What a turn is: speech, an aside such as `[laughter]`, or what is not the talk.

    The latter are sponsor reads, words played before the greeting that come again later, the
    introduction of the show, and what is asked of its listeners.
    """

    SPEECH = "speech"
    ASIDE = "aside"
    AD = "ad"
    TEASER = "teaser"
    INTRO = "intro"
    HOUSEKEEPING = "housekeeping"

    @property
    def is_talk(self) -> bool:
        """Whether it is part of the talk."""
        return self in (TurnKind.SPEECH, TurnKind.ASIDE)


@dataclass(frozen=True, slots=True)
class Cue:
    """A piece of speech as the source has it; times in seconds, None where it has none."""

    text: str
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person said until the next spoke; `speaker` is empty where nobody is named."""

    index: int
    speaker: str
    cues: tuple[Cue, ...]
    kind: TurnKind = TurnKind.SPEECH

    @property
    def text(self) -> str:
        """The words of all cues, joined by blanks."""
        return " ".join(cue.text for cue in self.cues)

    @property
    def line(self) -> str:
        """The words after their speaker's name, where there is one."""
        return f"{self.speaker}: {self.text}" if self.speaker else self.text

    @property
    def start(self) -> float | None:
        """When the turn begins, in seconds."""
        return next((cue.start for cue in self.cues if cue.start is not None), None)

    @property
    def end(self) -> float | None:
        """When the turn ends, in seconds, as far as the source says."""
        times = (time for cue in self.cues for time in (cue.start, cue.end) if time is not None)
        return max(times, default=None)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a transcript came from: its name, its format, its encoding, its SHA-256."""

    name: str
    format: str = ""
    encoding: str = "utf-8"
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the source says of itself, outside the talk; empty where it says nothing.

    `url` is the episode's page, `media` the recording itself.
    """

    date: str = ""
    url: str = ""
    speakers: tuple[str, ...] = ()
    host: str = ""
    guest: str = ""
    media: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the publisher put before the turn with the index `turn`."""

    turn: int
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """A talk: its turns in order, and what is known of it.

    `warnings` are for a person; `dropped` says what of the source was no speech. `settled` says
    that what is not the talk stands in turns of its own, or that all is taken for the talk.
    """

    title: str
    turns: tuple[Turn, ...]
    source: Source
    metadata: Metadata = field(default_factory=Metadata)
    headings: tuple[Heading, ...] = ()
    warnings: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    settled: bool = False

    @property
    def speakers(self) -> tuple[str, ...]:
        """The names of all who speak, in order of appearance."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))

    @property
    def opening(self) -> str:
        """The words of its first turns, by which its language is told."""
        return " ".join(turn.text for turn in self.turns[:_OPENING])

    @property
    def words(self) -> int:
        """How many blank-separated words were said."""
        return sum(len(turn.text.split()) for turn in self.turns)

    @property
    def words_by_speaker(self) -> dict[str, int]:
        """How many words each named speaker says, in order of appearance."""
        words = dict.fromkeys(self.speakers, 0)
        for turn in self.turns:
            if turn.speaker:
                words[turn.speaker] += len(turn.text.split())
        return words

    def said(self, span: "Span") -> str:
        """Return the words of a stretch of a turn."""
        return self.turns[span.turn].text[span.start : span.end]

    def time(self, place: "Boundary") -> float | None:
        """Return when a character is said, in seconds: the time of its cue, or of a part of it.

        None where no cue up to there has a time.
        """
        found = self._last_start(place.turn)
        text = self.turns[place.turn].text
        start = place.start + (text[place.start : place.start + 1] == " ")  # the word after it
        offset = 0
        for cue in self.turns[place.turn].cues:
            if offset > start and offset:
                break
            found = found if cue.start is None else cue.start
            inside = start - offset
            if cue.start is not None and cue.end is not None and 0 < inside < len(cue.text):
                found = cue.start + (cue.end - cue.start) * inside / len(cue.text)
            offset += len(cue.text) + 1
        return found

    def _last_start(self, turn: int) -> float | None:
        """When the last turn before one begins whose time is known."""
        starts = (self.turns[index].start for index in range(turn - 1, -1, -1))
        return next((start for start in starts if start is not None), None)

    def cut(self, begins: Sequence[Boundary]) -> "tuple[Segment, ...]":
        """Return the segments that begin at the boundaries, in order; the first begins the talk."""
        after = [*begins[1:], Boundary(len(self.turns))]
        pairs = zip(begins, after, strict=False)
        return tuple(Segment(tuple(self._spans(begin, end))) for begin, end in pairs)

    def _spans(self, begin: Boundary, end: Boundary) -> "Iterator[Span]":
        for turn in self.turns[begin.turn : end.turn + 1]:
            text = turn.text
            start = begin.start if turn.index == begin.turn else 0
            stop = end.start if turn.index == end.turn else len(text)
            if text[start:stop].strip():
                yield Span(turn.index, start, stop)

    @property
    def duration(self) -> float | None:
        """The last known time, in seconds; None where the source has no times."""
        return max((t for turn in self.turns if (t := turn.end) is not None), default=None)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a turn's text: characters `start` to `end` of the turn with that index."""

    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """One topic: a run of spans. The segments of a transcript cover it exactly, in order."""

    spans: tuple[Span, ...]


def source_text(transcript: Transcript, segment: Segment, *, labels: bool = True) -> str:
    """Return a segment as a person reads it: one paragraph a turn, each after its speaker.

    What is not the talk, such as sponsor reads, is left out.
    """
    paragraphs = []
    for span in segment.spans:
        turn = transcript.turns[span.turn]
        if not turn.kind.is_talk:
            continue
        said = transcript.said(span).strip()
        paragraphs.append(f"{turn.speaker}: {said}" if labels and turn.speaker else said)
    return "\n\n".join(paragraphs)
