"""The door to ffmpeg: how loud a recording is, stretches of it, and what it says of itself.

A recording is foreign data: it is opened as a file of the kind that its first bytes show, and
leads nowhere else.
"""

import asyncio
import importlib.util
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import numpy as np
import numpy.typing as npt

from restyle.errors import TranscriptError, UsageError
from restyle.plugins import deferred

STEP = 0.05  # seconds between two values of loudness
CODING = "mp3, 16 kHz, mono, 64 kbit/s"
_RATE = 8000  # samples a second, enough to tell speech from silence
_SILENT = -100.0  # dB
_MOST_FACTS = 1 << 20
_MOST_CHAPTERS = 1000
_bundled = deferred("imageio_ffmpeg", "get_ffmpeg_exe")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a recording says of itself; chapters are times in seconds and titles."""

    title: str = ""
    date: str = ""
    chapters: tuple[tuple[float, str], ...] = ()


def program() -> str:
    """Return the path of ffmpeg: the system's, or that of the extra; empty where there is none."""
    if found := shutil.which("ffmpeg"):
        return found
    return str(_bundled()) if importlib.util.find_spec("imageio_ffmpeg") else ""


def needed(path: Path, why: str) -> str:
    """Return the path of ffmpeg; raises UsageError that says why it is needed."""
    if found := program():
        return found
    raise UsageError(f"{path}: {why}; install ffmpeg, or: pip install 'restyle[media]'")


def loudness(path: Path, demuxer: str) -> npt.NDArray[np.float32]:
    """Return how loud a recording is, in dB below the loudest, a value each `STEP` seconds.

    Raises TranscriptError where it holds no sound.
    """
    size = int(_RATE * STEP)
    found = [_levels(block, size) for block in _samples(path, demuxer)]
    levels = np.concatenate(found) if found else np.zeros(0, np.float32)
    if not levels.size:
        raise TranscriptError(f"{path}: holds no sound that can be read")
    return levels


async def stretch(path: Path, demuxer: str, start: float, end: float) -> bytes:
    """Return a recording from and to so many seconds, coded as `CODING`; raises TranscriptError."""
    run = [
        *_opened(path, demuxer, "-ss", f"{start:.3f}", "-t", f"{end - start:.3f}"),
        *"-vn -ac 1 -ar 16000 -b:a 64k -map_metadata -1 -f mp3 pipe:1".split(),
    ]
    process = await asyncio.create_subprocess_exec(
        *run, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        sound, said = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode or not sound:
        raise TranscriptError(f"{path}: ffmpeg cannot cut it: {_last(said)}")
    return sound


def facts(path: Path, demuxer: str) -> Facts:
    """Return what a recording says of itself: title, date and chapters."""
    run = [*_opened(path, demuxer), *"-map_metadata 0 -f ffmetadata pipe:1".split()]
    done = subprocess.run(run, capture_output=True, check=False)  # noqa: S603 - no shell
    lines = done.stdout[:_MOST_FACTS].decode("utf-8", "replace").splitlines()
    parts: list[dict[str, str]] = [{}]
    for line in lines:
        if line.startswith("["):
            parts.append({"part": line.strip("[]")})
        elif "=" in line and not line.startswith(";"):
            name, _, value = line.partition("=")
            parts[-1].setdefault(name.casefold(), value.replace("\\", ""))
    chapters = [part for part in parts if part.get("part") == "CHAPTER"][:_MOST_CHAPTERS]
    known = (_chapter(part) for part in chapters)
    return Facts(
        parts[0].get("title", ""),
        parts[0].get("date", ""),
        tuple(one for one in known if one is not None),
    )


def _chapter(part: dict[str, str]) -> tuple[float, str] | None:
    over, _, under = part.get("timebase", "1/1000").partition("/")
    try:
        start = int(part.get("start", "")) * int(over) / int(under)
    except (ValueError, ZeroDivisionError):
        return None
    return (start, part["title"]) if part.get("title") and start >= 0 else None


def _opened(path: Path, demuxer: str, *where: str) -> list[str]:
    """The beginning of a command that reads a recording, and nothing else."""
    kind = ["-f", demuxer] if demuxer else []
    return [
        needed(path, "cutting a recording takes ffmpeg"),
        *"-hide_banner -nostdin -loglevel error -protocol_whitelist file,pipe".split(),
        *where,
        *kind,
        "-i",
        f"file:{path.absolute()}",
    ]


def _samples(path: Path, demuxer: str) -> Iterator[npt.NDArray[np.float32]]:
    """The sound in blocks of whole steps, as numbers from -1 to 1."""
    run = [*_opened(path, demuxer), *f"-vn -ac 1 -ar {_RATE} -f s16le pipe:1".split()]
    step = int(_RATE * STEP) * 2
    with (
        TemporaryFile() as log,
        subprocess.Popen(run, stdout=subprocess.PIPE, stderr=log) as process,  # noqa: S603
    ):
        if process.stdout is None:
            raise TypeError("ffmpeg was started without a pipe")
        rest = b""
        while block := process.stdout.read(1 << 20):
            data = rest + block
            whole = len(data) // step * step
            rest = data[whole:]
            yield np.frombuffer(data[:whole], np.int16).astype(np.float32) / np.float32(32768)
        if rest:
            padded = rest + b"\0" * (step - len(rest))
            yield np.frombuffer(padded, np.int16).astype(np.float32) / np.float32(32768)
        if process.wait():
            log.seek(0)
            raise TranscriptError(f"{path}: ffmpeg cannot read it: {_last(log.read())}")


def _levels(samples: npt.NDArray[np.float32], size: int) -> npt.NDArray[np.float32]:
    steps = samples.reshape(-1, size)
    power = np.sqrt(np.mean(steps * steps, axis=1))
    found: npt.NDArray[np.float32] = 20 * np.log10(np.maximum(power, 10 ** (_SILENT / 20)))
    return found.astype(np.float32)


def _last(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else "it says nothing"
