"""Twins: transcripts of one talk under two names, told by the words that they share.

The share of three-word phrases that two texts have in common is estimated from the smallest
hashes of each (MinHash: Broder, 1997), so that a talk costs half a kilobyte to remember.
"""

import re
import zlib
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from restyle.transcript.transcript import Transcript

_PHRASE = 3  # words
_HASHES = 128
_SAME = 0.8  # share of phrases: one talk, transcribed once
_AKIN = 0.25  # one talk transcribed twice, or a part of it; unrelated talks have below 0.1
_PRIME = (1 << 31) - 1
_RANDOM = np.random.default_rng(1997)
_FACTORS = _RANDOM.integers(1, _PRIME, size=(_HASHES, 1), dtype=np.int64)
_SHIFTS = _RANDOM.integers(0, _PRIME, size=(_HASHES, 1), dtype=np.int64)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|\w+")  # or a sign

Signature = NDArray[np.uint32]


def signature(transcript: Transcript) -> bytes:
    """Return what a talk is known by: 128 hashes of four bytes."""
    text = " ".join(turn.text for turn in transcript.turns).casefold()
    words = _WORD.findall(text)
    phrases = {" ".join(words[n : n + _PHRASE]) for n in range(max(1, len(words) - _PHRASE + 1))}
    hashes = np.array([zlib.crc32(phrase.encode("utf-8", "replace")) for phrase in phrases])
    smallest = np.full(_HASHES, _PRIME, dtype=np.int64)
    for part in np.array_split(hashes.astype(np.int64) % _PRIME, 1 + len(hashes) // 4096):
        if part.size:
            mixed = (_FACTORS * part + _SHIFTS) % _PRIME
            smallest = np.minimum(smallest, mixed.min(axis=1))
    return smallest.astype("<u4").tobytes()


def likeness(one: bytes, other: bytes) -> float:
    """Return the share of phrases that two talks have in common, from 0 to 1."""
    return float(np.mean(_read(one) == _read(other)))


@dataclass(slots=True)
class Known:
    """The talks of an archive so far, by their keys."""

    _signatures: dict[str, Signature] = field(default_factory=dict)

    def add(self, key: str, sign: bytes) -> None:
        """Remember a talk, in the place of what had its key."""
        self._signatures[key] = _read(sign)

    def nearest(self, sign: bytes, but: str = "") -> tuple[str, float]:
        """Return the key of the talk most like another `but` for one, and how much it is."""
        keys = [key for key in self._signatures if key != but]
        if not keys:
            return "", 0.0
        shares = (np.stack([self._signatures[k] for k in keys]) == _read(sign)).mean(axis=1)
        best = int(shares.argmax())
        return keys[best], float(shares[best])


def is_same(share: float) -> bool:
    """Return whether two talks that share so many phrases are one."""
    return share >= _SAME


def is_related(share: float) -> bool:
    """Return whether two talks that share so many phrases have much in common."""
    return share >= _AKIN


def _read(sign: bytes) -> Signature:
    return np.frombuffer(sign, dtype="<u4")
