"""Numbers as people say and write them, brought to one form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from string import ascii_lowercase, ascii_uppercase
from unicodedata import numeric

_UNIT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS = {word: value for value, word in enumerate(_UNIT_WORDS.split())}
_TENS = {word: value * 10 for value, word in enumerate(_TEN_WORDS.split(), 2)}
_SCALES = {
    "hundred": 10**2,
    "thousand": 10**3,
    "k": 10**3,
    "grand": 10**3,
    "million": 10**6,
    "m": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "b": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
}
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fifth": 5,
    "eighth": 8,
    "ninth": 9,
    "twelfth": 12,
    **{f"{word}th": value for word, value in _UNITS.items()},
    **{f"{word.removesuffix('y')}ieth": value for word, value in _TENS.items()},
}
_LARGE = ("hundred", "thousand", "million", "billion", "trillion")
NUMBER_WORDS = "|".join(sorted((*_UNITS, *_TENS, *_LARGE, *_ORDINALS), key=len, reverse=True))
# Two hundred grand, but seven Grand Slams and three grand pianos.
_GRAND = r"grand(?=\s*(?:[.,;:!?)]|$)|\s(?:a|in|for|to|and|or|each|per|on|is|was|from|worth)\b)"
_SCALE = rf"(?:\s?({'|'.join(_LARGE)}|{_GRAND}|k(?![\w-])|mn?(?![\w-])|bn?(?![\w-])))?"
_THOUSANDS = re.compile(rf"\s{_GRAND}")
_DIGITS = re.compile(r"(?<![\w.])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?" + _SCALE)
_SPELLED = re.compile(
    rf"\b(?<!\d )(?<!\d-)(?:{NUMBER_WORDS})(?:[\s-]+(?:and\s+)?(?:{NUMBER_WORDS}))*s?\b"
)
# 5 to 7 million: the first number shares the scale of the second, or does not.
_RANGE = re.compile(
    rf"\b(\d[\d.,]{{0,30}}|(?:{NUMBER_WORDS}))\s?(?:-|–|to|or)\s?(?:\d[\d.,]{{0,30}}|(?:{NUMBER_WORDS}))\s*({'|'.join(_LARGE)})\b"
)
_DECADES = {f"{word.removesuffix('y')}ies": value for word, value in _TENS.items()}
# The nineties, the nineteen-nineties, the eighteen seventies.
_DECADE = re.compile(rf"\b(?:(eighteen|nineteen)[\s-])?({'|'.join(_DECADES)})\b")
_FRACTION = re.compile(r"(\d{1,15})?\s?([½¼¾⅓⅔⅛])")
_ONES = "|".join(_UNIT_WORDS.split()[:10])
_POINT = re.compile(
    rf"\b({NUMBER_WORDS}|\d+)\s+point\s+((?:{_ONES})(?:\s+(?:{_ONES}))*)\b(?:\s+({'|'.join(_LARGE)})\b)?"
)
_QUARTER = re.compile(r"\b(?:a|one|(three))[\s-]quarters?\b")
_HALF = re.compile(
    rf"\b(?:({NUMBER_WORDS}|\d+)\s+and\s+a\s+)?half\b(?:\s+(?:a\s+)?({'|'.join(_LARGE)}))?"
)
# 5, 6, 700 and two, three hundred: the first may be hundreds, too.
_OF_HUNDREDS = re.compile(
    rf"\b([1-9]|{_ONES}),? (?:or )?(?:([1-9]|{_ONES}),? (?:or )?)?([1-9]|{_ONES})(?:00| hundred)\b"
)
# Keeps every letter in its place, which str.lower does not promise; patterns that need not
# ignore case are four times as fast.
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: the values that it may stand for, and where it stands."""

    values: frozenset[Decimal]
    start: int
    end: int
    spelled: bool


