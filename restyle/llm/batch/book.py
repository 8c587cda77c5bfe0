"""The book: what was asked for with which batch, and what came of it. One SQLite file.

It lies beside the documents, so that another machine with the same folder can go on.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from restyle.errors import UsageError
from restyle.llm.batch.files import Answered
from restyle.llm.request import Request
from restyle.locks import held

FILE_NAME = ".restyle-batches.db"
_LOCK_NAME = ".restyle-batches.lock"
_BUSY = 10.0  # seconds for which another connection's write is waited for
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS requests (
        key TEXT PRIMARY KEY, model TEXT, request TEXT, tokens INTEGER, batch TEXT,
        tries INTEGER DEFAULT 0, status INTEGER, answer TEXT);
    CREATE INDEX IF NOT EXISTS by_batch ON requests (batch);
    CREATE TABLE IF NOT EXISTS batches (
        name TEXT PRIMARY KEY, model TEXT, id TEXT DEFAULT '', state TEXT, requests INTEGER,
        tokens INTEGER);
"""
OPEN = ("meant", "sent")  # states of a batch about which more is to come


@dataclass(frozen=True, slots=True)
class Noted:
    """A request that was noted: its key, about how many tokens it and its answer have."""

    key: str
    request: Request
    tokens: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch: `meant` before it was sent, then `sent`, then `ended`. `id` is the endpoint's."""

    name: str
    model: str
    id: str
    state: str
    requests: int
    tokens: int


