"""The shape of sentences: function words, marks and endings, with all that carries a topic masked.

What a writer writes about changes from text to text; how its sentences are held together hardly
does. So a word that carries a topic stands only as its ending, as in text distortion
(Stamatatos, "Authorship Attribution Using Text Distortion", EACL 2017), and what is counted are
single words, pairs and triples of what remains.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from restyle.stylometry.prose import Block
from restyle.text.stopwords import stopwords

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d[\d.,]*|[.,;:!?()\"“”…–—-]")
_OLD = frozenset({"upon", "shall", "nor", "hath", "whom", "which", "unto"})
_FUNCTION = stopwords("en") | _OLD
_ENDINGS = ("ing", "ed", "ly", "s")
_LEAST_LETTERS = 5  # of a word whose last letters are counted


def shapes(blocks: Sequence[Block]) -> tuple[Counter[str], int]:
    """Return how often each shape stands in a text, and of how many words and marks it consists."""
    found: Counter[str] = Counter()
    total = 0
    for block in blocks:
        tokens = _TOKEN.findall(block.text.replace("’", "'"))
        masked = [_masked(token) for token in tokens]
        total += len(masked)
        found.update(masked)
        found.update(" ".join(pair) for pair in pairwise(masked))
        triples = zip(masked, masked[1:], masked[2:], strict=False)
        found.update(" ".join(triple) for triple in triples)
        found.update(f"-{token[-3:].lower()}" for token in tokens if _carries(token))
    return found, total


def _carries(token: str) -> bool:
    return len(token) >= _LEAST_LETTERS and token.isalpha() and token.lower() not in _FUNCTION


def _masked(token: str) -> str:
    word = token.lower()
    if word in _FUNCTION or not word[0].isalnum():
        return word
    if word[0].isdigit():
        return "0"
    ending = next((one for one in _ENDINGS if word.endswith(one)), "")
    if not ending and token[0].isupper():
        return "*A"
    return f"*{ending}"
