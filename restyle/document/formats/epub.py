"""EPUB 3: a book of one chapter a section, for e-readers."""

from restyle.document.formats import RENDERERS, Renderer
from restyle.plugins import deferred

RENDERERS.add("epub", Renderer((".epub",), deferred("restyle.document.formats._epub", "render")))
