"""Locks that a process holds on a file, and that end with it, however it ends."""

import sqlite3
from pathlib import Path


def held(path: Path) -> sqlite3.Connection | None:
    """Return a lock on a file, which its `close` gives back; None where another process holds it.

    Raises sqlite3.Error where the file is no lock.
    """
    lock = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        lock.close()
        return None
    except sqlite3.Error:
        lock.close()
        raise
    return lock
