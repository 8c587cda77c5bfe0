"""Which file each transcript's document goes to, settled before anything is paid for."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from urllib.parse import unquote, urlsplit

from restyle.document.formats import RENDERERS, format_of, siblings
from restyle.document.write import refuse, slug
from restyle.errors import OutputError

STANDARD_OUTPUT = "-"
_MOST_BYTES = 240  # of a file's name, so that the record beside it has room


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """What is to be written: where, in which formats, in which voice, over what."""

    output: str
    formats: tuple[str, ...]
    voice: str
    title: str = ""
    front_matter: bool = False
    force: bool = False


def targets(sources: Sequence[str], wanted: WriteOptions) -> dict[str, Path | None]:
    """Return the file for each source, None for standard output.

    `output` is a file if it ends as one of a known format, else a folder. Of several formats it
    is the first one's file; `siblings` names the others'. Raises OutputError where a document
    could not be written, or two would go to one file.
    """
    _refuse_formats(wanted)
    found: dict[str, Path | None] = {}
    for source in dict.fromkeys(sources):
        path = _target(source, wanted)
        if path is not None:
            twin = next((s for s, other in found.items() if other == path), None)
            if twin is not None:
                raise OutputError(f"{twin} and {source}: both go to {path}; give each its --output")
            for one in siblings(path, wanted.formats).values():
                _refuse(one, source, wanted)
        found[source] = path
    return found


def _refuse_formats(wanted: WriteOptions) -> None:
    for name in wanted.formats:
        RENDERERS[name]  # an unknown format is said now
    if wanted.front_matter and "markdown" not in wanted.formats:
        raise OutputError(f"front matter goes with markdown, not with {wanted.formats[0]}")
    if wanted.output == STANDARD_OUTPUT and len(wanted.formats) > 1:
        raise OutputError("standard output takes one format; name one with --format")


def _target(source: str, wanted: WriteOptions) -> Path | None:
    if wanted.output == STANDARD_OUTPUT:
        return None
    path = Path(wanted.output)
    if len(os.fsencode(path.name)) > _MOST_BYTES:
        raise OutputError(f"{path.name[:40]}…: the file's name is too long")
    named = format_of(path.name, "")
    if named and not path.is_dir():
        if wanted.formats == ("markdown",) and not wanted.front_matter:
            return path  # nobody asked for Markdown, or its ending says more
        if named not in wanted.formats:
            raise OutputError(f"{path}: ends as {named}, but {wanted.formats[0]} is asked for")
        return path
    if path.suffix and not path.is_dir() and not wanted.output.endswith(("/", os.sep)):
        raise OutputError(f"{path}: {path.suffix} is no known format; a folder ends with a stroke")
    ending = RENDERERS[wanted.formats[0]].endings[0]
    return path / f"{slug(_stem(source, wanted.title))}.{slug(wanted.voice)}{ending}"


def _can_be_written(folder: Path) -> bool:
    """Whether a file can be made in a folder: permissions do not say it of every file system."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _stem(source: str, title: str) -> str:
    if source == "-":
        return title or "stdin"
    name = urlsplit(source).path if "://" in source else source
    return PurePath(unquote(name) if "://" in source else name).stem or "page"


def _refuse(path: Path, source: str, wanted: WriteOptions) -> None:
    if path.exists() and Path(source).exists() and path.samefile(source):
        raise OutputError(f"{path}: is the transcript itself; name another file with --output")
    parent = next((folder for folder in path.parents if folder.exists()), Path())
    if not parent.is_dir():
        raise OutputError(f"{parent}: is a file, not a folder")
    if not _can_be_written(parent):
        raise OutputError(f"{parent}: nothing can be written there")
    record = path.with_name(f"{path.name}.run.json")
    if record.is_dir():
        raise OutputError(f"{record}: is a folder, where the document's record goes")
    source = "" if source == "-" else source
    refuse(path, source=source, voice=wanted.voice, force=wanted.force)