def numbers(text: str) -> Iterator[Number]:
    """Yield every number in `text`, in digits or in English words.

    Where speech leaves it open, all readings are given: in "5 to 7 million" the 5 may be
    5 or 5,000,000, "nineteen eighty-four" is 19, 84 or 1984, and "half" may be 50 (percent).
    """
    text = text.translate(_LOWER)
    for match in _DIGITS.finditer(text):
        plain = Decimal(match[1].replace(",", "") + (match[2] or ""))
        values = {plain * _SCALES[match[3]]} if match[3] else {plain}
        if match[3] and len(match[3]) == 1:  # 5 m: million or metres
            values.add(plain)
        yield Number(frozenset(values), match.start(), match.end(), spelled=False)
    for match in _SPELLED.finditer(text):
        values = set(_spelled(re.split(r"[\s-]+", match[0])))
        grand = _THOUSANDS.match(text, match.end())
        if grand:
            values = {value * _SCALES["grand"] for value in values}
        end = grand.end() if grand else match.end()
        yield Number(frozenset(values), match.start(), end, spelled=True)
    for match in _RANGE.finditer(text):
        first = next(iter(numbers(match[1])), None)
        for value in first.values if first else ():
            scaled = frozenset({value * _SCALES[match[2]]})
            yield Number(scaled, match.start(1), match.end(1), spelled=True)
    yield from _parted(text)
    yield from _hundreds(text)


def _hundreds(text: str) -> Iterator[Number]:
    """What stands before hundreds and may be some, too: the 5 and the 6 of “5, 6, 700”."""
    for match in _OF_HUNDREDS.finditer(text):
        said = [(n, Decimal(_UNITS.get(match[n], match[n]))) for n in (1, 2, 3) if match[n]]
        if all(one < other for (_, one), (_, other) in pairwise(said)):
            for n, value in said[:-1]:
                values = frozenset({value, value * 100})
                yield Number(values, match.start(n), match.end(n), spelled=True)


def _parted(text: str) -> Iterator[Number]:
    """The numbers that are spoken with their parts: two point five, three quarters, a half."""
    for match in _POINT.finditer(text):
        yield Number(_decimal(match), match.start(), match.end(), spelled=True)
    for match in _QUARTER.finditer(text):
        share = Decimal(3 if match[1] else 1) / 4
        yield Number(frozenset({share, share * 100}), match.start(), match.end(), spelled=True)
    for match in _HALF.finditer(text):
        yield Number(_half(match), match.start(), match.end(), spelled=True)
    for match in _DECADE.finditer(text):
        years = _DECADES[match[2]]
        values = {years, 1900 + years, (_UNITS.get(match[1], 19) if match[1] else 19) * 100 + years}
        yield Number(frozenset(map(Decimal, values)), match.start(), match.end(), spelled=True)
    for match in _FRACTION.finditer(text):
        part = Decimal(numeric(match[2])).quantize(Decimal("0.01"))
        whole = Decimal(match[1] or 0)
        yield Number(frozenset({whole + part}), match.start(), match.end(), spelled=False)


def _decimal(match: re.Match[str]) -> frozenset[Decimal]:
    """Two point five, or one point two million."""
    whole = next(iter(numbers(match[1])))
    digits = "".join(str(_UNITS[word]) for word in match[2].split())
    scale = _SCALES[match[3]] if match[3] else 1
    return frozenset((value + Decimal(f"0.{digits}")) * scale for value in whole.values)


def _half(match: re.Match[str]) -> frozenset[Decimal]:
    scale = _SCALES[match[2]] if match[2] else 1
    whole = next(iter(numbers(match[1])), None) if match[1] else None
    if whole is None:
        return frozenset({Decimal("0.5") * scale, Decimal(50)})
    return frozenset((value + Decimal("0.5")) * scale for value in whole.values)


def _spelled(words: list[str]) -> Iterator[Decimal]:
    """The values of number words; words that do not add up, as in "twenty twenty", one by one."""
    parts: list[int] = []
    total = current = last = 0
    for word in words:
        scale = _SCALES.get(word.removesuffix("s"), 0)
        if word == "and":
            continue
        if scale == 100:
            current = max(1, current) * scale
        elif scale:
            total, current = total + max(1, current) * scale, 0
        else:
            value = _value(word)
            fits = current % 100 == 0 or (last >= 20 and current % 10 == 0 and value < 10)
            if current and not fits:
                parts.append(total + current)
                total = current = 0
            current, last = current + value, value
    parts.append(total + current)
    yield from map(Decimal, parts)
    yield from (Decimal(a * 100 + b) for a, b in pairwise(parts) if 10 <= a < 100 and b < 100)


def _value(word: str) -> int:
    plain = word if word in _UNITS or word in _TENS else word.removesuffix("s")
    return _UNITS.get(plain, _TENS.get(plain, _ORDINALS.get(plain, 0)))
