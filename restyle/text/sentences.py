"""Sentences: where they begin and end, in any script that marks it."""

import re
from collections.abc import Iterator

from restyle.text.words import length

_ABBREVIATIONS_TEXT = """
    mr mrs ms dr prof sr jr st vs etc e.g i.e eg ie cf al no fig inc ltd co corp gen sen rep
    approx dept est gov hon jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k p.m a.m
    z.b d.h bzw ca usw nr str
    """
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_TEXT.split())
_LONGEST = 90  # words; beyond this the source marks no sentences
_PART_WORDS = 30
_LONGEST_QUOTE = 6  # sentences; beyond it a mark was probably forgotten
_CUT = re.compile(r"[,;，、；]\s*|\s+")
_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s|$)|(?<![。！？])[。！？]++[」』”’）]*+|(?<!\n)\n{2,}+"
)
_BEFORE = re.compile(r"([\w.]{1,40})\.$")
_NEXT = re.compile(r"\s{0,40}[\"'“‘(\[]{0,9}(\w)")


def spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of each sentence of `text`, blanks between them left out."""
    found: list[tuple[int, int]] = []
    begin = 0
    for match in _END.finditer(text):
        if match[0].startswith(".") and _goes_on(text, match):
            continue
        if _is_said_by(text, match):
            continue
        _add(found, text, begin, match.end())
        begin = match.end()
    _add(found, text, begin, len(text))
    return _quotes_whole(text, found)


def split(text: str) -> list[str]:
    """Return the sentences of `text`."""
    return [text[start:end] for start, end in spans(text)]


def parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence; one without end, as recognisers write them, cut at commas or blanks."""
    letters = (end - start) / max(1, length(text[start:end]))  # a word
    while end - start > _LONGEST * letters:
        reach = start + int(_PART_WORDS * letters)
        cuts = list(_CUT.finditer(text, start + (reach - start) // 2, reach))
        commas = [cut for cut in cuts if cut[0].strip()]
        cut = (commas or cuts)[-1].end() if cuts else reach
        yield start, start + len(text[start:cut].rstrip())
        start = cut
    yield start, end


def _quotes_whole(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join sentences that stand in one quote, if it is closed within a few of them."""
    joined: list[tuple[int, int]] = []
    index = 0
    while index < len(found):
        start, end = found[index]
        last = index
        while (
            _open_quote(text[start:end]) and last - index < _LONGEST_QUOTE and last + 1 < len(found)
        ):
            last += 1
            end = found[last][1]
        if _open_quote(text[start:end]):
            last, end = index, found[index][1]
        joined.append((start, end))
        index = last + 1
    return joined


def _open_quote(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def _is_said_by(text: str, end: re.Match[str]) -> bool:
    """Whether a quotation ends and its sentence goes on: “Really?” she asked."""
    following = _NEXT.match(text, end.end())
    closes = end[0][-1:] in "\"'”’" and len(end[0]) > 1
    return closes and bool(following) and text[following.start(1)].islower() if following else False


def _goes_on(text: str, end: re.Match[str]) -> bool:
    """Whether the stop is an abbreviation's or an initial's, or a small letter follows."""
    word = _BEFORE.search(text[max(0, end.start() - 12) : end.start() + 1])
    if word:
        letters = word[1].casefold()
        if letters in _ABBREVIATIONS or (
            len(letters) == 1 and letters.isalpha() and letters != "i"
        ):
            return True
    following = _NEXT.match(text, end.end())
    return bool(following and following[1].islower() and following[1].isascii())


def _add(found: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    piece = text[begin:end]
    stripped = piece.strip()
    if stripped:
        start = begin + len(piece) - len(piece.lstrip())
        found.append((start, start + len(stripped)))
