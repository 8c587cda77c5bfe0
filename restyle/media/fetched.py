"""Recordings at addresses and on standard input: loaded into a folder, as they may be large."""

from pathlib import Path, PurePath
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from restyle.errors import TranscriptError
from restyle.media.recording import HEAD, MOST_BYTES, Recording, demuxer_of, recording_at
from restyle.transcript.addresses import without_password
from restyle.transcript.fetch import AllowPrivate, download
from restyle.transcript.read import MOST_BYTES as MOST_TEXT

_BLOCK = 1 << 20


def name_in(url: str) -> str:
    """Return the name of what lies at an address; empty where it has none."""
    return unquote(PurePath(urlsplit(url).path).name)


def loaded(url: str, folder: Path, allow_private: AllowPrivate) -> Path:
    """Return the file in a folder that what lies at an address was loaded into.

    A recording may be larger than anything else. Raises as `download` does.
    """
    path = folder / "fetched"
    with path.open("wb") as file:
        download(url, file, _most, allow_private=allow_private)
    return path


def piped(source: BinaryIO, folder: Path) -> Path:
    """Return the file in a folder that holds what comes on standard input."""
    path = folder / "piped"
    head = source.read(HEAD)
    left = _most(head) + 1 - len(head)
    with path.open("wb") as file:
        file.write(head)
        while left > 0 and (block := source.read(min(left, _BLOCK))):
            left -= file.write(block)
    return path


def recording_from(url: str, folder: Path, allow_private: AllowPrivate) -> Recording:
    """Return the recording at an address; raises TranscriptError where it is none."""
    found = recording_at(loaded(url, folder, allow_private), name_in(url) or "recording")
    if found is None:
        raise TranscriptError(f"{without_password(url)}: is no recording")
    return found


def _most(head: bytes) -> int:
    """How large what begins so may be."""
    return MOST_BYTES if demuxer_of(head[:HEAD]) else MOST_TEXT
