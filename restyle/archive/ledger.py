"""The ledger: what was done of an archive, with what, and what came of it. One SQLite file.

Every change is a transaction of its own in a write-ahead log, so a kill at any moment loses
nothing that was told. Who runs an archive holds a lock that the operating system gives back when
the process ends, however it ends.
"""

import json
import os
import platform
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from restyle.archive.entry import COLUMNS, JSON, Entry, entry_of
from restyle.errors import UsageError
from restyle.locks import held
from restyle.transcript.addresses import without_password
from restyle.transcript.fetch import Fetched

FILE_NAME = ".restyle-archive.db"
_LOCK_NAME = ".restyle-archive.lock"
_VERSION = 3  # of the tables; another is refused
_BUSY = 10.0  # seconds for which another connection's write is waited for


_SCHEMA = f"""
    CREATE TABLE IF NOT EXISTS episodes ({", ".join(COLUMNS)}, PRIMARY KEY (key, voice));
    CREATE TABLE IF NOT EXISTS fetched (
        url PRIMARY KEY, etag TEXT, modified TEXT, digest TEXT, body BLOB);
    CREATE TABLE IF NOT EXISTS runs (
        number INTEGER PRIMARY KEY, began TEXT, pid INTEGER, host TEXT, arguments TEXT, ended TEXT,
        people TEXT, whole INTEGER DEFAULT 0);
"""


