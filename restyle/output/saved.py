"""Documents read back: from their JSON, or from the record beside any other format."""

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from restyle.domain import Document, Paragraph, Section, Takeaway
from restyle.errors import OutputError
from restyle.output.citations import uncited
from restyle.output.files import record_of, sha256_of

_JSON = ".json"
_TAKEAWAYS = "## Key Takeaways"


def load_document(path: str | Path) -> Document:
    """Return the document that restyle wrote to a file.

    A Markdown file that was edited since is read as it is now, section by section. Raises
    OutputError where there is no record beside the file, or the two do not belong together.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise OutputError(f"{path}: is no text in UTF-8") from error
    if path.suffix == _JSON:
        return _parsed(path, text)
    record = record_of(path)
    try:
        facts = json.loads(record.read_text(encoding="utf-8"))
        stored = json.dumps(facts["document"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutputError(
            f"{path}: has no record of its making beside it ({record.name}); without it, only "
            "a .json document can be checked"
        ) from error
    document = _parsed(record, stored)
    if facts.get("sha256") == sha256_of(text.encode()):
        return document
    if path.suffix not in (".md", ".markdown"):
        raise OutputError(f"{path}: was changed since restyle wrote it; only Markdown is read back")
    if not document.model:
        raise OutputError(f"{path}: is an extract that was changed since; nobody vouches for it")
    takeaways = _edited_takeaways(path, text, document)
    return replace(document, sections=_edited(path, text, document), takeaways=takeaways)


def _parsed(path: Path, text: str) -> Document:
    try:
        return _adapter().validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise OutputError(
            f"{path}: is no document of this version of restyle: {place}: {first['msg']}"
        ) from error


def _edited(path: Path, text: str, document: Document) -> tuple[Section, ...]:
    """The sections with the words that stand under their headings now."""
    parts = text.split("\n## ")[1:]
    bodies = [
        part.partition("\n")[2] for part in parts if f"## {part}".split("\n")[0] != _TAKEAWAYS
    ]
    if len(bodies) != len(document.sections):
        raise OutputError(
            f"{path}: has {len(bodies)} sections where {len(document.sections)} were written; "
            "keep their headings, each on a line that begins with ##"
        )
    if parts and f"## {parts[-1]}".split("\n")[0] != _TAKEAWAYS:
        bodies[-1] = bodies[-1].rpartition("\n---\n")[0] or bodies[-1]
    return tuple(
        replace(section, paragraphs=_paragraphs(body, section))
        for section, body in zip(document.sections, bodies, strict=True)
    )


def _edited_takeaways(path: Path, text: str, document: Document) -> tuple[Takeaway, ...]:
    """The takeaways with the words that they have now, one an item of the list."""
    listed = text.partition(f"\n{_TAKEAWAYS}\n")[2].partition("\n---\n")[0]
    items = [" ".join(item.split()) for item in re.split(r"^- ", listed, flags=re.MULTILINE)[1:]]
    if len(items) != len(document.takeaways):
        raise OutputError(
            f"{path}: has {len(items)} takeaways where {len(document.takeaways)} were written; "
            "keep each on a line that begins with a dash"
        )
    return tuple(
        replace(known, text=item) for known, item in zip(document.takeaways, items, strict=True)
    )


def _paragraphs(body: str, section: Section) -> tuple[Paragraph, ...]:
    blocks = [block.strip() for block in body.split("\n\n") if block.strip()]
    return tuple(
        Paragraph(text, section.segment.spans) for block in blocks if (text := uncited(block))
    )


@cache
def _adapter() -> TypeAdapter[Document]:
    return TypeAdapter(Document)
