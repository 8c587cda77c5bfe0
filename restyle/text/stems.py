"""Stems: one form for the inflections of a word, by the Snowball stemmers (Porter, 2001), in C."""

from functools import cache, lru_cache

from Stemmer import Stemmer

_ALGORITHMS = {"en": "english", "de": "german", "fr": "french", "es": "spanish"}


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str = "en") -> str:
    """Return the stem of a word in small letters; the word itself in other languages."""
    algorithm = _stemmer(language)
    return str(algorithm.stemWord(word)) if algorithm else word


@cache
def _stemmer(language: str):  # type: ignore[no-untyped-def]  # the package has no types
    return Stemmer(_ALGORITHMS[language], 0) if language in _ALGORITHMS else None
