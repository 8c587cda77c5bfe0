"""Stems: one form for the inflections of a word, by the Snowball stemmers (Porter, 2001)."""

from functools import cache, lru_cache

from snowballstemmer import stemmer

_ALGORITHMS = {"en": "english", "de": "german", "fr": "french", "es": "spanish"}


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str = "en") -> str:
    """Return the stem of a word in small letters; the word itself in other languages."""
    algorithm = _stemmer(language)
    return algorithm.stemWord(word) if algorithm else word


@cache
def _stemmer(language: str):  # type: ignore[no-untyped-def]  # the package has no types
    return stemmer(_ALGORITHMS[language]) if language in _ALGORITHMS else None
