"""Word: the document in a word processor's own styles, to be worked on."""

from restyle.document.formats import RENDERERS, Renderer
from restyle.plugins import deferred

RENDERERS.add("docx", Renderer((".docx",), deferred("restyle.document.formats._docx", "render")))
