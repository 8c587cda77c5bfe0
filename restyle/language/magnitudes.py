"""Magnitudes in many languages: the thousands, millions and milliards after a figure."""

import re
from decimal import Decimal

# A "billion" is a thousand millions in English and a million millions elsewhere.
_SIZES: tuple[tuple[str, tuple[int, ...]], ...] = (
    (r"mil\s+mil+[ij]?[oóõ]|mil\s+mlh", (9,)),
    (r"mil+i?[aá]r|mil[jh]?[aä]rd|milyar|mrd|mld|md\b|bilh|bilió|миллиард|мільярд|млрд", (9,)),
    (r"b(?:il+i?[oó]n|illi|n\b)", (9, 12)),
    (r"tril+i?|триллион|трлн|兆|조", (12,)),
    (r"mil+i?[oóõ]n|mil+i?[oóõ]|milh|milj|milyon|mio\b|mln|миллион|мільйон|млн|juta", (6,)),
    (r"百万|백만", (6,)),
    (r"億|亿|억", (8,)),
    (r"万|萬|만", (4,)),
    (r"千|천", (3,)),
    (r"tausend|mil\b|mille\b|mila\b|duizend|tus[ei]n|tys|тыс|тися|bin\b|ribu|k\b", (3,)),
)
_AFTER = tuple(
    (re.compile(rf"[\s\u00a0\u202f]*(?:{words})", re.IGNORECASE), tens) for words, tens in _SIZES
)
_OVER_MYRIADS = re.compile(r"(\d+)[億亿억](\d{1,4})[万萬만]")
_MYRIADS = re.compile(r"(\d+)[万萬만](\d{1,4})(?!\d)")
_ONE = (Decimal(1),)


def without_myriads(text: str) -> str:
    """Return a text in which 63万9000 is 639000: the figures round East Asian myriads as one."""
    text = _OVER_MYRIADS.sub(lambda m: f"{int(m[1]) * 10**4 + int(m[2])}万", text)
    return _MYRIADS.sub(lambda m: str(int(m[1]) * 10**4 + int(m[2])), text)


def sizes_after(text: str) -> tuple[Decimal, ...]:
    """Return what a figure before a text may be multiplied by: 1, or what its first word says."""
    for pattern, tens in _AFTER:
        if pattern.match(text):
            return tuple(Decimal(10) ** power for power in tens)
    return _ONE
