"""HTML: one page that needs nothing else. No word of a talk becomes markup or script."""

from markdown_it import MarkdownIt
from markupsafe import Markup

from restyle.document.document import Document
from restyle.document.formats import RENDERERS, Renderer
from restyle.document.formats.markdown import credit
from restyle.pages import page
from restyle.text.markdown.plain import plain

_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def render(document: Document) -> str:
    """Return the document as a complete HTML page, with a list of its sections."""
    sections = [(section.heading, section.text) for section in document.sections]
    closing = [
        (heading, "\n".join(f"- {item.text}" for item in items))
        for heading, items in document.closing
    ]
    parts = [*closing, *sections] if document.lead else [*sections, *closing]
    return page(
        "document",
        {
            "title": plain(document.title),
            "language": document.language,
            "rtl": document.language in _RIGHT_TO_LEFT,
            "heading": _inline(document.title),
            "subtitle": _inline(document.subtitle),
            "parts": [
                {"heading": _inline(heading), "text": Markup(_MARKDOWN.render(text).rstrip())}  # noqa: S704 - the parser escapes
                for heading, text in parts
            ],
            "credit": _inline(credit(document)),
        },
    )


def _inline(text: str) -> Markup:
    return Markup(_MARKDOWN.renderInline(text))  # noqa: S704 - the parser escapes


RENDERERS.add("html", Renderer((".html", ".htm"), render))
