"""Spelling: whether a word may be another as a machine heard it."""

import difflib
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

_LEAST = 4  # letters; shorter words are near too many others
_ALIKE = 0.75
_LONGER = 2  # letters by which one word may be longer than the other
_PHONETIC_OF = {"z": "s", "k": "c", "q": "c", "y": "i", "x": "s", "w": "v", "j": "g"}
_PHONETIC = str.maketrans(_PHONETIC_OF)


class Spellings:
    """Words in small letters, among which those are found that are spelled like another."""

    def __init__(self, words: Iterable[str]) -> None:
        self._alike: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words):
            if len(word) >= _LEAST - 1:
                for key in _keys(word):
                    self._alike[key].append(word)

    def nearest(self, word: str) -> str:
        """Return the word that is spelled most nearly like another in small letters, or nothing.

        One of four letters may differ by one letter, a longer one by a quarter of them; letters
        that sound alike count as the same, and the first or the last ones must agree.
        """
        if len(word) < _LEAST:
            return ""
        best, nearest = _ALIKE, ""
        matcher = difflib.SequenceMatcher(None, "", _sound(word), autojunk=False)
        for other in sorted({one for key in _keys(word) for one in self._alike[key]}):
            if abs(len(other) - len(word)) > _LONGER:
                continue
            matcher.set_seq1(_sound(other))
            if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
                continue
            if (ratio := matcher.ratio()) > best or (ratio == best and not nearest):
                best, nearest = ratio, other
        return nearest


def _keys(word: str) -> tuple[str, str]:
    """What one of must be the same for two words to be alike: the first sound, the last letters."""
    return _PHONETIC_OF.get(word[0], word[0]), f"-{word[-2:]}"


@lru_cache(maxsize=1 << 15)
def _sound(word: str) -> str:
    plain = word.translate(_PHONETIC).replace("ph", "f").replace("ck", "c").replace("cc", "c")
    return "".join(a for a, b in zip(plain, " " + plain, strict=False) if a != b)
