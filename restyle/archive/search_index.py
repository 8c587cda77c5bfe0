"""The talks of an archive made ready to be searched, in a database in the archive's folder.

SQLite's full-text search (FTS5) finds the passages that share words with a question, by BM25; the
best of them are ranked as those of a single talk are. An episode is read again only when the
record beside its document has changed.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from restyle.archive.entry import Entry, State
from restyle.archive.ledger import Ledger
from restyle.archive.search_candidates import candidates
from restyle.archive.search_meaning import Nearness, nearness
from restyle.archive.search_meaning import take_in as take_in_meaning
from restyle.archive.search_store import FILE_NAME, drop, forget, is_damage, opened, safe, take_in
from restyle.document.load import load_document
from restyle.document.write import record_of
from restyle.errors import RestyleError, UsageError
from restyle.search.meaning import Encoder
from restyle.search.passages import Passage
from restyle.search.query import MOST_TERMS, Query, language_among, query_of
from restyle.search.ranking import LEAST, Ranker, Weights, rarity
from restyle.search.terms import terms_of
from restyle.text.stopwords import UNSPACED
from restyle.transcript.transcript import Span

THERE = 0.5  # what a passage scores where somebody speaks whom the question names
_NEAREST = 60  # passages that are ranked for what they mean
WEIGHTS = Weights(after=0.3)  # what stands beside a passage is one of many talks
_AT = """
    SELECT e.key, p.number, p.spans, p.names, p.start, p.text, e.title, e.date, e.output
    FROM passages AS p JOIN episodes AS e ON e.id = p.episode WHERE e.key = ? AND p.number = ?
"""
_FOUND = """
    SELECT e.key, p.number, p.spans, p.names, p.start, p.text, e.title, e.date, e.output,
        e.id, p.id, e.language
    FROM passages AS p JOIN episodes AS e ON e.id = p.episode
    WHERE p.id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class Episode:
    """An episode that is searched: what it is called, when it was, and where its document lies."""

    key: str
    title: str
    date: str
    output: Path


@dataclass(frozen=True, slots=True)
class EpisodeHit:
    """A passage that was found, by its number in its episode, and how well it answers."""

    episode: Episode
    number: int
    passage: Passage
    score: float


