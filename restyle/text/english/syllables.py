"""How many syllables an English word has, nearly."""

import re
from functools import lru_cache

_VOWELS = re.compile(r"[aeiouyáéíóúäöü]+")
_SILENT = re.compile(r"(?:[^aeiouyl]e|[^aeiouytd]ed|[^aeiouyscxz]es)\Z")


@lru_cache(maxsize=16_384)
def syllables(word: str) -> int:
    """Return about how many syllables `word` has: its groups of vowels without a silent e."""
    small = word.lower()
    count = len(_VOWELS.findall(small))
    if count > 1 and _SILENT.search(small):
        count -= 1
    return max(1, count)
