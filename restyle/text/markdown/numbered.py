"""The sentences of a text in Markdown, each with its place in it, and put back changed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from restyle.text import sentences
from restyle.text.markdown.sentences import plain

_MARK = r"(?:>[ \t]?|#{1,6}[ \t]+|[-*+][ \t]+|\d{1,3}[.)][ \t]+)"
_HEAD = re.compile(
    rf"[ \t]*+(?:{_MARK}[ \t]*+)*+(?:\*\*[^*\n]{{1,60}}?(?:[:：]\*\*|\*\*[:：])[ \t]*+)?"
)
_BLOCK = re.compile(r"\n(?=[ \t]{0,40}(?:[-*+]|\d{1,3}[.)])[ \t])|\n[ \t]{0,40}>?[ \t]{0,40}\n")
_WHOLE = re.compile(r"[ \t]{0,3}(?:```|~~~|\|[^\n]{0,2000}\n[ \t]{0,3}\|[ :|-]{1,400}(?:\n|$))")
_NUMBER = re.compile(r"^([ \t]*)(\d{1,3})([.)][ \t])", re.MULTILINE)
_BLANKS = " \t"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands in a paragraph: from where to where, and its Markdown.

    `lead` is what stands before it in its block, such as the name of who speaks; it is no part
    of the sentence.
    """

    paragraph: int
    start: int
    end: int
    text: str
    lead: str = ""

    @property
    def whole(self) -> bool:
        """Whether it is no sentence, but a whole table, or code."""
        return bool(_WHOLE.match(self.text))

    @property
    def words(self) -> str:
        """What a reader reads."""
        return plain(" ".join(self.text.split()))


def numbered(paragraphs: Sequence[str]) -> tuple[Sentence, ...]:
    """Return the sentences of paragraphs, in order."""
    return tuple(one for n, text in enumerate(paragraphs) for one in _sentences(n, text))


def shown(found: Sequence[Sentence], first: int) -> str:
    """Return sentences a line each after their numbers, with a blank line between paragraphs."""
    lines: list[str] = []
    for number, one in enumerate(found, first):
        before = found[number - first - 1] if number > first else one
        if before.paragraph != one.paragraph:
            lines.append("")
        lines.append(f"[{number}] {' '.join(f'{one.lead}{one.text}'.split())}")
    return "\n".join(lines)


def edited(
    paragraphs: Sequence[str], found: Sequence[Sentence], instead: Mapping[int, str]
) -> tuple[str, ...]:
    """Return paragraphs with some sentences, by their place in `found`, replaced.

    For an empty one the sentence goes; so does an item of a list that is left without any, and
    of a paragraph without any an empty text stays.
    """
    texts = list(paragraphs)
    for number in sorted(instead, reverse=True):
        one = found[number]
        text, new = texts[one.paragraph], instead[number]
        texts[one.paragraph] = _replaced(text, one, new)
    for n in {found[number].paragraph for number in instead}:
        texts[n] = _renumbered(texts[n], paragraphs[n]).rstrip()
        texts[n] = texts[n] if _HEAD.sub("", texts[n], count=1).strip() else ""
    return tuple(texts)


def _sentences(paragraph: int, text: str) -> Iterator[Sentence]:
    if _WHOLE.match(text):  # code and tables have no sentences
        yield Sentence(paragraph, 0, len(text), text)
        return
    for begin, end in _blocks(text):
        head = _HEAD.match(text, begin, end)
        start = head.end() if head else begin
        lead = text[begin:start]
        for first, last in sentences.spans(text[start:end]):
            place = (start + first, start + last)
            yield Sentence(paragraph, *place, text[slice(*place)], lead)
            lead = ""


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for cut in _BLOCK.finditer(text):
        yield begin, cut.start()
        begin = cut.end()
    yield begin, len(text)


def _replaced(text: str, one: Sentence, new: str) -> str:
    if new:
        return text[: one.start] + new + text[one.end :]
    before, after = text[: one.start], text[one.end :]
    begin = before.rfind("\n") + 1
    rest, newline, tail = after.partition("\n")
    if _HEAD.fullmatch(before[begin:] + rest):  # the item is left without any, so it goes
        return before[:begin] + tail if newline else before[:begin].rstrip()
    if not before[begin:].strip():
        return before + after.lstrip(_BLANKS)
    space = "" if after.startswith("\n") or not after.strip() else " "
    return before.rstrip(_BLANKS) + space + after.lstrip(_BLANKS)


def _renumbered(text: str, before: str) -> str:
    """A text whose numbered lists count on where an item went, from what they began with.

    Where no item went, the numbers are their author's. A list within another, and one after
    other words, count for themselves.
    """
    was = [int(match[2]) for match in _NUMBER.finditer(before)]
    if len(was) == len(_NUMBER.findall(text)):
        return text
    lines: list[str] = []
    counts: dict[int, int] = {}  # by how far its list is indented
    for line in text.split("\n"):
        match = _NUMBER.match(line)
        depth = len(match[1]) if match else len(line) - len(line.lstrip())
        if line.strip():
            ends = not depth and lines and not lines[-1].strip()  # words of their own
            kept = depth + 1 if match else 0 if ends else max(depth, 1)
            counts = {deep: count for deep, count in counts.items() if deep < kept}
        if match is None:
            lines.append(line)
            continue
        first = int(match[2]) if any(map(_NUMBER.match, lines)) else was[0]
        counts[depth] = counts.get(depth, first - 1) + 1
        lines.append(f"{match[1]}{counts[depth]}{match[3]}{line[match.end() :]}")
    return "\n".join(lines)
