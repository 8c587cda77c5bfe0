"""`read`: a file in, a transcript out."""

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from restyle.domain import Heading, Source, Transcript, TurnKind
from restyle.errors import TranscriptError, UsageError
from restyle.ingest import FORMATS, Raw, Reading
from restyle.ingest.encoding import ARCHIVE, clean, decode
from restyle.ingest.turns import join

_MOST_BYTES = 64 * 2**20


def read(path: str | Path) -> Transcript:
    """Return the transcript in the file at `path`, or on standard input where it is `-`.

    Content decides the format. Raises UsageError where there is no such file, and
    TranscriptError where it holds no speech.
    """
    if str(path) == "-":
        return parse(sys.stdin.buffer.read(_MOST_BYTES + 1), "stdin")
    path = Path(path)
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; name the transcripts in it, such as {path}/*.txt")
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise UsageError(f"{path}: there is no such file") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    return parse(data, path.name)


def parse(data: bytes, name: str) -> Transcript:
    """Return the transcript in `data`; `name` is what errors and the footer call it."""
    if len(data) > _MOST_BYTES:
        raise TranscriptError(f"{name}: larger than {_MOST_BYTES >> 20} MB; split it first")
    if not data.strip():
        raise TranscriptError(f"{name}: the file is empty")
    text, encoding = ("", "") if data.startswith(ARCHIVE) else decode(data, name)
    raw = Raw(name, data, clean(text))
    format_name = _format(raw)
    reading = FORMATS[format_name].parse(raw)
    source = Source(name, format_name, encoding, hashlib.sha256(data).hexdigest())
    return _transcript(reading, source, _encoding_notes(text, encoding))


def _format(raw: Raw) -> str:
    """The format whose detector is surest; raises TranscriptError where none knows the file."""
    scores = {name: known.detect(raw) for name, known in FORMATS.items()}
    best = max(scores, key=lambda name: scores[name])
    if not scores[best]:
        what = "a ZIP archive" if raw.data.startswith(ARCHIVE) else "not a transcript"
        raise TranscriptError(f"{raw.name}: this is {what}; restyle reads text and .docx")
    return best


def _transcript(reading: Reading, source: Source, notes: Sequence[str]) -> Transcript:
    turns, homes = join(reading.pieces)
    if not any(turn.kind is TurnKind.SPEECH for turn in turns):
        raise TranscriptError(f"{source.name}: no speech found in it")
    headings = tuple(
        Heading(homes[heading.turn] if heading.turn < len(homes) else len(turns), heading.text)
        for heading in reading.headings
    )
    return Transcript(
        reading.title or _title(source.name),
        turns,
        source,
        reading.metadata,
        tuple(replace(heading) for heading in headings),
        (*notes, *reading.warnings),
    )


def _title(name: str) -> str:
    """A title from a file's name: `ai_and-jobs.vtt` gives `Ai and jobs`."""
    words = PurePath(name).stem.replace("_", " ").replace("-", " ").split()
    title = " ".join(words)
    return title[:1].upper() + title[1:]


def _encoding_notes(text: str, encoding: str) -> tuple[str, ...]:
    if "\ufffd" in text:
        return (f"{text.count('�')} bytes are not {encoding} and were replaced",)
    return ("no sign of the encoding; read as Windows-1252",) if encoding == "cp1252" else ()