class ArchiveIndex:
    """The search index of an archive's folder."""

    def __init__(self, folder: Path, encoder: Encoder | None = None) -> None:
        self._path = folder / FILE_NAME
        self._encoder = encoder
        try:
            self._db = opened(self._path)
        except (OSError, sqlite3.Error) as error:
            raise UsageError(f"{self._path}: cannot be used as a search index: {error}") from error

    @classmethod
    def up_to_date(
        cls,
        folder: Path,
        told: Callable[[str], None] = lambda _: None,
        encoder: Encoder | None = None,
    ) -> tuple["ArchiveIndex", tuple[str, ...]]:
        """Return the index of an archive with all that is done in it, and what could not be read.

        One that is damaged is made anew. Raises UsageError where there is no archive, and where
        the index cannot be written.
        """
        ledger = Ledger.at(folder)
        entries = list(ledger.entries())
        ledger.close()
        try:
            try:
                return cls._updated(folder, entries, told, encoder)
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
            drop(folder / FILE_NAME)
            return cls._updated(folder, entries, told, encoder)
        except sqlite3.Error as error:
            raise UsageError(f"{folder / FILE_NAME}: cannot be written: {error}") from error

    @classmethod
    def _updated(
        cls,
        folder: Path,
        entries: Sequence[Entry],
        told: Callable[[str], None],
        encoder: Encoder | None,
    ) -> tuple["ArchiveIndex", tuple[str, ...]]:
        index = cls(folder, encoder)
        try:
            return index, index.update(entries, told)
        except BaseException:
            index.close()
            raise

    @property
    def outputs(self) -> frozenset[str]:
        """The documents of the episodes that are searched."""
        return frozenset(one for (one,) in self._db.execute("SELECT output FROM episodes"))

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def update(
        self, entries: Iterable[Entry], told: Callable[[str], None] = lambda _: None
    ) -> tuple[str, ...]:
        """Take in what is done and has changed, and return what could not be, each with why.

        `told` is given a line for each episode that is read.
        """
        done = {
            entry.key: entry
            for entry in entries
            if entry.state is State.DONE and Path(entry.output).is_file()
        }
        known = dict(self._db.execute("SELECT key, stamp FROM episodes"))
        for key in known.keys() - done.keys():
            forget(self._db, key)
        lost = []
        for key, entry in done.items():
            stamp = _stamp(Path(entry.output))
            if known.get(key) == stamp:
                continue
            told(f"reading {entry.title or entry.name}")
            try:
                take_in(self._db, entry, stamp, load_document(Path(entry.output)).transcript)
            except RestyleError as error:
                lost.append(str(error))
        if self._encoder is not None:
            take_in_meaning(self._db, self._encoder, told)
        return tuple(lost)

    def find(self, question: str, most: int = 8) -> tuple[EpisodeHit, ...]:
        """Return the passages of all episodes that answer a question, the best first.

        Raises UsageError where the index turns out to be damaged.
        """
        try:
            return self._found(question, most)
        except sqlite3.DatabaseError as error:
            way_out = "delete it, and it is made anew"
            raise UsageError(f"{self._path}: cannot be read ({error}); {way_out}") from error

    def _found(self, question: str, most: int) -> tuple[EpisodeHit, ...]:
        seen = _Seen(self._db)
        query, theirs = self._asked(question, seen)
        near = nearness(self._db, self._encoder, question) if self._encoder else None
        rows = sorted(self._candidates(query, theirs, near), key=_place)
        if not rows:
            return ()
        places = [_place(row) for row in rows]
        passages = [_passage(row) for row in rows]
        ranker = Ranker(
            passages,
            [False, *(_is_next(*pair) for pair in pairwise(places))],
            [str(row[11]) for row in rows],
            WEIGHTS,
            rarity=self._rarity(query, seen),
        )
        cosines = near.of(np.array([row[10] for row in rows])) if near else None
        scores = ranker.scores(query, cosines) + THERE * np.array(
            [row[9] in theirs for row in rows]
        )
        best = [n for n in np.argsort(-scores, kind="stable") if scores[n] >= LEAST]
        fresh = {passages[n].text: n for n in reversed(best)}  # what is said twice stands once
        return tuple(
            EpisodeHit(_episode(rows[n]), int(str(rows[n][1])), passages[n], float(scores[n]))
            for n in [n for n in best if fresh[passages[n].text] == n][:most]
        )

    def beside(self, hit: EpisodeHit) -> tuple[Passage | None, Passage | None]:
        """Return the passages just before and just after one that was found."""
        around = []
        for number in (hit.number - 1, hit.number + 1):
            row = self._db.execute(_AT, (hit.episode.key, number)).fetchone()
            around.append(_passage(row) if row else None)
        return around[0], around[1]

    def _asked(self, question: str, seen: "_Seen") -> tuple[Query, Set[int]]:
        """A question as it is understood, and the episodes of whom it names, if these are few.

        Who speaks in most episodes says nothing of which are meant.
        """
        speakers = [(episode, name) for episode, row in
                    self._db.execute("SELECT id, speakers FROM episodes")
                    for name in json.loads(row)]  # fmt: skip
        languages = [one for (one,) in self._db.execute(
            "SELECT language FROM episodes GROUP BY language ORDER BY count(*) DESC")]  # fmt: skip
        names = dict.fromkeys(name for _, name in speakers)
        query = query_of(question, names, language_among(languages, question))
        for other in languages:
            if other != query.language:
                query = _also_in(query, other, seen)
        theirs = {episode for episode, name in speakers if name in query.speakers}
        few = 2 * len(theirs) <= len({episode for episode, _ in speakers})
        return query, theirs if few else frozenset()

    def _candidates(
        self, query: Query, theirs: Set[int], near: Nearness | None
    ) -> Sequence[tuple[object, ...]]:
        terms = [safe(term) for term in query.terms]
        found = candidates(self._db, terms, [safe(one) for one in query.speakers], theirs)
        found += near.best(_NEAREST) if near else []
        return self._db.execute(_FOUND, (json.dumps(found),)).fetchall()

    def _rarity(self, query: Query, seen: "_Seen") -> dict[str, float]:
        """How rare each term of a question is in all episodes."""
        (total,) = self._db.execute("SELECT count(*) FROM passages").fetchone()
        rare = rarity(total, np.array([seen[term] for term in query.terms]))
        return dict(zip(query.terms, map(float, rare), strict=True))


class _Seen(dict[str, int]):
    """How many passages have a term; each is counted once a question."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__()
        self._db = db

    def __missing__(self, term: str) -> int:
        asked = (f'terms : "{safe(term)}"',)
        found = self._db.execute("SELECT count(*) FROM words WHERE words MATCH ?", asked)
        self[term] = int(found.fetchone()[0])
        return self[term]


def _also_in(query: Query, language: str, seen: _Seen) -> Query:
    """A question whose words have the term of another language, where more passages have that.

    Pairs of letters, of scripts without blanks, come beside its words.
    """
    terms = dict(zip(query.words, query.terms, strict=True))
    for term, word in dict.fromkeys(terms_of(query.text, language)):
        known = terms.get(word)
        is_pair = language == UNSPACED and not word.isascii() and len(terms) < MOST_TERMS
        if (known or is_pair) and seen[term] > (seen[known] if known else 0):
            terms[word] = term
    return replace(query, words=tuple(terms), terms=tuple(terms.values()))


def _place(row: Sequence[object]) -> tuple[str, int]:
    """The episode of a row, and the passage's number in it."""
    return str(row[0]), int(str(row[1]))


def _is_next(before: tuple[str, int], place: tuple[str, int]) -> bool:
    return place == (before[0], before[1] + 1)


def _passage(row: Sequence[object]) -> Passage:
    spans = (Span(*one) for one in json.loads(str(row[2])))
    start = row[4] if isinstance(row[4], float) else None
    names = tuple(json.loads(str(row[3])))
    speakers = tuple(dict.fromkeys(filter(None, names)))
    return Passage(tuple(spans), speakers, str(row[5]), start, names)


def _episode(row: Sequence[object]) -> Episode:
    return Episode(str(row[0]), str(row[6]), str(row[7]), Path(str(row[8])))


def _stamp(output: Path) -> str:
    """What changes when a document is written anew: the size and the time of its record."""
    record = record_of(output)
    told = (record if record.is_file() else output).stat()
    return f"{told.st_size}.{told.st_mtime_ns}"
