"""Recordings: which files are, told by their first bytes."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from restyle.transcript.addresses import is_url

HEAD = 64  # bytes that tell
MOST_BYTES = 4 * 2**30
_BLOCK = 1 << 20
# The first bytes, and ffmpeg's name for the kind.
_KINDS = (
    *((b"ID3" + bytes([version]), "mp3") for version in (2, 3, 4)),
    (b"fLaC", "flac"),
    (b"OggS\0", "ogg"),
    (b"\x1a\x45\xdf\xa3", "matroska"),
    (b"#!AMR", "amr"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"),
    (b".snd", "au"),
    (b"caff\0\1", "caf"),
)
_RIFF = {b"WAVE": "wav", b"AVI ": "avi"}
_AAC = (b"\xff\xf1", b"\xff\xf9")
_ENDINGS = frozenset(
    ".mp3 .m4a .m4b .mp4 .wav .flac .ogg .oga .opus .webm .mkv .mov .aac .aiff .aif .wma".split()
)


@dataclass(frozen=True)
class Recording:
    """A file with sound: its name for a person, and ffmpeg's name for its kind."""

    path: Path
    name: str
    demuxer: str

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of its bytes."""
        found = hashlib.sha256()
        with self.path.open("rb") as file:
            while block := file.read(_BLOCK):
                found.update(block)
        return found.hexdigest()

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.path.stat().st_size


def demuxer_of(head: bytes) -> str:
    """Return ffmpeg's name for what begins with these bytes; empty where that is no recording."""
    for magic, kind in _KINDS:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    if head[4:8] == b"ftyp":
        return "mov"
    if head.startswith(_AAC):
        return "aac"
    return "mp3" if _is_mpeg_frame(head) else ""


def _is_mpeg_frame(head: bytes) -> bool:
    """Whether bytes begin as a frame of MPEG audio (ISO 11172-3, 2.4.1.3), not as UTF-16."""
    if len(head) < 4 or head[0] != 0xFF or head[1] < 0xE2 or head[:2] == b"\xff\xfe":
        return False
    layer, rate, frequency = head[1] >> 1 & 3, head[2] >> 4, head[2] >> 2 & 3
    return layer != 0 and rate not in (0, 15) and frequency != 3


def recording_at(path: Path, name: str = "") -> Recording | None:
    """Return the recording at a path; None where the file is something else, or is not there."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except (OSError, ValueError):
        return None
    kind = demuxer_of(head)
    return Recording(path, name or path.name, kind) if kind else None


def is_recording(place: str) -> bool:
    """Whether a recording lies at a place: by its first bytes, or by the name in an address."""
    return is_named_as_one(place) if is_url(place) else recording_at(Path(place)) is not None


def is_named_as_one(path: str) -> bool:
    """Whether a path or an address ends as a recording's does."""
    return Path(path.partition("?")[0].partition("#")[0]).suffix.casefold() in _ENDINGS
