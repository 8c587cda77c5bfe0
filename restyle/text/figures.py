"""Figures in any language: what is written in digits, with the millions that may follow.

The value of a figure is not always one: 1.500 is fifteen hundred or one and a half, and a
"billion" is a thousand millions to some and a million millions to others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import product

_BLANK = "\u00a0\u202f "
_DIGITS = re.compile(
    rf"(?<![\w.,])\d{{1,3}}(?:[.,'’{_BLANK}]\d{{3}})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?"
)
_GROUPED = re.compile(rf"[.,'’{_BLANK}](?=\d{{3}}(?!\d))")
_MYRIADS = {
    "千": 3,
    "천": 3,
    "万": 4,
    "萬": 4,
    "만": 4,
    "億": 8,
    "亿": 8,
    "억": 8,
    "兆": 12,
    "조": 12,
}
_SIGNS = "".join(_MYRIADS)
# 1兆8000億, 1億2,000万, 63万9000, 7万亿: figures and signs in turn.
_EAST_ASIAN = re.compile(
    rf"(?<!\d)(?:\d[\d,]{{0,30}}(?:\.\d{{1,20}})?\s?[{_SIGNS}]++\s?)++(?:\d[\d,]{{0,30}})?"
)
_PART = re.compile(rf"(\d[\d,]*(?:\.\d+)?)\s?([{_SIGNS}]*)")
_WORDS = (
    (3, r"tausend|mil|mille|mila|duizend|tusen|tusind|tysi(?:ąc[ea]?|ęcy)|tis[ií]c[eů]?"),
    (3, r"тыс|тысяч[аиу]?|тис|тисяч[іа]?|bin|ribu"),
    (6, r"million(?:en|s)?|mill[oó]n(?:es)?|milion[eiyů]?|milión[oů]?w?|milionów|milh(?:ão|ões)"),
    (
        6,
        r"mil[jh]o(?:en|na[a]?)|miljon(?:er)?|milijon[aie]?|milyon|mio|mln|mn|juta|мільйон[иіа]?(?:ів)?",
    ),
    (6, r"миллион(?:а|ов)?|млн"),
    (9, r"milliarden?|milliards?|miliard[iyoů]?[w]?|miliardów|miljard(?:er|en)?|milyar|milliárd"),
    (9, r"mrd|mld|md|миллиард(?:а|ов)?|мільярд(?:и|а|ів)?|млрд"),
    (12, r"billon(?:es)?|bill[oó]n(?:es)?|bilion[yiů]?|biliún?|трлн|триллион(?:а|ов)?"),
)
_ENDINGS = tuple((power, re.compile(words, re.IGNORECASE)) for power, words in _WORDS)
_BILLION = re.compile(r"billions?|billionen|bilh(?:ão|ões)|bn", re.IGNORECASE)
_TRILLION = re.compile(r"trillions?|trillionen|trilh(?:ão|ões)", re.IGNORECASE)
_SHORT_SCALE = frozenset({"", "en", "pt"})  # a billion is 10⁹ there, and 10¹² elsewhere
_NEXT = re.compile(rf"[{_BLANK}]?([^\W\d_]+)(?:[{_BLANK}]([^\W\d_]+))?")
_OTHER_WORDS = frozenset({"mio", "bin", "md"})  # my, am: sizes in one language alone
_THOUSAND = re.compile(r"mil|тысяч", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text: as it is written, what it may be worth, and what follows it."""

    text: str
    values: frozenset[Decimal]
    after: str


def figures(text: str, language: str = "") -> Iterator[Figure]:
    """Yield the figures of a text in order; its language, by its code, decides what sizes are."""
    place = 0
    for match in _EAST_ASIAN.finditer(text):
        yield from _western(text, place, match.start(), language)
        shown = match[0].strip()
        yield Figure(shown, frozenset({_east_asian(shown)}), text[match.end() :])
        place = match.end()
    yield from _western(text, place, len(text), language)


def _western(text: str, start: int, end: int, language: str) -> Iterator[Figure]:
    for match in _DIGITS.finditer(text, start, end):
        after = text[match.end() : end]
        sizes = tuple(_sizes(after, language)) or (Decimal(1),)
        values = {(a * b).normalize() for a, b in product(_readings(match[0]), sizes)}
        yield Figure(match[0], frozenset(values), after)


def _readings(figure: str) -> set[Decimal]:
    """The values that the digits may have."""
    found = set()
    for written in (_GROUPED.sub("", figure), figure):
        try:
            found.add(Decimal(written.replace(",", ".")))
        except InvalidOperation:
            continue  # grouped by more than one mark, so it has one reading only
    return found


def _sizes(after: str, language: str) -> Iterator[Decimal]:
    """What the words after a figure may multiply it by."""
    match = _NEXT.match(after)
    if not match:
        return
    first, second = match[1], match[2] or ""
    if first.casefold() in _OTHER_WORDS:
        yield Decimal(1)
    for power, words in _ENDINGS:
        if words.fullmatch(first):
            yield Decimal(10) ** power
        if second and _THOUSAND.match(first) and words.fullmatch(second):
            yield Decimal(10) ** (power + 3)  # mil millones
    short = language in _SHORT_SCALE
    if _BILLION.fullmatch(first):
        yield Decimal(10) ** (9 if short else 12)
    if _TRILLION.fullmatch(first):
        yield Decimal(10) ** (12 if short else 18)


def _east_asian(text: str) -> Decimal:
    """The value of figures and signs in turn."""
    total = Decimal(0)
    for match in _PART.finditer(text):
        power = sum(_MYRIADS[sign] for sign in match[2])
        total += Decimal(match[1].replace(",", "")) * Decimal(10) ** power
    return total.normalize()
