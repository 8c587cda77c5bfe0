"""A model's Markdown, made safe and cut into paragraphs; and plain words made Markdown.

Regular expressions mend what is usual. Then a Markdown parser has the last word: a block in
which it still finds a heading, an image, HTML or an end that swallows what follows is shown
as plain words.
"""

import re

from markdown_it import MarkdownIt

_FENCE = re.compile(r"^[ \t]*(```|~~~)", re.MULTILINE)
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_SETEXT = re.compile(r"^(?=\S)(.+)\n(?:=+|-{2,})[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE)
_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\](?:\([^()]{0,1000}\)|\[[^\[\]]{0,300}\])")
_LINK = re.compile(r"\[([^\[\]]{1,500})\]\(\s{0,9}<?([^()\s>]{0,1000})>?[^()]{0,300}\)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_CODE = re.compile(r"(?<!`)(`{1,9})(?!`)(?:(?!\1).){0,1000}\1", re.DOTALL)
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
_LINE_START = re.compile(r"^([ \t]*+)([-+=](?=[-=]*+(?:\s|$))|\d{1,9}[.)](?=\s|$))", re.MULTILINE)
_MARKDOWN = MarkdownIt("commonmark", {"html": True})
_WITH_TABLES = MarkdownIt("commonmark").enable("table")
_UNSAFE = frozenset({"heading_open", "html_block", "html_inline", "image", "hr"})
_ABOUT_TEXT = r"(?:section|rewrit\w{1,4}|rewrote|version|text|takeaways|json|draft|changes|edits?)"
_HERE = re.compile(r"\bhere(?:'s|’s| is| are)\b", re.IGNORECASE)
_ABOUT = re.compile(rf"\b{_ABOUT_TEXT}\b", re.IGNORECASE)
_LONGEST_GREETING = 270  # letters
_FAREWELL = re.compile(
    r"(?:let me know|i hope this|feel free|would you like me|if you(?:'d|’d| would) like)\b"
    rf"[^\n]{{0,120}}?\b(?:{_ABOUT_TEXT}|adjust\w{{0,5}}|help\w{{0,4}}|further|else)\b[^\n]{{0,80}}",
    re.IGNORECASE,
)
_END = "restyle-end-of-block"


def paragraphs(answer: str, heading: str, source: str) -> tuple[str, ...]:
    """Return the blocks of a section as a model wrote it.

    Headings, rules, images and raw HTML cannot break the document round it: a first line
    that repeats the heading goes, other headings become bold, and a link stays only if its
    address was said. What is harmless by itself and not beside the others, such as a link in
    one block and its address in the next, is shown as plain words.
    """
    text = _without_heading(_without_chat(answer.strip(), source), heading)
    text = _SETEXT.sub(r"**\1**", _RULE.sub("", text))
    text = _HEADING.sub(lambda m: f"**{m[1].strip('*')}**" if m[1] else "", text)
    text = _outside_code(_without_addresses(text, source))
    blocks = [block if _is_safe(block, source) else escape(block) for block in blocks_of(text)]
    whole = _is_safe("\n\n".join(blocks), source)
    return tuple(block if whole else escape(block.strip()) for block in blocks)


def inline(words: str) -> str:
    """Return one line of a model's Markdown, for a heading or a list; plain if it is not safe."""
    line = _outside_code(_without_addresses(" ".join(words.split()), ""))
    safe = _is_safe(line, "") and _MARKDOWN.parse(line)[:1] and _is_paragraph(line)
    return line if safe else escape(line)


def kinds(text: str) -> frozenset[str]:
    """Return the kinds of blocks in a text, by a parser's names for them, such as `fence`."""
    return frozenset(token.type for token in _WITH_TABLES.parse(text))


def escape(words: str) -> str:
    """Return plain words as Markdown that shows exactly them."""
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", words))


def _is_paragraph(line: str) -> bool:
    return _MARKDOWN.parse(line)[0].type == "paragraph_open"


def _is_safe(block: str, source: str) -> bool:
    """Whether a parser finds nothing in a block that could reach beyond it."""
    references: dict[str, dict[str, str]] = {}
    tokens = _MARKDOWN.parse(f"{block}\n\n{_END}", references)
    closed = tokens[-2].content == _END if len(tokens) > 1 else False
    flat = [token for parent in tokens for token in (parent, *(parent.children or ()))]
    links = (str(token.attrs.get("href", "")) for token in flat if token.type == "link_open")
    known = all(address in source for address in links)
    if references.get("references"):  # addresses that a bracket elsewhere would make a link
        return False
    return closed and known and not any(token.type in _UNSAFE for token in flat)


def _without_addresses(text: str, source: str) -> str:
    text = _IMAGE.sub(r"\1", text)
    return _LINK.sub(lambda m: m[0] if m[2] and m[2] in source else m[1], text)


def _without_chat(text: str, source: str) -> str:
    """The text without what a model says to whom it answers, before it and after it."""
    first, parted, rest = text.partition("\n\n")
    if parted and _is_greeting(first.strip()) and first.strip() not in source:
        text = rest
    before, parted, last = text.rpartition("\n\n")
    if parted and _FAREWELL.fullmatch(last.strip()) and last.strip() not in source:
        text = before
    return text.strip()


def _is_greeting(line: str) -> bool:
    """Whether a line says no more than what follows it: `Sure! Here is the section:`."""
    if len(line) > _LONGEST_GREETING or "\n" in line or not line.endswith(":"):
        return False
    here = _HERE.search(line)
    return here is not None and _ABOUT.search(line, here.end()) is not None


def _without_heading(text: str, heading: str) -> str:
    first, _, rest = text.partition("\n")
    bare = re.sub(r"^[#*\s]++|(?<![#*\s])[#*\s]++$", "", first)
    return rest.strip() if bare.casefold() == heading.casefold() else text


def _outside_code(text: str) -> str:
    parts = []
    end = 0
    for match in _CODE.finditer(text):
        parts += [_TAG.sub("&lt;", text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, _TAG.sub("&lt;", text[end:])])


def blocks_of(text: str) -> list[str]:
    """Return a text's blocks, cut at blank lines; a fence and a list stay whole."""
    blocks: list[str] = []
    fenced = False
    for block in re.split(r"\n\s*\n", text):
        if not block.strip():
            continue
        if fenced or (blocks and _is_list(block) and _is_list(blocks[-1])):
            blocks[-1] += ("\n\n" if fenced else "\n") + block.rstrip()
        else:
            line = block.strip("\n").rstrip()
            blocks.append(line if _is_list(line) else line.lstrip())
        fenced ^= len(_FENCE.findall(block)) % 2 == 1
    return blocks


def _is_list(block: str) -> bool:
    return bool(re.match(r"\s*(?:[-*+]|\d+[.)])\s", block))
