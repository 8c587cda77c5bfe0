"""The store: answers on disk, by the digest of what was asked.

One bad row is a miss; a corrupt database is set aside and never stops a run; one that is
busy, full or read-only is neither.
"""

import contextlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

import diskcache
from pydantic import TypeAdapter, ValidationError

from restyle.errors import SettingsError
from restyle.events import Notice, Observer, ignore
from restyle.llm._sqlite import BUSY_SECONDS, RefusedRowError, opened
from restyle.llm.request import Completion, Origin

_NOT_CORRUPT = ("locked", "busy", "full", "readonly", "read-only", "unable to open", "disk i/o")
_UNREADABLE = (
    RefusedRowError,
    ValidationError,
    ValueError,
    KeyError,
    TypeError,
    RecursionError,
)
_NOT_STORED = ("cached", "attempts")


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer on disk: what it answered, and when it was stored, in seconds since 1970."""

    completion: Completion
    origin: Origin
    when: float


class Store:
    """The answers in a folder. Safe with several processes at once."""

    def __init__(
        self, directory: Path, observe: Observer = ignore, busy_seconds: float = BUSY_SECONDS
    ) -> None:
        self.directory = directory
        self._observe = observe
        self._busy_seconds = busy_seconds
        self._cache = self._opened()

    def __len__(self) -> int:
        """How many answers there are."""
        return len(self._cache)

    @property
    def size(self) -> int:
        """How many bytes the files have."""
        return sum(path.stat().st_size for path in self.directory.glob("cache.db*"))

    def get(self, key: str) -> Completion | None:
        """Return the answer under a key; None where there is none that can be read."""
        try:
            text = self._cache.get(key, retry=True)
            return None if text is None else _completion(json.loads(text))
        except _UNREADABLE:
            self._observe(Notice(f"{self.directory}: a cached answer cannot be read; asking again"))
        except sqlite3.DatabaseError as error:
            self._survive(error)
        return None

    def set(self, key: str, completion: Completion, origin: Origin) -> None:
        """Keep an answer, and what it was made from; to be called by way of `busy`."""
        answer = {k: v for k, v in asdict(completion).items() if k not in _NOT_STORED}
        value = json.dumps({"answer": answer, "origin": asdict(origin), "when": time.time()})
        self._cache.set(key, value)

    def delete(self, key: str) -> None:
        """Drop the answer under a key, if there is one; to be called by way of `busy`."""
        self._cache.delete(key)

    def busy(self, change: Callable[[], None]) -> bool:
        """Make a change; True if another process held the database too long for it."""
        try:
            change()
        except diskcache.Timeout:
            return True
        except (RefusedRowError, sqlite3.DatabaseError) as error:
            if "locked" in str(error) or "busy" in str(error):
                return True
            self._survive(error)
        return False

    def __iter__(self) -> Iterator[tuple[str, Stored]]:
        """Iterate over all answers that can be read, with their keys."""
        for key in self._keys():
            try:
                value = json.loads(self._cache[key])
                origin = _ORIGIN.validate_python(value["origin"])
                yield key, Stored(_completion(value), origin, float(value["when"]))
            except _UNREADABLE:
                continue  # a row that is none of ours; `get` says so where it matters
            except sqlite3.DatabaseError as error:
                self._survive(error)
                return

    def _keys(self) -> list[str]:
        """All keys; diskcache would stop at the first that is none of ours."""
        try:
            with contextlib.closing(sqlite3.connect(self.directory / "cache.db")) as database:
                rows = database.execute("SELECT key FROM Cache").fetchall()
        except sqlite3.DatabaseError as error:
            self._survive(error)
            return []
        return [key for (key,) in rows if isinstance(key, str)]

    def prune(self, older_than: float) -> int:
        """Drop the answers that were stored more than so many seconds ago; return how many."""
        before = time.time() - older_than
        old = [key for key, stored in self if stored.when < before]
        return sum(not self.busy(partial(self.delete, key)) for key in old)

    def clear(self) -> int:
        """Drop every answer; return how many."""
        count = len(self)
        self._cache.clear(retry=True)
        return count

    def close(self) -> None:
        """Close the database."""
        self._cache.close()

    def _survive(self, error: Exception) -> None:
        """Set a corrupt database aside; leave one alone that is busy, full or read-only."""
        said = str(error).lower()
        if any(word in said for word in _NOT_CORRUPT):
            self._observe(Notice(f"{self.directory}: an answer was not kept ({said})"))
            return
        self._cache.close()
        _set_aside(self.directory, self._observe)
        self._cache = self._opened()

    def _opened(self) -> diskcache.Cache:
        _make(self.directory)
        try:
            return opened(self.directory, self._busy_seconds)
        except sqlite3.DatabaseError as error:
            if any(word in str(error).lower() for word in _NOT_CORRUPT):
                raise SettingsError(
                    f"{self.directory}: the cache cannot be opened ({error}); "
                    "choose another folder with RESTYLE_CACHE_DIR, or --no-cache"
                ) from error
        _set_aside(self.directory, self._observe)
        return opened(self.directory, self._busy_seconds)


def at(directory: Path) -> Store | None:
    """Return the store in a folder; None where there is none, which makes none."""
    return Store(directory) if (directory / "cache.db").exists() else None


_ANSWER = TypeAdapter(Completion)
_ORIGIN = TypeAdapter(Origin)


def _completion(value: dict[str, object]) -> Completion:
    return replace(_ANSWER.validate_python(value["answer"]), cached=True)


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
