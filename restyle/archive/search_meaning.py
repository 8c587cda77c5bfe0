"""What an archive's passages mean: the vectors of a sentence encoder, kept in the search index.

An episode's are one row, a byte a number, so that all of 2,000 episodes are compared with a
question within a fraction of a second. They hold for the text that they were made of, which its
stamp tells, since an episode that is taken in again may have the same number.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from restyle.search.meaning import Encoder, nearest_windows, windows_of

SCHEMA = """
    CREATE TABLE meanings (
        episode INTEGER, encoder TEXT, stamp TEXT, passages BLOB, windows BLOB, scale REAL,
        rows BLOB, PRIMARY KEY (episode, encoder))
"""
_LEFT = """
    SELECT e.id, e.title, e.stamp FROM episodes AS e
    WHERE NOT EXISTS (SELECT 1 FROM meanings AS m
        WHERE m.episode = e.id AND m.encoder = ? AND m.stamp = e.stamp)
    ORDER BY e.id
"""
_KEEP = """
    INSERT OR REPLACE INTO meanings
    SELECT id, ?, stamp, ?, ?, ?, ? FROM episodes WHERE id = ? AND stamp = ?
"""
_EVERY = """
    SELECT m.passages, m.windows, m.scale, m.rows FROM meanings AS m
    JOIN episodes AS e ON e.id = m.episode AND e.stamp = m.stamp WHERE m.encoder = ?
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
        """Return the cosines of some passages; the usual one where it is not known."""
        if not len(self.passages):
            return np.zeros(len(passages))
        at = np.searchsorted(self.passages, passages).clip(max=len(self.passages) - 1)
        known = self.passages[at] == passages
        return np.where(known, self.cosines[at], np.median(self.cosines))


def take_in(db: sqlite3.Connection, encoder: Encoder, told: Callable[[str], None]) -> None:
    """Keep the vectors of all episodes of which this encoder has made none.

    They take seconds an episode; what is made is kept, wherever it breaks off. `told` is given a
    line for each.
    """
    for episode, title, stamp in db.execute(_LEFT, (encoder.name,)).fetchall():
        passages = db.execute(
            "SELECT id, text FROM passages WHERE episode = ? ORDER BY id", (episode,)
        ).fetchall()
        if not passages:
            continue
        told(f"encoding {title}")
        windows = windows_of([text for _, text in passages], encoder)
        rows = np.concatenate(windows)
        scale = float(np.abs(rows).max(initial=0)) / _INT8 or 1.0
        ids = np.array([passage for passage, _ in passages], dtype=np.int64)
        counts = np.array([len(each) for each in windows], dtype=np.int64)
        small = np.rint(rows / scale).astype(np.int8)
        made = (encoder.name, ids.tobytes(), counts.tobytes(), scale, small.tobytes())
        db.execute(_KEEP, (*made, episode, stamp))  # unless it was taken in anew meanwhile


def forget(db: sqlite3.Connection, episode: int) -> None:
    """Drop the vectors of an episode."""
    db.execute("DELETE FROM meanings WHERE episode = ?", (episode,))


def nearness(db: sqlite3.Connection, encoder: Encoder, question: str) -> Nearness:
    """Return how near all passages come to a question."""
    asked = encoder.embed([question])[0]
    ids, cosines = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for passages, counted, scale, rows in db.execute(_EVERY, (encoder.name,)):
        counts = np.frombuffer(counted, dtype=np.int64)
        small = np.frombuffer(rows, dtype=np.int8).reshape(int(counts.sum()), -1)
        ids.append(np.frombuffer(passages, dtype=np.int64))
        cosines.append(nearest_windows(small.astype(np.float32) @ (asked * scale), counts))
    found = np.concatenate(ids)
    order = np.argsort(found)
    return Nearness(found[order], np.concatenate(cosines)[order])
