"""JSON: the whole document, with the spans and findings of every paragraph."""

import json
from dataclasses import asdict

from restyle.document.citations import CitationStyle
from restyle.document.document import Document
from restyle.document.formats import RENDERERS, Renderer


def render(document: Document, citing: CitationStyle) -> str:
    """Return the document as JSON; its keys are the fields of `restyle.Document`."""
    del citing  # the spans stand in it already
    return json.dumps(asdict(document), ensure_ascii=False, indent=2) + "\n"


RENDERERS.add("json", Renderer((".json",), render, cites=True))
