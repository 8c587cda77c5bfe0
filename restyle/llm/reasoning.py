"""What a model says to itself before its answer, and the marks of its chat format, taken off.

Servers differ in how much of it they take off themselves. Known are tags as in `<think>…</think>`
(also with the closing tag alone), `[THINK]…[/THINK]`, and the channels of OpenAI's harmony
format, with its marks or with the marks stripped.
"""

import re

_TAGS = "think thinking thought reasoning seed:think"
_PAIRS = (
    *((f"<{tag}>", f"</{tag}>") for tag in _TAGS.split()),
    ("[think]", "[/think]"),
    ("◁think▷", "◁/think▷"),
)
_FINAL = re.compile(r"<\|channel\|>\s{0,9}final\b[^<]{0,80}<\|message\|>")
_CHANNEL = "<|channel|>"
_BARE = re.compile(r"\A\s{0,9}analysis(?=[A-Z])")
_BARE_FINAL = "assistantfinal"
# <|im_end|>, <|eot_id|>, </s>: the end of a turn in some chat format.
_MARK = re.compile(r"<\|[\w ]{1,30}\|>|</s>|<end_of_turn>|<｜[\w▁ ]{1,40}｜>")
_FENCE = re.compile(r"\A\s{0,9}```[\w-]{0,20}\n")


def answer_of(text: str) -> str:
    """Return the answer in what a model sent; empty where it is all reasoning."""
    text = _without_channels(text)
    lowered = text.casefold()
    if len(lowered) == len(text):
        text = _without_tags(text, lowered)
    return _without_fence(_MARK.sub("", text)).strip()


def _without_channels(text: str) -> str:
    finals = list(_FINAL.finditer(text))
    if finals:
        rest = text[finals[-1].end() :]
        ends = [at for mark in ("<|end|>", "<|return|>") if (at := rest.find(mark)) >= 0]
        return rest[: min(ends)] if ends else rest
    if _CHANNEL in text:
        return ""  # analysis or commentary alone
    if _BARE.match(text) and _BARE_FINAL in text:
        return text.rpartition(_BARE_FINAL)[2]
    return text


def _without_tags(text: str, lowered: str) -> str:
    """The text after reasoning at its beginning; the opening tag may be missing."""
    for opening, closing in _PAIRS:
        begins = lowered.lstrip().startswith(opening)
        end = lowered.rfind(closing) if begins else lowered.find(closing)
        if begins and end < 0:
            return ""  # it ran out of room while it thought
        if end >= 0 and (begins or opening not in lowered[:end]):
            return text[end + len(closing) :]
    return text


def _without_fence(text: str) -> str:
    fence = _FENCE.match(text)
    body = text.rstrip()
    whole = fence and body.endswith("\n```") and body.count("```") == 2
    return body[fence.end() : -4] if fence and whole else text
