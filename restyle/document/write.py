"""Documents to files: names that cannot leave their folder, and nothing half-written.

Beside each document lies the run's record, `NAME.run.json`. It holds what may differ between
two runs that write the same document, and the digest of what was written: a document is
replaced only while it is as restyle left it.
"""

import hashlib
import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from restyle.document.citations import CitationStyle, cited
from restyle.document.document import Document
from restyle.document.formats import RENDERERS, named_format, siblings
from restyle.document.formats._frontmatter import header
from restyle.errors import OutputError
from restyle.topics.chapters import render_chapters
from restyle.topics.outline import Outline
from restyle.transcript.transcript import Transcript

EXTRACT = "extract"
_MOST_BYTES = 120  # of a name, so that endings fit within the 255 of common file systems
_RECORD = ".run.json"
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def render(
    document: Document,
    format: str = "markdown",
    *,
    front_matter: bool = False,
    citing: CitationStyle = CitationStyle(),
) -> str:
    """Return the document in a format, its paragraphs with their sources if `citing` says so.

    Front matter and footnotes are for Markdown alone, and a format that is no text, such as
    docx, is for files (OutputError).
    """
    made = rendered(document, format, front_matter=front_matter, citing=citing)
    if isinstance(made, bytes):
        raise OutputError(f"{format} is no text; write it to a file")
    return made


def rendered(
    document: Document,
    format: str,
    *,
    front_matter: bool = False,
    citing: CitationStyle = CitationStyle(),
) -> str | bytes:
    """Return the document in any format, as `render` does; bytes where the format is no text."""
    citing.refuse(document.transcript, format)
    renderer = RENDERERS[format]
    shown = document if renderer.cites else cited(document, citing)
    made = renderer.render(shown, citing)
    if not front_matter or isinstance(made, bytes):
        return made
    if format != "markdown":
        raise OutputError(f"front matter goes with markdown, not with {format}")
    return header(document) + made


