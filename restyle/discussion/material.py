"""What a discussion rests on: talks, texts that were brought along, or an archive's episodes.

All of it is one transcript, the ground, whose turns are never renumbered, so that an answer can be
checked against what its model was shown and a document can say where each word stands. Of an
archive, only what was found for some question is in the ground.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from restyle.archive.search_index import ArchiveIndex
from restyle.document.article import read_article
from restyle.errors import TranscriptError, UsageError
from restyle.search.meaning import Encoder
from restyle.search.passages import Passage
from restyle.search.talk_index import Hit, TalkIndex
from restyle.text.tokens import estimate
from restyle.transcript.transcript import Cue, Metadata, Source, Span, Transcript, Turn

_WHOLE_TOKENS = 60_000  # of all that is shown whole
_TEXT_TOKENS = 15_000  # of the texts that were brought along
_FOUND = 8  # passages for a question about what is not shown whole
_TITLE = "What Was Said"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a question's model is shown: pieces under headings, and the turns that they hold.

    `whole` says that nothing is left out. `mark` names the fence of a piece.
    """

    pieces: tuple["ShownPiece", ...]
    turns: tuple[int, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A talk, a text or a few passages of one."""

    heading: str
    mark: str
    text: str


class Material(Protocol):
    """What can be asked about."""

    @property
    def ground(self) -> Transcript:
        """All that was shown so far, or can be."""
        ...

    def shown(self, question: str, before: Sequence[int]) -> Shown:
        """Return what a question's model is shown; `before` are the turns that were cited last."""
        ...

    def take_up(self, ground: Transcript | None) -> None:
        """Take up the ground of a discussion that was kept, where it is found piece by piece."""
        ...

    def close(self) -> None:
        """Give back what is open."""
        ...


class Talks:
    """Some talks and texts, whole where they are short enough."""

    def __init__(
        self,
        talks: Sequence[Transcript],
        texts: Sequence[Path] = (),
        encoder: Encoder | None = None,
    ) -> None:
        if not talks:
            raise UsageError("there is no talk to discuss")
        brought = [_as_talk(path) for path in texts]
        if (tokens := sum(map(_tokens, brought))) > _TEXT_TOKENS:
            raise UsageError(
                f"the texts that are brought along have about {tokens:,} tokens; at most "
                f"{_TEXT_TOKENS:,} can be shown beside a talk"
            )
        self._parts: list[tuple[Transcript, range]] = []
        turns: list[Turn] = []
        for one in (*talks, *brought):
            begin = len(turns)
            turns += [replace(turn, index=begin + n) for n, turn in enumerate(one.turns)]
            self._parts.append((one, range(begin, len(turns))))
        first = talks[0]
        same = len(talks) == 1 and not brought
        self.ground = replace(
            first,
            title=first.title or first.source.name if len(talks) == 1 else _TITLE,
            turns=tuple(turns),
            headings=first.headings if same else (),
            settled=True,
        )
        self._talks, self._brought = len(talks), len(brought)
        self._whole = sum(map(_tokens, talks)) <= _WHOLE_TOKENS
        self._encoder = encoder
        self._index: TalkIndex | None = None

    def close(self) -> None:
        """Nothing is open."""

    def take_up(self, ground: Transcript | None) -> None:
        """The ground is the same each time."""

    def shown(self, question: str, before: Sequence[int]) -> Shown:
        """Return every talk and text whole, or of the talks what answers the question."""
        texts = [self._piece(n) for n in range(self._talks, self._talks + self._brought)]
        if self._whole:
            talks = [self._piece(n) for n in range(self._talks)]
            return Shown((*talks, *texts), tuple(range(len(self.ground.turns))), whole=True)
        turns = self._found(question, before)
        pieces = [
            ShownPiece(
                _heading("Passages of", one), f"passages-{n + 1}",
                _said(self.ground, [turn for turn in turns if turn in where]),
            )
            for n, (one, where) in enumerate(self._parts[: self._talks])
            if any(turn in where for turn in turns)
        ]  # fmt: skip
        also = [turn for _, where in self._parts[self._talks :] for turn in where]
        return Shown((*pieces, *texts), (*turns, *also), whole=False)

    def _piece(self, number: int) -> ShownPiece:
        one, where = self._parts[number]
        if number < self._talks:
            mark = "talk" if self._talks == 1 else f"talk-{number + 1}"
            return ShownPiece(_heading("The talk", one), mark, _said(self.ground, where))
        heading = f"A text that was brought along, no part of the talk: {one.title}"
        return ShownPiece(heading, f"text-{number - self._talks + 1}", _said(self.ground, where))

    def _found(self, question: str, before: Sequence[int]) -> tuple[int, ...]:
        """The turns of the passages that answer a question, with their neighbours, in order."""
        if self._index is None:
            talks = [one for one, _ in self._parts[: self._talks]]
            self._index = TalkIndex(talks, encoder=self._encoder)
        index = self._index
        turns: set[int] = set()
        for hit in index.find(question, _FOUND, apart=True):
            turns |= self._turns(hit.talk, hit.passage)
            turns |= self._beside(hit)
        if step := index.query(question).step:
            turns |= {turn + n * step for turn in before for n in range(4)}
        return tuple(sorted(turn for turn in turns if 0 <= turn < len(self.ground.turns)))

    def _turns(self, talk: int, passage: Passage) -> set[int]:
        return {self._parts[talk][1].start + turn for turn in passage.turns}

    def _beside(self, hit: Hit) -> set[int]:
        around = self._index.beside(hit) if self._index else ()
        return {turn for one in around if one for turn in self._turns(hit.talk, one)}


class Episodes:
    """An archive's episodes: for each question the passages that answer it, dated."""

    def __init__(
        self,
        folder: Path,
        told: Callable[[str], None] = lambda _: None,
        encoder: Encoder | None = None,
    ) -> None:
        self._index, self.lost = ArchiveIndex.up_to_date(folder, told, encoder)
        self._known: dict[tuple[str, int], int] = {}  # the first turn of each passage
        self._turns: list[Turn] = []

    def close(self) -> None:
        """Close the index."""
        self._index.close()

    def take_up(self, ground: Transcript | None) -> None:
        """Go on with the passages that were found before."""
        self._turns = list(ground.turns) if ground else []

    @property
    def ground(self) -> Transcript:
        """The passages that were found so far, as turns."""
        source = Source("archive", digest="")
        return Transcript(_TITLE, tuple(self._turns), source, Metadata(), settled=True)

    def shown(self, question: str, before: Sequence[int]) -> Shown:
        """Return the passages that answer a question, each under its episode, the oldest first."""
        hits = self._index.find(question, _FOUND)
        if not hits and not self._turns:
            raise TranscriptError("nothing in this archive has to do with that")
        hits = tuple(sorted(hits, key=lambda hit: (hit.episode.date, hit.episode.key, hit.number)))
        pieces, turns = [], []
        for n, hit in enumerate(hits, 1):
            before_it, after_it = self._index.beside(hit)
            own: list[int] = []
            for number, passage in ((hit.number - 1, before_it), (hit.number, hit.passage),
                                    (hit.number + 1, after_it)):  # fmt: skip
                if passage is not None:
                    own += self._taken(hit.episode.key, number, passage, hit.episode.date)
            when = f", {hit.episode.date}" if hit.episode.date else ""
            heading = f"Passages of “{hit.episode.title}”{when}"
            pieces.append(ShownPiece(heading, f"passages-{n}", _said(self.ground, own)))
            turns += own
        return Shown(tuple(pieces), tuple(dict.fromkeys(turns)), whole=False)

    def _taken(self, key: str, number: int, passage: Passage, date: str) -> range:
        """The turns of the ground that hold a passage, taken in if they are not there yet."""
        lines = passage.text.split("\n")
        begin = self._known.get((key, number))
        if begin is None:
            begin = self._known[key, number] = len(self._turns)
            for name, line in zip(passage.names, lines, strict=True):
                speaker = f"{name}, {date}" if name and date else name
                cue = Cue(line, passage.start)
                self._turns.append(Turn(len(self._turns), speaker, (cue,)))
        return range(begin, begin + len(lines))


def material(
    talks: Sequence[Transcript],
    archive: Path | None,
    texts: Sequence[Path],
    told: Callable[[str], None] = lambda _: None,
    encoder: Encoder | None = None,
) -> Material:
    """Return what is discussed: an archive's folder, or talks with texts beside them."""
    if archive is not None:
        if texts or talks:
            raise UsageError("an archive's folder is discussed by itself; name it alone")
        return Episodes(archive, told, encoder)
    return Talks(talks, texts, encoder)


def whole_ground(ground: Transcript) -> tuple[Span, ...]:
    """Return the spans of all that was said."""
    return tuple(Span(turn.index, 0, len(turn.text)) for turn in ground.turns)


def _as_talk(path: Path) -> Transcript:
    """A text that was brought along, as turns of which its title is the speaker."""
    article = read_article(path)
    title = article.title or article.parts[0].heading or path.stem
    paragraphs = [p for part in article.parts for p in part.paragraphs]
    turns = tuple(Turn(n, title, (Cue(" ".join(p.split())),)) for n, p in enumerate(paragraphs))
    return Transcript(title, turns, Source(path.name), settled=True)


def _tokens(talk: Transcript) -> int:
    return sum(estimate(turn.text) for turn in talk.turns)


def _said(ground: Transcript, turns: Sequence[int]) -> str:
    """Turns as a model reads them; where some are left out between two, a mark says so."""
    lines = []
    last = turns[0] - 1 if turns else 0
    for turn in turns:
        if turn != last + 1:
            lines.append("[…]")
        one = ground.turns[turn]
        if one.kind.is_talk and one.text.strip():
            lines.append(one.line)
        last = turn
    return "\n\n".join(lines)


def _heading(what: str, talk: Transcript) -> str:
    name = " ".join((talk.title or talk.source.name).split())[:120]
    when = f", {talk.metadata.date}" if talk.metadata.date else ""
    return f"{what} “{name}”{when}:"
