"""The terms of a text by which it is found: stems, and numbers as they are written."""

import re
from collections.abc import Iterator, Set
from functools import lru_cache
from itertools import pairwise

from restyle.text.english.function_words import FUNCTION_WORDS
from restyle.text.stems import stem
from restyle.text.stopwords import UNSPACED, stopwords

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*[+#]{0,2}|\d+(?:[.,:]\d+)*")
ASKING = frozenset(
    "talk say said says mention mentioned discuss discussed explain explained ask asked asks tell "
    "told think thinks thought opinion view answer answered question happen happened mean "
    "means bit part episode interview podcast guest host speaker everybody anybody "
    "person guy did does ever".split()
)


def terms_of(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Return each term of a text with the word that it stands for, in order.

    In scripts without blanks a term is two letters that follow one another; after them come the
    words in Latin letters.
    """
    found = []
    if language == UNSPACED:
        letters = [letter for letter in text if letter.isalnum()]
        found = [(a + b, a + b) for a, b in pairwise(letters) if not (a + b).isascii()]
        text = "".join(letter if letter.isascii() else " " for letter in text)
        language = "en"
    for token in _TOKEN.findall(text):
        word = _word(token)
        if term := _term(word, language):
            found.append((term, word))
    return found


def places_of(text: str, terms: Set[str], language: str = "en") -> Iterator[tuple[int, int]]:
    """Yield where in a text the words, or pairs of letters, of some terms stand."""
    if language == UNSPACED:
        letters = [n for n, letter in enumerate(text) if letter.isalnum()]
        for a, b in pairwise(letters):
            if text[a] + text[b] in terms:
                yield a, b + 1
        language = "en"
    for token in _TOKEN.finditer(text):
        if _term(_word(token[0]), language) in terms:
            yield token.span()


def _word(token: str) -> str:
    return token.replace("’", "'").casefold().removesuffix("'s")


@lru_cache(maxsize=1 << 16)
def _term(word: str, language: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "").rstrip(".:")
    if word in stopwords_for(language) or (len(word) < 2 and word.isascii()):
        return ""
    return stem(word, language)


def stopwords_for(language: str) -> frozenset[str]:
    """Return the words of a language that no text is found by."""
    return FUNCTION_WORDS if language == "en" else stopwords(language)


def is_asking(word: str) -> bool:
    """Return whether a word of a question is about the asking rather than about what is asked."""
    return word in ASKING
