"""Which passages of an archive are ranked for a question: of the best by BM25, the likeliest."""

import sqlite3
from collections.abc import Collection, Sequence, Set

MOST = 150  # passages that are ranked
POOL = 1000  # of which these are chosen
OF_EPISODE, BEST = 2.0, 4  # what an episode counts that has so many good passages
_POOLED = """
    SELECT w.rowid, p.episode, -w.score
    FROM (SELECT rowid, bm25(words, 1.0, 0.0) AS score FROM words WHERE words MATCH ?
          ORDER BY score LIMIT ?) AS w
    JOIN passages AS p ON p.id = w.rowid
"""

_Scored = tuple[int, int, float]  # passage, its episode, its score


def candidates(
    db: sqlite3.Connection,
    terms: Sequence[str],
    speakers: Sequence[str],
    theirs: Set[int],
) -> list[int]:
    """Return the passages, by their ids, that are ranked for the terms of a question.

    `theirs` are the episodes in which somebody speaks whom it names, as one of `speakers`.
    """
    if not terms:
        return []
    asked, there = f"terms : ({_any(terms)})", f"there : ({_any(speakers)})"
    pool: set[_Scored] = set(db.execute(_POOLED, (asked, POOL)))
    if theirs:
        pool |= set(db.execute(_POOLED, (f"{asked} AND {there}", POOL)))
    if speakers and not pool:  # they are asked for, and nobody says their names
        pool = set(db.execute(_POOLED, (there, POOL)))
    return _likeliest(pool, theirs)


def _any(words: Sequence[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def _likeliest(pool: Collection[_Scored], theirs: Set[int]) -> list[int]:
    """The best of a pool, where a passage of an episode that has more like it counts more.

    A question's words stand in a hundred talks; the talk that it is about has several passages
    with them.
    """
    ordered = sorted(pool, key=lambda one: (-one[2], one[0]))
    by_episode: dict[int, list[float]] = {}
    for _, episode, score in ordered:
        by_episode.setdefault(episode, []).append(score)
    whole = {episode: sum(scores[:BEST]) / BEST for episode, scores in by_episode.items()}
    most = max(whole.values(), default=0.0)
    for episode in whole.keys() & theirs:
        whole[episode] += most
    ordered.sort(key=lambda one: -(one[2] + OF_EPISODE * whole[one[1]]))
    return [passage for passage, _, _ in ordered[:MOST]]
