"""The sentences of a text in Markdown, as a reader reads them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from restyle.text import sentences

_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\n]{0,2000}\)")
_MARKS = re.compile(
    r"(?<![\w\\])(?:\*{1,3}|_{1,3}|`+)(?=\S)|(?<=[^\s\\])(?:\*{1,3}|_{1,3}|`+)(?!\w)"
)
_LINE = re.compile(r"^[ \t]*(?:>[ \t]?|#{1,6}[ \t]+|[-*+][ \t]+|\d{1,2}[.)][ \t]+)+", re.MULTILINE)
_ESCAPE = re.compile(r"\\([\\`*_\[\]<>#|~&+=.)(-])")
_LEAD = re.compile(
    r"^([ \t]*(?:[-*+]|\d{1,2}[.)])[ \t]+)\*\*([^*\n]{1,50}?)[.:]?\*\*[.:]?[ \t]*", re.MULTILINE
)
_BLOCK = re.compile(r"\n[ \t]*(?=[-*+][ \t]|\d{1,2}[.)][ \t])|\n\s*\n")


_LABEL = re.compile(r"^((?:>[ \t]?)?)\*\*([^*\n]{1,60}?)(?:[:：]\*\*|\*\*[:：])[ \t]*")


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of a text: its words without marks, and which paragraph it stands in, from 0."""

    text: str
    paragraph: int


def label_of(paragraph: str) -> str:
    """Return who speaks in a paragraph or a block quote that begins `**Name:**`; else empty."""
    match = _LABEL.match(paragraph)
    return match[2].strip() if match else ""


def unlabelled(paragraph: str) -> str:
    """Return a paragraph without the name of who speaks in it."""
    return _LABEL.sub(r"\1", paragraph)


def is_block_quote(paragraph: str) -> bool:
    """Return whether a paragraph gives words as they were said, each line after `>`."""
    return paragraph.lstrip().startswith(">")


def plain(markdown: str) -> str:
    """Return what a reader reads of a block of Markdown."""
    text = _LINK.sub(r"\1", _LINE.sub("", markdown))
    text = _ESCAPE.sub(r"\1", _MARKS.sub("", text))
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _with_small_leads(paragraph: str) -> str:
    """Bold leads of list items as plain words: `- **Cost.** It is` reads as "cost. It is"."""
    return _LEAD.sub(lambda m: f"{m[1]}{m[2][0].lower()}{m[2][1:]}. ", paragraph)


def written(paragraphs: Sequence[str]) -> Iterator[Written]:
    """Yield the sentences of paragraphs, in order; an item of a list begins a sentence."""
    for number, paragraph in enumerate(paragraphs):
        for block in _BLOCK.split(_with_small_leads(paragraph)):
            for sentence in sentences.split(" ".join(plain(block).split())):
                yield Written(sentence, number)
