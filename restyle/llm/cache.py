"""The cache: no answer is paid for twice.

diskcache keeps the answers in SQLite. Its own codecs unpickle what a row says is a pickle
(CVE-2025-69872) and open or delete whatever file a row names, so `_TextDisk` uses none of
them: a row that is not plain inline text under a SHA-256 is refused, and a refusal is a miss.
"""

import asyncio
import contextlib
import hashlib
import json
import re
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, NoReturn

import diskcache
from pydantic import TypeAdapter, ValidationError

from restyle.chat import Completion, Request
from restyle.errors import SettingsError
from restyle.events import Notice, Observer, ignore
from restyle.llm import Model

_RAW = 1  # diskcache's mode for a value that is kept as it is
_MOST_LETTERS = 4_000_000
_KEY = re.compile(r"[0-9a-f]{64}")
_BUSY_SECONDS = 30.0
# The database's own rows override defaults, so every setting is passed. Nothing is evicted:
# these answers were paid for.
_SETTINGS: dict[str, Any] = {
    "statistics": 0,
    "tag_index": 0,
    "eviction_policy": "none",
    "size_limit": 2**62,
    "cull_limit": 0,
    "sqlite_auto_vacuum": 1,
    "sqlite_cache_size": 8192,
    "sqlite_journal_mode": "wal",
    "sqlite_mmap_size": 2**26,
    "sqlite_synchronous": 1,
    "disk_min_file_size": 2**62,
    "disk_pickle_protocol": 5,
}
_NOT_CORRUPT = ("locked", "busy", "full", "readonly", "read-only", "unable to open", "disk i/o")


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


class Cached:
    """A model whose answers are kept on disk. The same request in flight twice is sent once.

    The model behind it is opened at the first miss, so that a warm run needs no connection.
    """

    def __init__(
        self,
        open_model: Callable[[], Model],
        directory: Path,
        observe: Observer = ignore,
        busy_seconds: float = _BUSY_SECONDS,
    ) -> None:
        self._open_model = open_model
        self._model: Model | None = None
        self._observe = observe
        self._directory = directory
        self._busy_seconds = busy_seconds
        self._under_way: dict[str, asyncio.Future[Completion]] = {}
        self._cache = self._opened()

    async def complete(self, request: Request) -> Completion:
        """Return the stored answer, or ask for one and store it."""
        key = digest(request)
        stored = self._load(key)
        if stored is not None:
            return stored
        if key in self._under_way:
            return replace(await asyncio.shield(self._under_way[key]), cached=True)
        future = asyncio.get_running_loop().create_future()
        self._under_way[key] = future
        try:
            completion = await self._ask(key, request)
        except BaseException as error:
            future.set_exception(error)
            future.exception()  # nobody else may be waiting
            raise
        else:
            future.set_result(completion)
            return completion
        finally:
            del self._under_way[key]

    async def forget(self, request: Request) -> None:
        """Drop the stored answer, so that the next run asks again."""
        try:
            await asyncio.to_thread(self._cache.delete, digest(request))
        except (RefusedRowError, diskcache.Timeout, sqlite3.DatabaseError) as error:
            self._survive(error)

    async def close(self) -> None:
        """Close the database, and the model if it was opened."""
        self._cache.close()
        if self._model is not None:
            await self._model.close()

    async def _ask(self, key: str, request: Request) -> Completion:
        if self._model is None:
            self._model = self._open_model()
        completion = await self._model.complete(request)
        # An answer that ran out of room was paid for as well, and is refused again each time.
        if completion.finish_reason in ("stop", "length"):
            await asyncio.to_thread(self._store, key, completion, request)
        return completion

    def _load(self, key: str) -> Completion | None:
        try:
            text = self._cache.get(key, retry=True)
            if text is None:
                return None
            completion = _ANSWER.validate_json(json.dumps(json.loads(text)["answer"]))
        except (RefusedRowError, ValidationError, ValueError, KeyError, TypeError, RecursionError):
            self._observe(
                Notice(f"{self._directory}: a cached answer cannot be read; asking again")
            )
            return None
        except sqlite3.DatabaseError as error:
            self._survive(error)
            return None
        return replace(completion, cached=True)

    def _store(self, key: str, completion: Completion, request: Request) -> None:
        answer = {k: v for k, v in asdict(completion).items() if k != "cached"}
        value = json.dumps({"answer": answer, "parts": dict(request.origin.digests)})
        try:
            self._cache.set(key, value)
        except (diskcache.Timeout, sqlite3.DatabaseError) as error:
            self._survive(error)

    def _survive(self, error: Exception) -> None:
        """Set a corrupt database aside; leave one alone that is busy, full or read-only."""
        said = str(error).lower()
        if isinstance(error, diskcache.Timeout) or any(word in said for word in _NOT_CORRUPT):
            reason = said or "busy"
            self._observe(Notice(f"{self._directory}: an answer was not kept ({reason})"))
            return
        self._cache.close()
        _set_aside(self._directory, self._observe)
        self._cache = self._opened()

    def _opened(self) -> diskcache.Cache:
        _make(self._directory)
        try:
            _vet(self._directory)
            return self._connect()
        except sqlite3.DatabaseError as error:
            if any(word in str(error).lower() for word in _NOT_CORRUPT):
                raise SettingsError(
                    f"{self._directory}: the cache cannot be opened ({error}); "
                    "choose another folder with RESTYLE_CACHE_DIR, or --no-cache"
                ) from error
        _set_aside(self._directory, self._observe)
        return self._connect()

    def _connect(self) -> diskcache.Cache:
        return diskcache.Cache(
            str(self._directory), self._busy_seconds, disk=_TextDisk, **_SETTINGS
        )


def digest(request: Request) -> str:
    """Return the request's cache key: SHA-256 of all that decides its answer, as JSON."""
    fields = {k: v for k, v in asdict(request).items() if k != "origin"}
    canonical = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


_ANSWER = TypeAdapter(Completion)


def _make(directory: Path) -> None:
    """Create the folder for this user alone, before diskcache would create it for all."""
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        directory.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"{directory}: the cache folder cannot be made ({error.strerror}); "
            "choose another with RESTYLE_CACHE_DIR, or --no-cache"
        ) from error


def _set_aside(directory: Path, observe: Observer) -> None:
    """Move the database's own files, and nothing else, to names of their own."""
    files = [path for path in directory.glob("cache.db*") if "damaged" not in path.name]
    number = 1
    while any(directory.glob(f"*.damaged-{number}")):
        number += 1
    for path in files:
        path.rename(path.with_name(f"{path.name}.damaged-{number}"))
    observe(Notice(f"{directory}: the cache was damaged; it is kept as *.damaged-{number}"))


def _vet(directory: Path) -> None:
    """Delete settings that are not ours; diskcache would set each as an attribute of itself."""
    path = directory / "cache.db"
    if not path.exists():
        return
    with contextlib.closing(sqlite3.connect(path, timeout=_BUSY_SECONDS)) as database, database:
        known = [*_SETTINGS, *diskcache.core.METADATA]
        tables = database.execute("SELECT name FROM sqlite_master WHERE name = 'Settings'")
        if tables.fetchone():
            marks = ", ".join("?" * len(known))
            database.execute(f"DELETE FROM Settings WHERE key NOT IN ({marks})", known)  # noqa: S608
