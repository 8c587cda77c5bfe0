"""Recordings for tests: words as tones, each of a pitch of its own, and a server that hears them."""

import subprocess
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from restyle.media.ffmpeg import program

RATE = 16_000
_WORD, _GAP, _PAUSE = 0.25, 0.08, 0.8  # seconds of a word, between words, between speakers
_LOWEST, _STEP = 300, 25  # hertz of the first word, and between two
_WIDE = 0.02


@dataclass(frozen=True)
class Line:
    """What one person says: numbers, which are the words."""

    speaker: str
    words: tuple[int, ...]


def record(path: Path, lines: Sequence[Line], level: float = 0.3) -> Path:
    """Write a WAV file in which the lines are said."""
    parts = [_silence(_PAUSE)]
    for line in lines:
        for word in line.words:
            parts += [_tone(word, level), _silence(_GAP)]
        parts.append(_silence(_PAUSE))
    sound = np.concatenate(parts)
    sound += np.random.default_rng(1).normal(0, 0.001, len(sound))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound * 32767).astype(np.int16).tobytes())
    return path


def hear(sound: bytes) -> list[tuple[int, float, float]]:
    """The words in a coded sound, each with its beginning and end in seconds."""
    run = [
        program(),
        *"-loglevel error -i pipe:0 -ac 1 -f s16le".split(),
        "-ar",
        str(RATE),
        "pipe:1",
    ]
    done = subprocess.run(run, input=sound, capture_output=True, check=True)
    samples = np.frombuffer(done.stdout, np.int16).astype(np.float64) / 32768
    size = int(RATE * _WIDE)
    steps = samples[: len(samples) // size * size].reshape(-1, size)
    loud = np.sqrt((steps**2).mean(axis=1)) > 0.05
    edges = np.flatnonzero(np.diff(np.concatenate(([0], loud.astype(int), [0]))))
    found = []
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        if (end - begin) * _WIDE < 0.6 * _WORD:
            continue  # half a word is none
        burst = samples[begin * size : end * size]
        power = np.abs(np.fft.rfft(burst * np.hanning(len(burst)), 1 << 16))
        pitch = np.argmax(power) * RATE / (1 << 16)
        found.append((round((pitch - _LOWEST) / _STEP), begin * _WIDE, end * _WIDE))
    return found


def _tone(word: int, level: float) -> npt.NDArray[np.float64]:
    times = np.arange(int(RATE * _WORD)) / RATE
    return level * np.sin(2 * np.pi * (_LOWEST + _STEP * word) * times)


def _silence(seconds: float) -> npt.NDArray[np.float64]:
    return np.zeros(int(RATE * seconds))
