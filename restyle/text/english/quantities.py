"""Quantities: the numbers of a text, and what each of them counts or measures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from restyle.text.english.function_words import FUNCTION_WORDS
from restyle.text.english.numbers import NUMBER_WORDS, numbers
from restyle.text.english.units import UNITS, Unit
from restyle.text.stems import stem
from restyle.text.words import WORD

_YEARS = range(1800, 2100)
_COUNTED = 3  # words after a number that may name what it counts
_MULTIPLES = {
    "twice": 2,
    "double": 2,
    "doubles": 2,
    "doubled": 2,
    "doubling": 2,
    "both": 2,
    "couple": 2,
    "pair": 2,
    "thrice": 3,
    "triple": 3,
    "tripled": 3,
    "dozen": 12,
    "dozens": 12,
    "single": 1,
    "once": 1,
    "an": 1,
    "a": 1,
}
_MULTIPLE = re.compile(rf"\b(?:{'|'.join(_MULTIPLES)})\b(?!-)")
_IN_NAME = re.compile(r"[a-z]-$")  # COVID-19, GPT-4: a part of a name counts nothing
_UNIT_WORDS = "|".join(re.escape(word) for word in UNITS if word.isalpha())
# A number of whatever kind: most sentences have none, which this tells at once.
_ANY = re.compile(
    rf"\d|\b(?:{NUMBER_WORDS}|half|quarters?|{'|'.join(w for w in _MULTIPLES if len(w) > 2)})"
    rf"|\ban?\s+(?:{_UNIT_WORDS})\b"
)
_CURRENCY = re.compile(r"[$€£¥]\s?$")
_JOINED = re.compile(r"[\s\-–—]*(?:to|or|and|through|until)?[\s\-–—]*(?:[$€£¥]\s?)?")
_RANGE = re.compile(r"\s?(?:-|–|—|to|through)\s?(?:[$€£¥]\s?)?", re.IGNORECASE)
_AND_A_HALF = re.compile(r"[\s-]{0,4}[^\W\d_]{1,40}\s{1,4}and\s{1,4}a\s{1,4}half\b")
_VAGUE = re.compile(
    r"(?:of|a|an|the|more|less|or so|something|percentage|per|odd|plus|\+)\b|[\s-]+"
)
# With these the next clause begins, or a verb: what comes after them was not counted.
_CLAUSE = frozenset(
    """
    i he she it they we you is are was were will would can could has have had do does did who
    which that when while because if than p.m a.m
    """.split()
)
_ORDINAL = re.compile(
    r"(?:\d{1,20}(?:st|nd|rd|th)|(?:\w{1,40}[\s-]){0,4}(?:first|second|third|fifth|eighth|ninth|twelfth|\w{1,40}th))$"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: the values it may stand for, what it measures, what it counts.

    `unit` is None where it measures nothing; `counted` are the stems of the next words.
    `bare` says that the text has only an article, as in "a year".
    """

    values: frozenset[Decimal]
    unit: Unit | None
    counted: tuple[str, ...]
    start: int
    end: int
    spelled: bool
    ordinal: bool
    bare: bool = False

    @property
    def sizes(self) -> frozenset[Decimal]:
        """The values in the smallest unit of what is measured."""
        return (
            frozenset(value * self.unit.size for value in self.values) if self.unit else self.values
        )


