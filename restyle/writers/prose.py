"""A model's Markdown, made safe and cut into paragraphs; and plain words made Markdown."""

import re

_FENCE = re.compile(r"^[ \t]*(```|~~~)", re.MULTILINE)
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_SETEXT = re.compile(r"^(?=\S)(.+)\n(?:=+|-{2,})[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE)
_IMAGE = re.compile(r"!\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_LINK = re.compile(r"\[([^\]]+)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_CODE = re.compile(r"(`+)(?:(?!\1).)*\1", re.DOTALL)
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s)", re.MULTILINE)


def paragraphs(answer: str, heading: str, source: str) -> tuple[str, ...]:
    """Return the blocks of a section as a model wrote it.

    Headings, rules, images and raw HTML cannot break the document round it: a first line
    that repeats the heading goes, other headings become bold, and a link stays only if its
    address was said.
    """
    text = _without_heading(answer.strip(), heading)
    text = _SETEXT.sub(r"**\1**", _RULE.sub("", text))
    text = _HEADING.sub(lambda m: f"**{m[1].strip('*')}**" if m[1] else "", text)
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(lambda m: m[0] if m[2] and m[2] in source else m[1], text)
    text = _outside_code(text)
    if len(_FENCE.findall(text)) % 2:
        text = _FENCE.sub(r"\\\1", text)
    return tuple(_blocks(text))


def escape(words: str) -> str:
    """Return plain words as Markdown that shows exactly them."""
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", words))


def _without_heading(text: str, heading: str) -> str:
    first, _, rest = text.partition("\n")
    bare = re.sub(r"^[#*\s]+|[#*\s]+$", "", first)
    return rest.strip() if bare.casefold() == heading.casefold() else text


def _outside_code(text: str) -> str:
    parts = []
    end = 0
    for match in _CODE.finditer(text):
        parts += [_TAG.sub("&lt;", text[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, _TAG.sub("&lt;", text[end:])])


def _blocks(text: str) -> list[str]:
    """Blocks at blank lines; a fence and a list stay whole."""
    blocks: list[str] = []
    fenced = False
    for block in re.split(r"\n\s*\n", text):
        if not block.strip():
            continue
        if fenced or (blocks and _is_list(block) and _is_list(blocks[-1])):
            blocks[-1] += ("\n\n" if fenced else "\n") + block.rstrip()
        else:
            blocks.append(block.strip("\n").rstrip())
        fenced ^= len(_FENCE.findall(block)) % 2 == 1
    return blocks


def _is_list(block: str) -> bool:
    return bool(re.match(r"\s*(?:[-*+]|\d+[.)])\s", block))
