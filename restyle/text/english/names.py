"""Proper names in English prose: what is written with a capital where a plain word is not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from restyle.text.english.common_words import is_common
from restyle.text.english.units import DAYS, MONTHS

_WORD = re.compile(r"(?<!\w)[^\W\d_](?:[\w'’&+#]|[.-](?=\w))*")
_OPENS = re.compile(
    r"(?:^|[.!?:;…]['\"”’)\]]{0,6}\s{1,9}|[\"“‘(\[]\s{0,9}|[—–|]\s{0,9}|\n\s{0,9})$"
)
_NEVER = frozenset(
    """
    i i'm i'd i've i'll ok okay tv pm am mr mrs ms dr etc vs eg ie us god english internet web
    yes no oh ah hey hi hello wow yeah yep nope ha
    """.split()
)
_POSSESSIVE = re.compile(r"['’]s?$")
_INNER_CAPITAL = re.compile(r".[A-Z]")


@dataclass(frozen=True, slots=True)
class Name:
    """A word that is (part of) a name, without the possessive, and where it stands.

    `opens` says that it begins a sentence, where any word has a capital.
    """

    text: str
    start: int
    end: int
    opens: bool


def names(text: str) -> Iterator[Name]:
    """Yield the words of names in a text, in order; days and months are dates, not names."""
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        if not _is_capital(word) or word.casefold().replace("’", "'") in _NEVER:
            continue
        if word.casefold() in DAYS or word.casefold() in MONTHS:
            continue
        opens = bool(_OPENS.search(text[: match.start()]))
        if opens and not _INNER_CAPITAL.search(word) and is_common(word):
            continue
        yield Name(word, match.start(), match.start() + len(word), opens)


def _is_capital(word: str) -> bool:
    """A capital first letter, one inside, as in iPhone and eBPF, or a digit, as in p99."""
    return word[0].isupper() or bool(re.match(r"[a-z]{1,3}[A-Z]|[a-z]+-?\d", word))
