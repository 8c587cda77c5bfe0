"""Files of the vectors of talks' passages, one a talk: rows of half-precision numbers."""

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from restyle.text.vectors import Vectors

FOLDER = "vectors"  # in the cache
_SUFFIX = ".safetensors"
_MODE = 0o700  # of the folder: what was said can be guessed from vectors


def path_of(folder: Path, digest: str) -> Path:
    """Return the file of a talk's vectors, by the digest of what decides them."""
    return folder / f"{digest}{_SUFFIX}"


def files_in(folder: Path) -> list[Path]:
    """Return the files of vectors in a folder, which need not be there."""
    return sorted(path for path in folder.glob(f"*{_SUFFIX}") if path.is_file())


def drop(folder: Path, older_than: float = 0.0) -> int:
    """Drop the files that were made more than so many seconds ago; return how many."""
    before = time.time() - older_than
    dropped = 0
    for path in files_in(folder):
        with suppress(FileNotFoundError):  # another process dropped it
            if path.stat().st_mtime <= before:
                path.unlink()
                dropped += 1
    return dropped


def kept(path: Path, passages: int) -> list[Vectors] | None:
    """Return the rows of each of so many passages; None where no sound file has them."""
    try:
        found = load_file(path)
        rows, counts = found["rows"].astype(np.float32), found["counts"]
    except (OSError, SafetensorError, KeyError):
        return None
    if rows.ndim != 2 or counts.shape != (passages,) or counts.dtype != np.int64:
        return None
    if (counts < 0).any() or counts.sum() != len(rows) or not _are_of_length_1(rows):
        return None
    return list(np.split(rows, np.cumsum(counts)[:-1]))


def _are_of_length_1(rows: Vectors) -> bool:
    return bool(np.allclose(np.linalg.norm(rows, axis=1), 1, atol=0.01))


def keep(path: Path, windows: Sequence[Vectors]) -> None:
    """Write the rows of each passage; where that cannot be, they are made again the next time."""
    counts = np.array([len(each) for each in windows], dtype=np.int64)
    rows = np.concatenate(windows).astype(np.float16)
    try:
        path.parent.mkdir(mode=_MODE, parents=True, exist_ok=True)
        with TemporaryDirectory(dir=path.parent) as folder:
            written = Path(folder) / path.name
            save_file({"rows": rows, "counts": counts}, written)
            written.replace(path)
    except (OSError, SafetensorError):
        return
