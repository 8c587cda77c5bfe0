"""How long a text is for a model.

Splitting measures by `estimate` always: the same transcript must give the same segments,
and so the same cache keys, on every machine.
"""

import math

_BYTES_A_TOKEN = 4.0
_MOST_LETTERS_A_TOKEN = 5.0  # of prose in an alphabet, which no vocabulary in use exceeds
_MOST_SIGNS_A_TOKEN = 2.0  # of Chinese, Japanese and Korean


def estimate(text: str) -> int:
    """Return about how many tokens `text` has, the same on every machine.

    Bytes of UTF-8 over four: near the count of current vocabularies for English, and on the
    safe side for scripts that they cut finer.
    """
    return math.ceil(len(text.encode("utf-8")) / _BYTES_A_TOKEN)


def least(text: str) -> int:
    """Return how many tokens `text` has at least, in any vocabulary that is in use."""
    letters = sum(letter < "\u2e80" for letter in text)
    return int(letters / _MOST_LETTERS_A_TOKEN + (len(text) - letters) / _MOST_SIGNS_A_TOKEN)