class Ledger:
    """The ledger in an output folder. Opened for reading, or held by the one run that writes."""

    def __init__(self, folder: Path, db: sqlite3.Connection) -> None:
        self.folder = folder
        self._db = db
        self.remembers = True
        self._lock: sqlite3.Connection | None = None

    @classmethod
    def at(cls, folder: Path, *, create: bool = False) -> "Ledger":
        """Return the ledger in a folder; raises UsageError where none is or can be."""
        path = folder / FILE_NAME
        if not create and not path.is_file():
            raise UsageError(f"{folder}: no archive was written here (there is no {FILE_NAME})")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(path, timeout=_BUSY, isolation_level=None)
            _ready(db, path)
            return cls(folder, db)
        except (OSError, sqlite3.Error) as error:
            raise UsageError(f"{path}: cannot be used as a ledger: {error}") from error

    @classmethod
    def blank(cls, folder: Path) -> "Ledger":
        """Return a ledger that knows nothing and is kept nowhere, for plans."""
        db = sqlite3.connect(":memory:", isolation_level=None)
        db.executescript(_SCHEMA)
        return cls(folder, db)

    def hold(self) -> None:
        """Hold the archive for a run; raises UsageError that says who holds it already."""
        try:
            lock = held(self.folder / _LOCK_NAME)
        except sqlite3.Error as error:
            raise UsageError(
                f"{self.folder / _LOCK_NAME}: is damaged ({error}); remove it and run again"
            ) from error
        if lock is None:
            raise UsageError(
                f"{self.folder}: is being worked on by {self._holder()}; wait for it, or "
                "name another --output"
            )
        self._lock = lock
        facts = (_now(), os.getpid(), platform.node(), self._people_now())
        self._write("INSERT INTO runs (began, pid, host, people) VALUES (?, ?, ?, ?)", facts)

    def keep(self, arguments: Mapping[str, object]) -> None:
        """Keep what the run was asked for, once that is known to make sense."""
        last = "(SELECT max(number) FROM runs)"
        self._write(
            f"UPDATE runs SET arguments = ? WHERE number = {last}",  # noqa: S608
            (json.dumps(dict(arguments)),),
        )

    def close(self) -> None:
        """Say that the run has ended, and let the archive go."""
        if self._lock is not None:
            last = "(SELECT max(number) FROM runs)"
            with suppress(sqlite3.Error):  # the run has ended, whether or not that can be said
                self._db.execute(f"UPDATE runs SET ended = ? WHERE number = {last}", (_now(),))  # noqa: S608
            self._lock.close()
        self._db.close()

    def entry(self, key: str, voice: str) -> Entry | None:
        """Return what is known of an episode in a voice; None where that is damaged."""
        found = self._read(
            f"SELECT {', '.join(COLUMNS)} FROM episodes WHERE key = ? AND voice = ?",  # noqa: S608
            (key, voice),
        )
        known = entry_of(found[0]) if found else None
        return self._at_home(known) if known else None

    def entries(self) -> Iterator[Entry]:
        """Yield all entries, by name and voice; those that are damaged are passed over."""
        rows = self._read(
            f"SELECT {', '.join(COLUMNS)} FROM episodes ORDER BY date, name, voice"  # noqa: S608
        )
        yield from map(self._at_home, filter(None, map(entry_of, rows)))

    def _at_home(self, entry: Entry) -> Entry:
        """An entry whose document is looked for in this folder, wherever that has moved."""
        here = self.folder / Path(entry.output).name
        there = bool(entry.output) and here.is_file()
        return replace(entry, output=str(here)) if there else entry

    def recurring(self) -> tuple[str, ...]:
        """Return who speaks in two episodes or more, those in most first: the show's own people.

        As it was known when the run began; if the one before left something undone, when that
        began: so that an episode is read alike whether it is done at once, with batches or after
        an interruption.
        """
        found = self._read("SELECT people FROM runs ORDER BY number DESC LIMIT 1")
        kept = str(found[0][0]) if found and found[0][0] else ""
        try:
            return tuple(map(str, json.loads(kept))) if kept else self._recurring()
        except (ValueError, TypeError):
            return self._recurring()

    def _recurring(self) -> tuple[str, ...]:
        counts = Counter(name for entry in self.entries() for name in set(entry.speakers))
        return tuple(name for name, count in counts.most_common() if count > 1)

    def _people_now(self) -> str:
        """Who is known at the beginning of a run, as it is kept."""
        found = self._read("SELECT people, whole, pid FROM runs ORDER BY number DESC LIMIT 1")
        if found and found[0][0]:
            people, whole, pid = found[0]
            if not whole or pid == os.getpid():  # of several voices, all know the same
                return str(people)
        return json.dumps(self._recurring())

    def end_whole(self) -> None:
        """Note that the run has left nothing undone."""
        self._write("UPDATE runs SET whole = 1 WHERE number = (SELECT max(number) FROM runs)")

    def put(self, entry: Entry) -> None:
        """Write an entry down, with the time."""
        row = asdict(replace(entry, updated=_now()))
        values = [json.dumps(v) if k in JSON else v for k, v in row.items()]
        marks = ", ".join("?" * len(COLUMNS))
        self._write(f"INSERT OR REPLACE INTO episodes VALUES ({marks})", values)  # noqa: S608

    def known(self, url: str) -> tuple[Fetched, str] | None:
        """Return what was last fetched from an address, with its body if that was kept.

        Beside it stands the digest of the body.
        """
        found = self._read(
            "SELECT etag, modified, digest, body FROM fetched WHERE url = ?",
            (without_password(url),),
        )
        match found:
            case [(str(etag), str(modified), str(digest), bytes() | None as body)]:
                return Fetched(body or b"", etag, modified), digest
        return None

    def remember(self, url: str, fetched: Fetched, digest: str, *, body: bool = False) -> None:
        """Write down what was fetched, with its body if that is wanted again; not for a plan."""
        if not self.remembers:
            return
        row = (
            without_password(url),
            fetched.etag,
            fetched.modified,
            digest,
            fetched.data if body else None,
        )
        self._write("INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?, ?)", row)

    def arguments(self) -> Mapping[str, object]:
        """Return the arguments of the last run; empty where none was.

        Raises UsageError where they are damaged.
        """
        found = self._read(
            "SELECT arguments FROM runs WHERE arguments IS NOT NULL ORDER BY number DESC LIMIT 1"
        )
        try:
            return dict(json.loads(str(found[0][0]))) if found else {}
        except (ValueError, TypeError, RecursionError) as error:
            raise UsageError(
                f"{self.folder / FILE_NAME}: what the last run was asked for is damaged; name the "
                "sources again"
            ) from error

    def is_held(self) -> bool:
        """Return whether a run is under way, here or in another process."""
        with closing(
            sqlite3.connect(self.folder / _LOCK_NAME, timeout=0, isolation_level=None)
        ) as lock:
            try:
                lock.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except sqlite3.OperationalError:
                return True
            except sqlite3.Error:
                return False  # what is no lock locks nothing; `hold` says so
        return False

    def _read(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        try:
            return self._db.execute(query, tuple(values)).fetchall()
        except sqlite3.Error as error:
            raise self._damaged(error) from error

    def _write(self, query: str, values: Sequence[object] = ()) -> None:
        try:
            self._db.execute(query, tuple(values))
        except sqlite3.Error as error:
            raise self._damaged(error) from error

    def _damaged(self, error: sqlite3.Error) -> UsageError:
        if "full" in str(error):
            return UsageError(f"{self.folder}: the disk is full; make room, and run again")
        return UsageError(
            f"{self.folder / FILE_NAME}: {error}; where it is damaged, move it away, and the "
            "archive is written anew from the answers that are kept"
        )

    def _holder(self) -> str:
        found = self._read("SELECT pid, host, began FROM runs ORDER BY number DESC LIMIT 1")
        if not found:
            return "another process"
        pid, host, began = found[0]
        return f"process {pid} on {host} since {began}"


def _ready(db: sqlite3.Connection, path: Path) -> None:
    """Lay the tables, or refuse those of another version."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version not in (0, _VERSION):
        raise UsageError(f"{path}: was written by another version of restyle")
    if version == _VERSION:
        return
    db.execute("PRAGMA journal_mode = WAL")
    db.executescript(f"{_SCHEMA} PRAGMA user_version = {_VERSION};")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
