"""Looking things up in talks or an archive: passages, exact words, a stretch. It asks no model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from restyle.archive.search_index import ArchiveIndex, EpisodeHit
from restyle.discussion.quoted import found
from restyle.document.load import load_document
from restyle.errors import UsageError
from restyle.grounding.exact_words import Wording
from restyle.search.meaning import Encoder
from restyle.search.passages import Passage
from restyle.search.talk_index import TalkIndex
from restyle.transcript.transcript import Cue, Source, Transcript, Turn

_CANDIDATES = 12  # passages of an archive, in which exact words are looked for


@dataclass(frozen=True, slots=True)
class Located:
    """A passage, where it stands, how well it answers, and what stands before and after it.

    `source` is the file or address of its talk.
    """

    talk: str
    date: str
    source: str
    passage: Passage
    score: float
    before: Passage | None = None
    after: Passage | None = None


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words exactly as they were said: by whom, in which talk, and when, in seconds."""

    words: str
    speaker: str
    talk: str
    date: str
    source: str
    turn: int
    start: float | None


class Lookup(Protocol):
    """What can be looked into: one talk, or `several`."""

    @property
    def several(self) -> bool:
        """Whether a passage may be of one of several talks."""
        ...

    def find(self, question: str, most: int) -> list[Located]:
        """Return the passages that answer a question, the best first."""
        ...

    def quote(self, words: str) -> Quoted | None:
        """Return words, exact or rough, as they were said; None where nobody said them."""
        ...

    def stretch(self, source: str, first: int, last: int) -> list[str]:
        """Return turns of a talk, from 1, a line each after its speaker.

        Raises UsageError for an unknown source and turns that it has not.
        """
        ...

    def close(self) -> None:
        """Give back what is open."""
        ...


class TalksLookup:
    """Talks in memory, each under its source."""

    def __init__(
        self, talks: Sequence[tuple[str, Transcript]], encoder: Encoder | None = None
    ) -> None:
        self._sources = [source for source, _ in talks]
        self._index = TalkIndex([talk for _, talk in talks], encoder=encoder)
        self._wordings = [Wording(talk) for talk in self._index.talks]

    @property
    def several(self) -> bool:
        """Whether there are several talks."""
        return len(self._sources) > 1

    def close(self) -> None:
        """Nothing is open."""

    def find(self, question: str, most: int) -> list[Located]:
        """Return the passages that answer a question, the best first."""
        return [
            Located(
                *self._named(hit.talk), hit.passage, hit.score, *self._index.beside(hit)
            )
            for hit in self._index.find(question, most)
        ]  # fmt: skip

    def quote(self, words: str) -> Quoted | None:
        """Return words as they were said in the talk that has them most exactly."""
        places = [
            (place, n) for n, one in enumerate(self._wordings) if (place := found(words, one))
        ]
        if not places:
            return None
        place, talk = max(places, key=lambda one: one[0].nearness)
        turn = self._index.talks[talk].turns[place.span.turn]
        return Quoted(
            place.text, place.speaker, *self._named(talk), place.span.turn + 1, turn.start
        )

    def stretch(self, source: str, first: int, last: int) -> list[str]:
        """Return turns of a talk, from 1, a line each after its speaker."""
        if source not in self._sources:
            raise UsageError(f"{source}: is none of: {', '.join(self._sources)}")
        return turns_of(self._index.talks[self._sources.index(source)], first, last)

    def _named(self, talk: int) -> tuple[str, str, str]:
        one = self._index.talks[talk]
        return one.title or one.source.name, one.metadata.date, self._sources[talk]


class ArchiveLookup:
    """An archive's episodes, by the index in its folder, which is brought up to date first."""

    def __init__(
        self,
        folder: Path,
        told: Callable[[str], None] = lambda _: None,
        encoder: Encoder | None = None,
    ) -> None:
        self._index, self.lost = ArchiveIndex.up_to_date(folder, told, encoder)

    @property
    def several(self) -> bool:
        """True: an archive has episodes."""
        return True

    def close(self) -> None:
        """Close the index."""
        self._index.close()

    def find(self, question: str, most: int) -> list[Located]:
        """Return the passages that answer a question, the best first."""
        return [
            Located(
                hit.episode.title, hit.episode.date, str(hit.episode.output),
                hit.passage, hit.score, *self._index.beside(hit),
            )
            for hit in self._index.find(question, most)
        ]  # fmt: skip

    def quote(self, words: str) -> Quoted | None:
        """Return words as they were said in the episode that has them most exactly."""
        best: tuple[float, Quoted] | None = None
        for hit in self._index.find(words, _CANDIDATES):
            talk, turns = self._around(hit)
            place = found(words, Wording(talk))
            if place and (best is None or place.nearness > best[0]):
                line = place.span.turn
                said = Quoted(
                    place.text, place.speaker, hit.episode.title, hit.episode.date,
                    str(hit.episode.output), turns[line] + 1, talk.turns[line].start,
                )  # fmt: skip
                best = place.nearness, said
        return best[1] if best else None

    def stretch(self, source: str, first: int, last: int) -> list[str]:
        """Return turns of an episode's talk, from 1, a line each after its speaker."""
        if source not in self._index.outputs:
            raise UsageError(f"{source}: is no document of this archive")
        return turns_of(load_document(source).transcript, first, last)

    def _around(self, hit: EpisodeHit) -> tuple[Transcript, list[int]]:
        """A passage with its neighbours as a talk, and the turns that its lines stand in."""
        before, after = self._index.beside(hit)
        turns: list[Turn] = []
        numbers: list[int] = []
        for passage in filter(None, (before, hit.passage, after)):
            lines = passage.text.split("\n")
            for name, line, span in zip(passage.names, lines, passage.spans, strict=True):
                turns.append(Turn(len(turns), name, (Cue(line, passage.start),)))
                numbers.append(span.turn)
        return Transcript(hit.episode.title, tuple(turns), Source("archive")), numbers


def lines_of(passage: Passage) -> str:
    """Return what was said in a passage, each turn after its speaker."""
    pairs = zip(passage.names, passage.text.split("\n"), strict=True)
    return "\n".join(f"{name}: {line}" if name else line for name, line in pairs)


def turns_of(talk: Transcript, first: int, last: int) -> list[str]:
    """Return turns of a talk, from 1, a line each after its speaker; raises UsageError."""
    if not 1 <= first <= last <= len(talk.turns):
        raise UsageError(f"turns {first} to {last}: the talk has turns 1 to {len(talk.turns)}")
    return [turn.line for turn in talk.turns[first - 1 : last]]
