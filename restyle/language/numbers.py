"""Numbers as people say and write them, brought to one form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

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
    "million": 10**6,
    "m": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "b": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
}
_WORDS = "|".join([*_UNITS, *_TENS, "hundred", "thousand", "million", "billion", "trillion"])
_DIGITS = re.compile(
    r"(?<![\w.])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?"
    r"(?:\s?(hundred|thousand|million|billion|trillion|[kK](?![\w-])|[mM]n?(?![\w-])|[bB]n?(?![\w-])))?"
)
_SPELLED = re.compile(
    rf"(?<!\d )(?<!\d-)\b(?:{_WORDS})(?:[\s-]+(?:and\s+)?(?:{_WORDS}))*s?\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its value, and where it stands."""

    value: Decimal
    start: int
    end: int
    spelled: bool


def numbers(text: str) -> Iterator[Number]:
    """Yield every number in `text`, in digits or in English words.

    A number before a scale word counts as both: "5 to 20 billion" may mean either.
    """
    for match in _DIGITS.finditer(text):
        plain = Decimal(match[1].replace(",", "") + (match[2] or ""))
        scale = _SCALES[match[3].casefold()] if match[3] else 1
        yield Number(plain * scale, match.start(), match.end(), spelled=False)
    for match in _SPELLED.finditer(text):
        for value in _spelled(re.split(r"[\s-]+", match[0].casefold().rstrip("s"))):
            yield Number(value, match.start(), match.end(), spelled=True)


def _spelled(words: list[str]) -> Iterator[Decimal]:
    """The value of number words; words that do not add up, as in "twenty twenty", one by one."""
    total = current = 0
    last = 0
    for word in words:
        if word == "and":
            continue
        scale = _SCALES.get(word, 0)
        if scale == 100:
            current = max(1, current) * scale
        elif scale:
            total, current = total + max(1, current) * scale, 0
        else:
            value = _UNITS.get(word, _TENS.get(word, 0))
            if current and not (
                current % 100 == 0 or (last >= 20 and current % 10 == 0 and value < 10)
            ):
                yield Decimal(total + current)
                total = current = 0
            current, last = current + value, value
    yield Decimal(total + current)
