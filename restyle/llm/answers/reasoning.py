"""What a model says to itself before its answer, and the marks of its chat format, taken off.

Servers differ in how much of it they take off themselves. Known are tags as in `<think>…</think>`
(also with the closing tag alone), `[THINK]…[/THINK]`, and the channels of OpenAI's harmony
format, with its marks or with the marks stripped.
"""

import re

_TAGS = "think thinking thought thoughts reasoning seed:think analysis reflection scratchpad"
_PAIRS = (
    *((f"<{tag}>", f"</{tag}>") for tag in _TAGS.split()),
    ("<|begin_of_thought|>", "<|end_of_thought|>"),
    ("[think]", "[/think]"),
    ("◁think▷", "◁/think▷"),
)
_FINAL = re.compile(r"<\|channel\|>\s{0,9}final\b[^<]{0,80}<\|message\|>")
_CHANNEL = "<|channel|>"
_BARE = re.compile(r"\A\s{0,9}analysis(?=[A-Z])")
_BARE_FINAL = "assistantfinal"
# <|im_end|>, <|eot_id|>, </s>: the end of a turn in some chat format.
_MARK = re.compile(r"<\|[\w ]{1,30}\|>|</s>|<end_of_turn>|<｜[\w▁ ]{1,40}｜>")
_OUTPUT = re.compile(r"</?(?:output|answer|final|response)>", re.IGNORECASE)
_STEERING = re.compile(
    r"\x1b\[[0-9;?]{0,40}[ -/]{0,8}[@-~]|\x1b\][^\x07\x1b]{0,400}(?:\x07|\x1b\\)"
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
    "\U000e0000-\U000e007f]"
)
_NOTHING = frozenset({"", "null", "none", "undefined", "n/a"})
_AHEAD = 80  # letters that may stand before reasoning
_FENCE = re.compile(r"\A\s{0,9}```[\w-]{0,20}\n")


def answer_of(text: str) -> str:
    """Return the answer in what a model sent; empty where it is all reasoning, or says nothing.

    What steers a terminal, or the direction of a text, is taken off as well.
    """
    text = _without_channels(_STEERING.sub("", text))
    lowered = text.casefold()
    if len(lowered) == len(text):
        text = _without_tags(text, lowered)
    answer = _without_fence(_MARK.sub("", text)).strip()
    says = any(map(str.isalnum, answer)) and answer.casefold() not in _NOTHING
    return answer if says else ""


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
        at = lowered.find(opening, 0, _AHEAD)
        # A word may stand before it, on a line of its own.
        begins = at >= 0 and lowered[:at].rstrip(" ")[-1:] in ("", "\n")
        end = lowered.rfind(closing) if begins else lowered.find(closing)
        if begins and end < 0:
            return ""  # it ran out of room while it thought
        if end >= 0 and (begins or opening not in lowered[:end]):
            return _OUTPUT.sub("", text[end + len(closing) :])
    return text


def _without_fence(text: str) -> str:
    fence = _FENCE.match(text)
    body = text.rstrip()
    whole = fence and body.endswith("\n```") and body.count("```") == 2
    return body[fence.end() : -4] if fence and whole else text
