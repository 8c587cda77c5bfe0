"""The disk of the cache: plain text under SHA-256 keys in SQLite, and nothing else.

diskcache's own codecs unpickle what a row says is a pickle (CVE-2025-69872) and open or delete
whatever file a row names, so `_TextDisk` uses none of them: a row that is not plain inline text
is refused.
"""

import contextlib
import re
import sqlite3
from pathlib import Path
from typing import Any, NoReturn

import diskcache

_RAW = 1  # diskcache's mode for a value that is kept as it is
_MOST_LETTERS = 4_000_000
_KEY = re.compile(r"[0-9a-f]{64}")
_OPEN_SECONDS = 10.0  # that opening a database may wait for another process
BUSY_SECONDS = 0.05  # that a call waits for a database which another process holds
# The database's own rows override defaults, so every setting is passed. Nothing is evicted:
# these answers were paid for.
_SETTINGS: dict[str, Any] = {
    "statistics": 0,
    "tag_index": 0,
    "eviction_policy": "none",
    "size_limit": 2**62,
    "cull_limit": 0,
    "sqlite_auto_vacuum": 1,
    "sqlite_cache_size": 512,
    "sqlite_journal_mode": "wal",
    "sqlite_mmap_size": 0,
    "sqlite_synchronous": 1,
    "disk_min_file_size": 2**62,
    "disk_pickle_protocol": 5,
}


class RefusedRowError(Exception):
    """A row is not what this cache writes. No OSError: diskcache hides those as misses."""


class _TextDisk(diskcache.Disk):  # type: ignore[misc]
    """Stores text inline under hexadecimal keys, and trusts nothing that it finds."""

    def __init__(self, directory: str, **settings: object) -> None:
        super().__init__(directory)

    def put(self, key: object) -> tuple[str, bool]:
        if not (isinstance(key, str) and _KEY.fullmatch(key)):
            raise ValueError("a key is 64 hexadecimal digits")
        return key, True

    def get(self, key: object, raw: object) -> str:
        if not (raw and isinstance(key, str) and _KEY.fullmatch(key)):
            raise RefusedRowError("a key that is not a digest")
        return key

    def store(self, value: object, read: object, key: object = None) -> tuple[int, int, None, str]:
        if not isinstance(value, str) or read:
            raise ValueError("a value is text")
        return len(value), _RAW, None, value

    def fetch(self, mode: object, filename: object, value: object, read: object) -> str:
        if mode != _RAW or filename is not None or read or not isinstance(value, str):
            raise RefusedRowError("a value that is not inline text")
        if len(value) > _MOST_LETTERS:
            raise RefusedRowError("a value that is too large")
        return value

    def filename(self, key: object = None, value: object = None) -> NoReturn:
        raise RefusedRowError("nothing is stored in files")

    def remove(self, file_path: object) -> None:
        """Delete nothing: no row of ours names a file."""


def opened(directory: Path, busy_seconds: float) -> diskcache.Cache:
    """Return the database in a folder, made if it is not there; raises sqlite3.DatabaseError."""
    _vet(directory)
    return diskcache.Cache(str(directory), busy_seconds, disk=_TextDisk, **_SETTINGS)


def _vet(directory: Path) -> None:
    """Delete settings that are not ours; diskcache would set each as an attribute of itself."""
    path = directory / "cache.db"
    if not path.exists():
        return
    with contextlib.closing(sqlite3.connect(path, timeout=_OPEN_SECONDS)) as database, database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE name = 'Settings'")
        if not tables.fetchone():
            return
        known = {*_SETTINGS, *diskcache.core.METADATA}
        keys = [key for (key,) in database.execute("SELECT key FROM Settings")]
        for key in keys:
            if key not in known:
                database.execute("DELETE FROM Settings WHERE key = ?", (key,))
