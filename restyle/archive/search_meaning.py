"""What an archive's passages mean: the vectors of a sentence encoder, kept in the search index.

An episode's are one row, a byte a number, so that all of 2,000 episodes are compared with a
question within a fraction of a second.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from restyle.search.meaning import Encoder, nearest_windows, windows_of

SCHEMA = """
    CREATE TABLE meanings (
        episode INTEGER PRIMARY KEY, encoder TEXT, passages BLOB, windows BLOB, scale REAL,
        rows BLOB);
"""
_LEFT = """
    SELECT e.id, e.title FROM episodes AS e LEFT JOIN meanings AS m ON m.episode = e.id
    WHERE m.encoder IS NOT ? ORDER BY e.id
"""
_INT8 = 127


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near passages, by their ids in order, come to a question: the cosine of each."""

    passages: NDArray[np.int64]
    cosines: NDArray[np.float64]

    def best(self, most: int) -> list[int]:
        """Return the nearest passages."""
        return [int(n) for n in self.passages[np.argsort(-self.cosines, kind="stable")[:most]]]

    def of(self, passages: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the cosines of some of them."""
        return self.cosines[np.searchsorted(self.passages, passages)]


def take_in(db: sqlite3.Connection, encoder: Encoder, told: Callable[[str], None]) -> None:
    """Keep the vectors of all episodes of which this encoder has made none.

    They take seconds an episode; what is made is kept, wherever it breaks off.
    """
    for episode, title in db.execute(_LEFT, (encoder.name,)).fetchall():
        told(title)
        passages = db.execute(
            "SELECT id, text FROM passages WHERE episode = ? ORDER BY id", (episode,)
        ).fetchall()
        if not passages:
            continue
        windows = windows_of([text for _, text in passages], encoder)
        rows = np.concatenate(windows)
        scale = float(np.abs(rows).max(initial=0)) / _INT8
        small = np.rint(rows / scale if scale else rows).astype(np.int8)
        ids = np.array([passage for passage, _ in passages], dtype=np.int64)
        counts = np.array([len(each) for each in windows], dtype=np.int64)
        db.execute(
            "INSERT OR REPLACE INTO meanings VALUES (?, ?, ?, ?, ?, ?)",
            (episode, encoder.name, ids.tobytes(), counts.tobytes(), scale, small.tobytes()),
        )


def forget(db: sqlite3.Connection, episode: int) -> None:
    """Drop the vectors of an episode."""
    db.execute("DELETE FROM meanings WHERE episode = ?", (episode,))


def nearness(db: sqlite3.Connection, encoder: Encoder, question: str) -> Nearness:
    """Return how near all passages come to a question."""
    asked = encoder.embed([question])[0]
    ids, cosines = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    every = db.execute(
        "SELECT passages, windows, scale, rows FROM meanings WHERE encoder = ?", (encoder.name,)
    )
    for passages, counted, scale, rows in every:
        counts = np.frombuffer(counted, dtype=np.int64)
        small = np.frombuffer(rows, dtype=np.int8).reshape(int(counts.sum()), -1)
        ids.append(np.frombuffer(passages, dtype=np.int64))
        cosines.append(nearest_windows(small.astype(np.float32) @ (asked * scale), counts))
    found = np.concatenate(ids)
    order = np.argsort(found)
    return Nearness(found[order], np.concatenate(cosines)[order])
