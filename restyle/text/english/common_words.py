"""Whether a word is one that English writes with a small letter: a name is not.

The tokenizer that comes with the sentence vectors knows some nine thousand words in small
letters, chosen by how often they occur; "boston" and "marcus" are not among them, though
"Boston" and "Marcus" are.
"""

from functools import cache, lru_cache

from restyle.text.english.function_words import FUNCTION_WORDS
from restyle.text.vectors import pieces

# Ordinary words with which a sentence likes to begin, and which the tokenizer knows in parts.
_OPENERS = frozenset(
    """
    meanwhile furthermore nevertheless nonetheless conversely ironically crucially presumably
    allegedly beforehand someday nowhere whichever ditto fortunately unfortunately undoubtedly
    arguably frankly nope yep worldwide upstairs downstairs overnight indoors outdoors midway
    thereafter hereby thereby herein whereby whereupon wherever whenever whomever inasmuch
    insofar likewise henceforth hitherto heretofore regrettably thankfully luckily mercifully
    tellingly unsurprisingly paradoxically coincidentally incidentally parenthetically
    anecdotally empirically intuitively counterintuitively ostensibly reportedly supposedly
    admittedly understandably predictably inevitably invariably nowadays yesterday tonight
    """.split()
)
_BEGINS = "▁"  # how the tokenizer marks the first letter of a word
_SUFFIXES = (
    "s es ed d ing er ers est ly ily ally ness ment ments ion ions tion ation ations able ible al "
    "ity ities ies ied ier iest ize izes ized izing ise ises ised ising ful less ish like y en ens "
    "ened ance ence ous ive ism ist ists age ship hood dom wise ward wards"
).split()
_PREFIXES = "un re in im non over under out pre mis dis anti co counter inter sub up".split()


@lru_cache(maxsize=1 << 15)
def is_common(word: str) -> bool:
    """Return whether a word, in any letters, is an ordinary English one, inflected or not."""
    plain = word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'")
    if "-" in plain:
        return all(is_common(part) for part in plain.split("-") if part)
    if "'" in plain or plain in FUNCTION_WORDS or plain in _OPENERS or _is_known(plain):
        return True
    if any(plain.startswith(p) and is_known_stem(plain.removeprefix(p)) for p in _PREFIXES):
        return True
    return is_known_stem(plain)


def is_known_stem(word: str) -> bool:
    """Return whether a word is known once an ending is taken away or changed."""
    if _is_known(word):
        return True
    for suffix in _SUFFIXES:
        stem = word.removesuffix(suffix)
        if stem == word or len(stem) < 3:
            continue
        doubled = stem[:-1] if stem[-1] == stem[-2] else stem
        if any(_is_known(one + ending) for one in {stem, doubled} for ending in ("", "e", "y")):
            return True
    return False


def _is_known(word: str) -> bool:
    return len(word) > 2 and f"{_BEGINS}{word}" in pieces()


@cache
def usual_words() -> tuple[str, ...]:
    """Return the words of four letters and more that the tokenizer knows whole, in order."""
    words = (piece.removeprefix(_BEGINS) for piece in pieces() if piece.startswith(_BEGINS))
    return tuple(sorted(w for w in words if len(w) > 3 and w.isascii() and w.islower()))