class Book:
    """The book in a folder, held by one run. Every change is on disk when the call returns.

    Raises UsageError where it cannot be used, or another run holds it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._useless: set[str] = set()
        path = folder / FILE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _held(folder)
            self._db = sqlite3.connect(
                path, timeout=_BUSY, isolation_level=None, check_same_thread=False
            )
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise UsageError(f"{path}: cannot be used: {error}") from error

    def close(self) -> None:
        """Close the file, and let it go; one in which nothing stands is removed."""
        for key in self._useless:
            self.forget(key)
        empty = self._is_empty()
        self._db.close()
        if empty:
            (self.folder / FILE_NAME).unlink(missing_ok=True)
        self._lock.close()

    def _is_empty(self) -> bool:
        try:
            found = self._do("SELECT 1 FROM requests UNION ALL SELECT 1 FROM batches LIMIT 1")
            return found.fetchone() is None
        except UsageError:
            return False  # it is damaged: what can be saved of it is a person's to decide

    def answer(self, key: str) -> Answered | None:
        """Return what came for a request; None where nothing has."""
        found = self._do(
            "SELECT status, answer FROM requests WHERE key = ? AND answer IS NOT NULL", (key,)
        ).fetchone()
        return Answered(key, *found) if found else None

    def note(self, key: str, model: str, request: Request) -> None:
        """Note a request to be sent, unless it was noted before."""
        row = (key, model, json.dumps(asdict(request)), request.estimated_tokens)
        self._do(
            "INSERT OR IGNORE INTO requests (key, model, request, tokens) VALUES (?, ?, ?, ?)", row
        )

    def useless(self, key: str) -> None:
        """Note that an answer is of no use: it is dropped when the book is closed.

        Not before: work that is begun anew would have it asked for, and paid, round after round.
        """
        self._useless.add(key)

    def forget(self, key: str) -> None:
        """Drop a request and its answer."""
        self._do("DELETE FROM requests WHERE key = ?", (key,))

    def unsent(self, model: str) -> Iterator[Noted]:
        """Yield the requests that are in no batch, in the order in which they were noted."""
        last = 0
        while found := self._do(
            "SELECT rowid, key, request, tokens FROM requests "
            "WHERE model = ? AND batch IS NULL AND answer IS NULL AND rowid > ? "
            "ORDER BY rowid LIMIT 200",
            (model, last),
        ).fetchall():
            for rowid, key, text, tokens in found:
                last = rowid
                if request := self._request(key, text):
                    yield Noted(key, request, tokens)

    def request(self, key: str) -> Request | None:
        """Return a request that was noted."""
        found = self._do("SELECT request FROM requests WHERE key = ?", (key,)).fetchone()
        return self._request(key, found[0]) if found else None

    def mean(self, batch: Batch, keys: list[str]) -> None:
        """Put requests into a batch that is about to be sent."""
        with self._changing():
            self._do(
                "INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?)",
                (batch.name, batch.model, batch.id, batch.state, batch.requests, batch.tokens),
            )
            self._db.executemany(
                "UPDATE requests SET batch = ?, tries = tries + 1 WHERE key = ?",
                ((batch.name, key) for key in keys),
            )

    def sent(self, name: str, id: str) -> None:
        """Write down under which id an endpoint knows a batch."""
        self._do("UPDATE batches SET state = 'sent', id = ? WHERE name = ?", (id, name))

    def keep(self, answer: Answered) -> None:
        """Keep what came for a request."""
        self._do(
            "UPDATE requests SET status = ?, answer = ? WHERE key = ?",
            (answer.status, answer.text, answer.key),
        )

    def tries(self, key: str) -> int:
        """Return in how many batches a request was."""
        found = self._do("SELECT tries FROM requests WHERE key = ?", (key,)).fetchone()
        return int(found[0]) if found else 0

    def give_back(self, key: str) -> None:
        """Have a request sent again with another batch."""
        self._do("UPDATE requests SET batch = NULL, answer = NULL WHERE key = ?", (key,))

    def refused(self, name: str) -> None:
        """Note that a batch was never taken on: it was no try of its requests."""
        self._do("UPDATE requests SET tries = tries - 1 WHERE batch = ?", (name,))

    def end(self, name: str) -> None:
        """End a batch: what has no answer is to be sent again."""
        with self._changing():
            self._do("UPDATE requests SET batch = NULL WHERE batch = ? AND answer IS NULL", (name,))
            self._do("UPDATE batches SET state = 'ended' WHERE name = ?", (name,))

    def open_batches(self, model: str) -> tuple[Batch, ...]:
        """Return the batches about which more is to come, the oldest first."""
        rows = self._do(
            "SELECT name, model, id, state, requests, tokens FROM batches "
            "WHERE model = ? AND state IN (?, ?) ORDER BY rowid",
            (model, *OPEN),
        )
        return tuple(Batch(*row) for row in rows.fetchall())

    def unanswered(self, name: str) -> int:
        """Return how many requests of a batch have no answer."""
        found = self._do(
            "SELECT count(*) FROM requests WHERE batch = ? AND answer IS NULL", (name,)
        ).fetchone()
        return int(found[0])

    def clear(self) -> None:
        """Drop the answers, when all of them were used, and give back their room."""
        self._do("DELETE FROM requests WHERE answer IS NOT NULL")
        self._do("DELETE FROM batches WHERE state = 'ended'")
        with suppress(UsageError):  # another connection reads; the room is used again
            self._do("VACUUM")

    def _do(self, query: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Ask or change the file; raises UsageError where it is damaged or the disk is full."""
        try:
            return self._db.execute(query, values)
        except sqlite3.Error as error:
            raise UsageError(
                f"{self.folder / FILE_NAME}: {error}; where it is damaged, move it away: answers "
                "in the cache are kept"
            ) from error

    def _changing(self) -> "_Changing":
        return _Changing(self._db)

    def _request(self, key: str, text: str) -> Request | None:
        """The request in a row; one that cannot be read is dropped, and noted anew when it asks."""
        try:
            return _adapter().validate_json(text)
        except ValidationError:
            self.forget(key)
            return None


def _held(folder: Path) -> sqlite3.Connection:
    path = folder / _LOCK_NAME
    try:
        lock = held(path)
    except sqlite3.Error as error:
        raise UsageError(f"{path}: is damaged ({error}); remove it and run again") from error
    if lock is None:
        raise UsageError(
            f"{folder}: another run waits for batches here; wait for it, or name another --output"
        )
    return lock


class _Changing:
    """Several changes as one."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._db.execute("ROLLBACK" if kind else "COMMIT")


@cache
def _adapter() -> TypeAdapter[Request]:
    return TypeAdapter(Request)
