"""Writing: one file an output format.

A format registers a name, the endings of its files and a renderer:
`RENDERERS.add("markdown", Renderer((".md",), render))`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from restyle.document.citations import CitationStyle
from restyle.document.document import Document
from restyle.plugins import Registry


@dataclass(frozen=True, slots=True)
class Renderer:
    """An output format: the endings that stand for it, and how to render a document.

    What it is given has its citations in its text, except where `cites` says that the format
    shows by itself where things were said.
    """

    endings: tuple[str, ...]
    render: Callable[[Document, CitationStyle], str | bytes]
    cites: bool = False


RENDERERS: Registry[Renderer] = Registry(__name__, "output format")


def format_of(file_name: str, default: str) -> str:
    """Return the format that the name's ending stands for, the longest one, or `default`."""
    found = [
        (len(ending), name)
        for name, renderer in RENDERERS.items()
        for ending in renderer.endings
        if file_name.lower().endswith(ending)
    ]
    return max(found)[1] if found else default


def _ends_as(file_name: str, name: str) -> bool:
    return file_name.lower().endswith(RENDERERS[name].endings)


def named_format(file_name: str, wanted: str) -> str:
    """Return the format that is wanted, where the name ends so, or else the one that it names."""
    if wanted and _ends_as(file_name, wanted):
        return wanted
    return format_of(file_name, wanted or "markdown")


def siblings(path: Path, formats: Sequence[str]) -> dict[str, Path]:
    """Return the file of each format, beside `path`, which is one of them.

    A file of another format is meant by its own name, and alone.
    """
    own = next((one for one in formats if _ends_as(path.name, one)), format_of(path.name, ""))
    if own and own not in formats:
        return {own: path}
    endings = RENDERERS[own].endings if own else ()
    ending = max((one for one in endings if path.name.lower().endswith(one)), key=len, default="")
    stem = path.name[: len(path.name) - len(ending)]
    return {
        one: path if one == own else path.with_name(stem + RENDERERS[one].endings[0])
        for one in formats
    }