@lru_cache(maxsize=1 << 14)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of an English text, in order; one number is one, however read.

    The first number of a range has the unit of the second, as in "5 to 20 years".
    """
    lowered = text.lower() if len(text.lower()) == len(text) else text
    if not _ANY.search(lowered):
        return ()
    places = sorted(
        (place for place in _places(lowered) if not _IN_NAME.search(lowered[: place[0]])),
        key=lambda place: place[0],
    )
    found = [_quantity(lowered, *place) for place in places]
    for index in range(len(found) - 2, -1, -1):
        found[index] = _with_unit_of(found[index], found[index + 1], lowered)
    for index in range(1, len(found)):
        found[index] = _in_full(found[index - 1], found[index], lowered)
    starts = {one.start for one in found}
    return tuple(one for one in found if not one.bare or _measures(one, starts))


def _measures(article: Quantity, starts: set[int]) -> bool:
    """Whether an article is a number: "a year" is one year, "a dozen years" is not."""
    return article.unit is not None and article.end + 1 not in starts


def partner_of(text: str, one: Quantity, found: Sequence[Quantity]) -> Quantity | None:
    """Return the other end of the range that a number of a text belongs to, if it does."""
    for other in found:
        first, second = sorted((one, other), key=lambda end: end.start)
        if other.start != one.start and _RANGE.fullmatch(text[first.end : second.start]):
            return other
    return None


def _places(text: str) -> Iterator[tuple[int, int, frozenset[Decimal], bool]]:
    """Where numbers stand; readings of the same place are joined."""
    merged: list[tuple[int, int, frozenset[Decimal], bool]] = []
    for number in sorted(numbers(text), key=lambda number: (number.start, -number.end)):
        start, end = number.start, number.end
        if merged and start < merged[-1][1]:
            first, last, values, spelled = merged[-1]
            merged[-1] = (first, max(last, end), values | number.values, spelled and number.spelled)
        else:
            merged.append((start, end, number.values, number.spelled))
    yield from merged
    taken = [(start, end) for start, end, *_ in merged]
    for match in _MULTIPLE.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            yield match.start(), match.end(), frozenset({Decimal(_MULTIPLES[match[0]])}), True


def _quantity(
    text: str, start: int, end: int, values: frozenset[Decimal], spelled: bool
) -> Quantity:
    word = text[start:end].strip()
    after = re.match(r"st|nd|rd|th", text[end : end + 2])
    ordinal = bool(_ORDINAL.match(word)) or bool(after)
    following = _following(text, end)
    unit = _unit(text, start, end, following)
    counted = tuple(stem(one) for one in following if one not in FUNCTION_WORDS)
    bare = word in ("a", "an")
    if unit and _AND_A_HALF.match(text[end:]):
        values = frozenset(value + Decimal("0.5") for value in values)
    return Quantity(values, unit, counted[:_COUNTED], start, end, spelled, ordinal, bare)


def _following(text: str, end: int) -> list[str]:
    """The next words of the same clause, in small letters."""
    words = []
    at = end
    for match in WORD.finditer(text, end, end + 80):
        if re.search(r"[,.;:!?()\n—]", text[at : match.start()]):
            break
        if match[0] in _CLAUSE or len(match[0]) == 1:
            break
        words.append(match[0].replace("’", "'").removesuffix("'s").removesuffix("s'"))
        at = match.end()
        if len(words) == _COUNTED + 2:
            break
    return words


def _unit(text: str, start: int, end: int, following: Sequence[str]) -> Unit | None:
    if sign := _CURRENCY.search(text[max(0, start - 2) : start]):
        return UNITS[sign[0].strip()]
    rest = text[end : end + 12].lstrip(" -")
    if rest[:1] in ("%", "°", "€", "£", "$"):
        return UNITS[rest[0]]
    for word in [one for one in following if not _VAGUE.fullmatch(one)][:2]:
        for part in (word, *word.split("-")):
            if (part in UNITS and len(part) > 1) or part == "x":
                return UNITS[part]
    return None


def _in_full(first: Quantity, second: Quantity, text: str) -> Quantity:
    """The later year of a span may be said in two digits: 2005 to 10."""
    years = [value for value in first.values if value in _YEARS and value == int(value)]
    short = [value for value in second.values if 0 <= value < 100]
    if not years or not short or not _RANGE.fullmatch(text[first.end : second.start]):
        return second
    full = {year - year % 100 + end for year in years for end in short if end > year % 100}
    return replace(second, values=second.values | full)


def _with_unit_of(one: Quantity, following: Quantity, text: str) -> Quantity:
    """In a range or a choice, what the second number counts holds for the first as well."""
    between = text[one.end : following.start]
    if one.unit or len(between) > 12 or not _JOINED.fullmatch(between):
        return one
    return replace(one, unit=following.unit, counted=following.counted)
