"""JSON: the whole document, with the spans and findings of every paragraph."""

import json
from dataclasses import asdict

from restyle.document.document import Document
from restyle.document.formats import RENDERERS, Renderer


def render(document: Document) -> str:
    """Return the document as JSON; its keys are the fields of `restyle.Document`."""
    return json.dumps(asdict(document), ensure_ascii=False, indent=2) + "\n"


RENDERERS.add("json", Renderer((".json",), render))
