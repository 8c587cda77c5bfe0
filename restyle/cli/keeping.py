"""The transcript, kept beside the document that was made of it."""

from collections.abc import Mapping
from pathlib import Path

import restyle as library
from restyle.document.write import write_new
from restyle.errors import UsageError, unknown

_KINDS = {"json": "podcasting20", "vtt": "vtt"}


def kept_format(name: str) -> str:
    """Return the ending that `--keep-transcript` names; raises UsageError for another."""
    if name and name not in _KINDS:
        raise UsageError(f"--keep-transcript: {unknown('format', name, sorted(_KINDS))}")
    return name


def kept_path(targets: Mapping[str, Path | None], ending: str) -> Path:
    """Return where a transcript is kept: beside its documents, which are given by their voice.

    Raises UsageError where they go to standard output.
    """
    voice, target = next(iter(targets.items()))
    if target is None:
        raise UsageError("--keep-transcript keeps it beside a document; name one with --output")
    name = target.stem.removesuffix(f".{voice}").removesuffix(".extract")
    return target.with_name(f"{name}.transcript.{ending}")


def keep_transcript(talk: "library.Transcript", path: Path, ending: str, *, force: bool) -> Path:
    """Write a transcript, and return its path; raises OutputError where another file is there."""
    text = library.write_transcript(talk, _KINDS[ending])
    same = path.is_file() and path.read_bytes() == text.encode()
    return write_new(path, text, force=force or same)
