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


def keep_transcript(
    talk: "library.Transcript", targets: Mapping[str, Path | None], ending: str, *, force: bool
) -> Path:
    """Write a transcript beside its documents, and return its path.

    `targets` are the documents by their voice. Raises UsageError where they go to standard
    output, and OutputError where another file has the name.
    """
    voice, target = next(iter(targets.items()))
    if target is None:
        raise UsageError("--keep-transcript keeps it beside a document; name one with --output")
    name = target.stem.removesuffix(f".{voice}").removesuffix(".extract")
    path = target.with_name(f"{name}.transcript.{ending}")
    text = library.write_transcript(talk, _KINDS[ending])
    same = path.is_file() and path.read_bytes() == text.encode()
    return write_new(path, text, force=force or same)