def write(
    document: Document,
    path: str | Path,
    *,
    format: str = "",
    front_matter: bool = False,
    citing: CitationStyle = CitationStyle(),
    force: bool = False,
    record: Mapping[str, object] | None = None,
) -> Path:
    """Write a document to `path` and return it; a known ending decides the format.

    Raises OutputError where a file is there that restyle did not write, or that was changed
    since, unless `force`.
    """
    path = Path(path)
    refuse(path, voice="" if document.model else EXTRACT, force=force)
    kind = named_format(path.name, format)
    made = rendered(document, kind, front_matter=front_matter, citing=citing)
    data = made if isinstance(made, bytes) else made.encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        manner = {"front_matter": front_matter, "citing": asdict(citing)}
        digest = {"sha256": sha256_of(data)}
        facts = {**digest, **_facts(document), "manner": manner, **(record or {})}
        if kind != "json":  # which is its own record of what was made
            facts["document"] = asdict(document)
        if path.is_file():  # so that a kill between the two leaves a document that is known
            facts["replaces"] = sha256_of(path.read_bytes())
        _replace(record_of(path), json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
        _replace(path, data)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
    return path


def write_all(
    document: Document,
    path: Path,
    formats: Sequence[str],
    *,
    front_matter: bool = False,
    citing: CitationStyle = CitationStyle(),
    force: bool = False,
    record: Mapping[str, object] | None = None,
) -> tuple[Path, ...]:
    """Write a document in several formats, side by side, and return their files.

    Front matter and footnotes go into Markdown, where that is one of them. Raises OutputError as
    `write` does.
    """
    return tuple(
        write(
            document,
            file,
            format=name,
            front_matter=front_matter and name == "markdown",
            citing=citing if name == "markdown" else replace(citing, footnotes=False),
            force=force,
            record=record,
        )
        for name, file in siblings(path, formats).items()
    )


def lay(files: Mapping[str, bytes], folder: Path) -> None:
    """Lay documents with their records, written elsewhere, into a folder; raises OutputError.

    As with `write`, a kill between the two leaves a document that is known.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in sorted(files.items(), key=lambda one: not one[0].endswith(_RECORD)):
            path = folder / name
            document = folder / name.removesuffix(_RECORD)
            made = data
            if name.endswith(_RECORD) and document.is_file():
                facts = {**json.loads(data), "replaces": sha256_of(document.read_bytes())}
                made = (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()
            _replace(path, made)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror}") from error


def write_new(path: str | Path, text: str | bytes, *, force: bool = False) -> Path:
    """Write to a file that is not there yet, or to any with `force`, and return its path.

    Raises OutputError where a file is there.
    """
    path = Path(path)
    if path.exists() and not force:
        raise OutputError(f"{path}: is there; --force replaces it")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
    return path


def write_chapters(
    transcript: Transcript, outline: Outline, path: str | Path, *, force: bool = False
) -> Path:
    """Write an outline's topics as chapters, in the format of the ending, and return the path.

    Raises OutputError where a file is there, unless `force`, and TranscriptError without times.
    """
    name = Path(path).name
    return write_new(path, render_chapters(transcript, outline, name), force=force)


def _facts(document: Document) -> dict[str, object]:
    """What the record says of a document: its origin, and what the checks still find in it."""
    findings = [
        {"section": section.heading, **{k: getattr(found, k) for k in ("kind", "text", "message")}}
        for section in document.sections
        for found in section.findings
    ]
    facts = {"source": document.source.name, "style": document.style, "model": document.model}
    return {**facts, "restyle": document.version, "findings": findings}


def refuse(path: Path, *, source: str = "", voice: str = "", force: bool) -> None:
    """Raise OutputError if writing to `path` would destroy anything but restyle's own work.

    That is a file which somebody else wrote or changed, a document made of another transcript,
    and a model's document where only an extract would replace it.
    """
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it")
    if force or not path.exists():
        return
    try:
        known = json.loads(record_of(path).read_text(encoding="utf-8"))
        same = sha256_of(path.read_bytes()) in (known["sha256"], known.get("replaces"))
    except (OSError, ValueError, KeyError, TypeError):
        raise OutputError(
            f"{path}: is there, and restyle did not write it; --force replaces it"
        ) from None
    if not same:
        raise OutputError(f"{path}: was changed since restyle wrote it; --force replaces it")
    if source and known.get("path") not in (None, _absolute(source)):
        raise OutputError(
            f"{path}: was made of {known['path']}; --force replaces it, --output avoids it"
        )
    if voice == EXTRACT and known.get("model"):
        raise OutputError(f"{path}: was written with a model; --force replaces it by an extract")


def _absolute(source: str) -> str:
    return source if "://" in source else str(Path(source).absolute())


def slug(title: str) -> str:
    """Return a file name for `title`: no separators, no leading dots, never empty."""
    text = unicodedata.normalize("NFC", title).encode("utf-8", "replace").decode("utf-8")
    text = re.sub(r"[^\w.()'’&,!+ -]+", "-", text.replace("/", "-")).strip(" .-")
    text = re.sub(r"-{2,}", "-", text)
    while len(text.encode("utf-8")) > _MOST_BYTES:
        text = text[:-1].rstrip(" .-")
    return f"_{text}" if not text or _RESERVED.fullmatch(text) else text


def _replace(path: Path, made: str | bytes) -> None:
    """Write beside the target and rename, so that no reader ever sees half of it."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made if isinstance(made, bytes) else made.encode())
        mode = 0o666 & ~_umask()
        temporary.chmod(mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current


def record_of(path: Path) -> Path:
    """Return the record that lies beside a document."""
    return path.with_name(path.name + _RECORD)


def sha256_of(data: bytes) -> str:
    """Return the digest by which a document is known to be as restyle left it."""
    return hashlib.sha256(data).hexdigest()
