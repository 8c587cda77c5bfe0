"""The words of a line of Markdown, without its marks."""

from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def plain(line: str) -> str:
    """Return what a reader sees of one line of Markdown."""
    (block,) = _MARKDOWN.parseInline(line)
    return "".join(token.content for token in block.children or ())
