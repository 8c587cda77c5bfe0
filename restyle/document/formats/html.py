"""HTML: one page that needs nothing else. No word of a talk becomes markup or script."""

from html import escape

from markdown_it import MarkdownIt

from restyle.document.document import Document
from restyle.document.formats import RENDERERS, Renderer
from restyle.document.formats.markdown import credit
from restyle.text.markdown.plain import plain

_STYLE = """
:root { color-scheme: light dark;
  --ink: #1d1d1f; --soft: #6b6b70; --paper: #fdfcfa; --line: #e4e1da; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e6e1; --soft: #9c9a94; --paper: #17171a; --line: #33333a; }
}
body { margin: 0 auto; max-width: 42rem; padding: 3rem 1.25rem 5rem; background: var(--paper);
  color: var(--ink); font: 1.125rem/1.65 Charter, Georgia, serif; }
h1, h2 { font-family: system-ui, sans-serif; line-height: 1.2; text-wrap: balance; }
h1 { font-size: 2rem; margin: 0 0 1.5rem; }
h2 { font-size: 1.35rem; margin: 3rem 0 .75rem; }
nav { border: solid var(--line); border-width: 1px 0; padding: .75rem 0; font-size: .95rem; }
nav ol { margin: 0; padding-left: 1.5rem; }
a { color: inherit; text-decoration-color: var(--soft); text-underline-offset: .2em; }
blockquote { border-left: 3px solid var(--line); margin-left: 0; padding-left: 1rem; }
pre { overflow-x: auto; background: #8881; padding: .75rem; } code { font-size: .9em; }
.subtitle, footer { color: var(--soft); font-size: .95rem; }
footer { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: 1rem; }
"""
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
    body = [f"<h1>{_inline(document.title)}</h1>"]
    if document.subtitle:
        body.append(f'<p class="subtitle">{_inline(document.subtitle)}</p>')
    body.append(_contents([heading for heading, _ in parts]))
    for number, (heading, text) in enumerate(parts, 1):
        body += [_heading(number, heading), _MARKDOWN.render(text)]
    body.append(f"<footer>{_inline(credit(document))}</footer>")
    return _page(plain(document.title), document.language, "\n".join(body))


def _page(title: str, language: str, body: str) -> str:
    lang = f' lang="{escape(language)}"' if language else ""
    lang += ' dir="rtl"' if language in _RIGHT_TO_LEFT else ""
    return (
        f'<!doctype html>\n<html{lang}>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _contents(headings: list[str]) -> str:
    items = "".join(
        f'<li><a href="#s{number}">{_inline(text)}</a></li>'
        for number, text in enumerate(headings, 1)
    )
    return f"<nav><ol>{items}</ol></nav>"


def _heading(number: int, text: str) -> str:
    return f'<h2 id="s{number}">{_inline(text)}</h2>'


def _inline(text: str) -> str:
    return str(_MARKDOWN.renderInline(text))


RENDERERS.add("html", Renderer((".html", ".htm"), render))
