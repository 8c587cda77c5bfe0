"""YAML front matter for Markdown, for those who ask for it."""

import yaml

from restyle.document.document import Document
from restyle.text.markdown.plain import plain
from restyle.transcript.addresses import publishable


def header(document: Document) -> str:
    """Return the front matter of a document: title, source, speakers, style, model."""
    metadata = document.metadata
    fields = {
        "title": plain(document.title),
        "date": metadata.date,
        "url": publishable(metadata.url),
        "speakers": list(metadata.speakers),
        "source": document.source.name,
        "style": document.style,
        "model": document.model,
        "generator": f"restyle {document.version}",
    }
    told = {name: value for name, value in fields.items() if value}
    text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{text}---\n\n"
