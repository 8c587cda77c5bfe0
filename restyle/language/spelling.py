"""Spelling: whether a word may be another as a machine heard it."""

import difflib
from collections.abc import Iterable

_LEAST = 4  # letters; shorter words are near too many others
_ALIKE = 0.75
_LONGER = 2  # letters by which one word may be longer than the other
_PHONETIC_OF = {"z": "s", "k": "c", "q": "c", "y": "i", "x": "s", "w": "v", "j": "g"}
_PHONETIC = str.maketrans(_PHONETIC_OF)


def near_spelling(word: str, among: Iterable[str]) -> str:
    """Return the word among others that is spelled most nearly like `word`, or nothing.

    Both are in small letters. One of four letters may differ by one letter, a longer one by a
    quarter of them; letters that sound alike count as the same.
    """
    if len(word) < _LEAST:
        return ""
    sound, first, last = _sound(word), _sound(word[0]), word[-2:]
    best, nearest = _ALIKE, ""
    matcher = difflib.SequenceMatcher(None, "", sound, autojunk=False)
    for other in among:
        if len(other) < _LEAST - 1 or abs(len(other) - len(word)) > _LONGER:
            continue
        if _PHONETIC_OF.get(other[0], other[0]) != first and other[-2:] != last:
            continue
        heard = _sound(other)
        matcher.set_seq1(heard)
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue
        if (ratio := matcher.ratio()) > best or (ratio == best and not nearest):
            best, nearest = ratio, other
    return nearest


def _sound(word: str) -> str:
    plain = word.translate(_PHONETIC).replace("ph", "f").replace("ck", "c").replace("cc", "c")
    return "".join(a for a, b in zip(plain, " " + plain, strict=False) if a != b)
