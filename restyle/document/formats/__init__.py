"""Writing: one file an output format.

A format registers a name, the endings of its files and a renderer:
`RENDERERS.add("markdown", Renderer((".md",), render))`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from restyle.document.document import Document
from restyle.plugins import Registry


@dataclass(frozen=True, slots=True)
class Renderer:
    """An output format: the endings that stand for it, and how to render a document."""

    endings: tuple[str, ...]
    render: Callable[[Document], str]


RENDERERS: Registry[Renderer] = Registry(__name__, "output format")


def format_of(file_name: str, default: str) -> str:
    """Return the format that the name's ending stands for, or `default`."""
    for name, renderer in RENDERERS.items():
        if file_name.lower().endswith(renderer.endings):
            return name
    return default
