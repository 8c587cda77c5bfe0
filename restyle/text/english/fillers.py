"""Fillers: what is said while thinking, and words that claim nothing."""

import re
from functools import lru_cache

# Small letters or a capital at the start: UM and ER are abbreviations, 5 mm is a length.
FILLER = (
    r"(?:[Uu]+h+m*|[Uu]+m+|[Ee]+r+m*|[Aa]+h+|[Mm]+h+m+|[Hh]+m+|[Mm]m+|[Uu]h-huh|[Mm]hm"
    r"|[Ee]uh+|[Ää]h+m*)"
)
# A quotation that lacks these is word for word all the same.
PHRASES = (("you", "know"), ("i", "mean"), ("like",), ("so",), ("well",), ("yeah",), ("right",))
# Two sentences that differ by these alone claim the same.
EMPTY_WORDS = frozenset(
    "um uh er just really actually basically so well very kind sort of like yeah yes okay".split()
)
_WHOLE = re.compile(rf"\A(?:{FILLER}|eh)\Z", re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_filler(word: str) -> bool:
    """Return whether a word, as it was said, is a sound of thinking."""
    return _WHOLE.match(word) is not None
