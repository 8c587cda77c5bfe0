"""Documents read back: from their JSON, or from the record beside any other format."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from restyle.document.citations import CitationStyle, uncited
from restyle.document.document import Document, Paragraph, Section, Takeaway
from restyle.document.write import record_of, sha256_of
from restyle.errors import OutputError

_JSON = ".json"


def load_document(path: str | Path) -> Document:
    """Return the document that restyle wrote to a file.

    A Markdown file that was edited since is read as it is now, section by section. Raises
    OutputError where there is no record beside the file, or the two do not belong together.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OutputError(f"{path}: cannot be read: {error.strerror}") from error
    if path.suffix == _JSON:
        return _parsed(path, _json(path, _text(path, data)))
    record = record_of(path)
    try:
        facts = json.loads(record.read_text(encoding="utf-8"))
        stored = facts["document"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise OutputError(
            f"{path}: has no record of its making beside it ({record.name}); without it, only "
            "a .json document can be checked"
        ) from error
    document = _parsed(record, stored)
    if facts.get("sha256") == sha256_of(data):
        return document
    if path.suffix not in (".md", ".markdown"):
        raise OutputError(f"{path}: was changed since restyle wrote it; only Markdown is read back")
    if not document.model:
        raise OutputError(f"{path}: is an extract that was changed since; nobody vouches for it")
    return _edited(path, _text(path, data), document)


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise OutputError(f"{path}: is no text in UTF-8") from error


def _json(path: Path, text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise OutputError(f"{path}: is no document of restyle: {error}") from error


def manner_of(path: str | Path) -> tuple[bool, CitationStyle]:
    """Return whether a document was written with front matter, and how it cites its sources."""
    try:
        record = json.loads(record_of(Path(path)).read_text(encoding="utf-8"))
        return bool(record["manner"]["front_matter"]), CitationStyle(**record["manner"]["citing"])
    except (OSError, ValueError, KeyError, TypeError):
        return False, CitationStyle()  # no record: as one writes by default


def _parsed(path: Path, found: object) -> Document:
    try:
        document = _adapter().validate_python(found)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise OutputError(
            f"{path}: is no document of this version of restyle: {place}: {first['msg']}"
        ) from error
    if not _is_whole(document):
        raise OutputError(f"{path}: is damaged: it points to parts that are not in it")
    return document


def _is_whole(document: Document) -> bool:
    """Whether all that a document points to is there: sections, turns and letters of turns."""
    turns = document.transcript.turns
    spans = [
        span
        for section in document.sections
        for span in (
            *section.segment.spans,
            *section.left_out,
            *(s for p in section.paragraphs for s in p.spans),
        )
    ]
    topics = document.outline.topics
    begins = [topic.begin for topic in topics]
    begins += [point.begin for topic in topics for point in (*topic.points, *topic.asides)]
    places = [number for one in document.takeaways for number in one.sections]
    return (
        all(0 <= number < len(document.sections) for number in places)
        and all(0 <= begin.turn < len(turns) for begin in begins)
        and all(
            0 <= span.turn < len(turns)
            and 0 <= span.start <= span.end <= len(turns[span.turn].text)
            for span in spans
        )
    )


def _edited(path: Path, text: str, document: Document) -> Document:
    """The document with the headings and the words that stand in its Markdown now."""
    parts = _parts(text)
    closing, sections = len(document.closing), len(document.sections)
    if len(parts) != closing + sections:
        raise OutputError(
            f"{path}: has {len(parts)} headings where {closing + sections} were written; "
            "keep them, each on a line that begins with ##"
        )
    first = closing if document.lead else 0
    lists = parts[:closing] if document.lead else parts[sections:]
    return replace(
        document,
        sections=tuple(
            replace(section, heading=heading, paragraphs=_paragraphs(body, section))
            for section, (heading, body) in zip(
                document.sections, parts[first : first + sections], strict=True
            )
        ),
        takeaways=_edited_takeaways(path, lists, document),
    )


def _parts(text: str) -> list[tuple[str, str]]:
    """What stands under each heading of a document in Markdown, without its footer."""
    parts = [part.partition("\n") for part in f"\n{text}".split("\n## ")[1:]]
    bodies = [(heading.strip(), body) for heading, _, body in parts]
    if bodies:
        heading, body = bodies[-1]
        bodies[-1] = heading, body.rpartition("\n---\n")[0] or body
    return bodies


def _edited_takeaways(
    path: Path, lists: Sequence[tuple[str, str]], document: Document
) -> tuple[Takeaway, ...]:
    """The takeaways with the words that they have now, one an item of the list."""
    found = [
        (heading, " ".join(item.split()))
        for heading, body in lists
        for item in re.split(r"^- ", body, flags=re.MULTILINE)[1:]
    ]
    if len(found) != len(document.takeaways):
        raise OutputError(
            f"{path}: has {len(found)} takeaways where {len(document.takeaways)} were written; "
            "keep each on a line that begins with a dash"
        )
    return tuple(
        replace(known, text=item, heading=heading)
        for known, (heading, item) in zip(document.takeaways, found, strict=True)
    )


def _paragraphs(body: str, section: Section) -> tuple[Paragraph, ...]:
    blocks = [block.strip() for block in body.split("\n\n") if block.strip()]
    return tuple(
        Paragraph(text, section.segment.spans) for block in blocks if (text := uncited(block))
    )


@cache
def _adapter() -> TypeAdapter[Document]:
    return TypeAdapter(Document)
