"""How near passages come to a question in what they mean, by a sentence encoder.

A passage says several things, so that it is as near as its nearest window of 75 words.
"""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from restyle.search.vectors_file import keep, kept, path_of
from restyle.text.vectors import Vectors

_WINDOW, _STEP = 75, 60  # words
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_UNSPACED}]{{1,2}}|[^\s{_UNSPACED}]+")  # without blanks, two letters


class Encoder(Protocol):
    """What makes vectors of length 1 of texts, always the same under one `name`.

    `vectors` is the folder in which those of talks are kept, since they take seconds to make.
    """

    @property
    def name(self) -> str:
        """What tells it from another."""
        ...

    @property
    def vectors(self) -> Path | None:
        """Where vectors are kept, if they are."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text."""
        ...


class Meaning:
    """The vectors of passages' windows, by an encoder; how near they come to a question."""

    def __init__(self, encoder: Encoder, windows: Sequence[Vectors]) -> None:
        self._encoder = encoder
        self._rows = np.concatenate(windows) if windows else np.zeros((0, 1), dtype=np.float32)
        self._counts = np.array([len(each) for each in windows], dtype=np.int64)

    def nearness(self, question: str) -> NDArray[np.float64]:
        """Return the cosine of a question and of each passage's nearest window."""
        if not len(self._rows):
            return nearest_windows(np.zeros(0, dtype=np.float32), self._counts)
        return nearest_windows(self._rows @ self._encoder.embed([question])[0], self._counts)


def nearest_windows(cosines: NDArray[np.float32], counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return for each passage, of so many windows, the greatest of their cosines; -1 for none."""
    nearest = np.full(len(counts), -1.0)
    filled = np.flatnonzero(counts)
    if len(filled):
        nearest[filled] = np.maximum.reduceat(cosines, (np.cumsum(counts) - counts)[filled])
    return nearest


def windows_of(texts: Sequence[str], encoder: Encoder) -> list[Vectors]:
    """Return for each of some passages the vectors of its windows, a row a window."""
    cut = [_windows(text) for text in texts]
    rows = encoder.embed([window for each in cut for window in each])
    return np.split(rows, np.cumsum([len(each) for each in cut])[:-1]) if cut else []


def kept_windows_of(texts: Sequence[str], encoder: Encoder) -> list[Vectors]:
    """Return the same for the passages of a talk, from a file if they were made before."""
    if encoder.vectors is None or not texts:
        return windows_of(texts, encoder)
    parts = (encoder.name, f"{_WINDOW}/{_STEP}", *texts)
    key = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    path = path_of(encoder.vectors, key)
    found = kept(path, len(texts))
    if found is None:
        found = windows_of(texts, encoder)
        keep(path, found)
    return found


def _windows(text: str) -> list[str]:
    words = list(_WORD.finditer(text))
    parts = (words[max(0, n + _STEP - _WINDOW) : n + _STEP] for n in range(0, len(words), _STEP))
    return [text[part[0].start() : part[-1].end()] for part in parts]
