"""Markdown: title, sections, Key Takeaways, and a small footer."""

from restyle.document.citations import CitationStyle
from restyle.document.document import MISSING, Document
from restyle.document.formats import RENDERERS, Renderer


def render(document: Document, citing: CitationStyle) -> str:
    """Return the document as Markdown."""
    del citing  # they stand in the text
    parts = [f"# {document.title}"]
    if document.summary:
        parts.append(document.summary)
    if document.subtitle:
        parts.append(f"*{document.subtitle}*")
    sections = [
        part for one in document.sections for part in (f"## {one.heading}", one.text) if part
    ]
    closing = [
        part
        for heading, items in document.closing
        for part in (f"## {heading}", "\n".join(f"- {_indented(item.text)}" for item in items))
    ]
    parts += [*closing, *sections] if document.lead else [*sections, *closing]
    parts += ["---", f"*{credit(document)}*"]
    return "\n\n".join(parts) + "\n"


def credit(document: Document) -> str:
    """Return the line that says what the document was made from, and with what."""
    facts = [f"Source: {_code(document.source.name)}"]
    if document.model:
        facts += [f"Style: {document.style}", f"Model: {_code(document.model)}"]
    else:
        facts.append("Model: none")
    if document.judgement:
        mended = len(document.mended_by_judge)
        facts.append(
            f"held against the talk by {_code(document.judgement.model)}: "
            f"{document.judged:,} sentences, {mended:,} mended"
        )
    found = [finding for section in document.sections for finding in section.findings]
    if left := sum(finding.kind != MISSING for finding in found):
        facts.append(f"{left} place{' differs' if left == 1 else 's differ'} from the source")
    if document.missing:
        facts.append(f"not written: {_code('; '.join(document.missing))}")
    return " · ".join([*facts, f"restyle {document.version}"])


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def _code(text: str) -> str:
    return f"`{' '.join(text.replace('`', '').split())}`"


RENDERERS.add("markdown", Renderer((".md", ".markdown"), render))
