"""Reporting: the words with which English prose says that somebody said or thought something."""

import re
from collections.abc import Sequence
from functools import lru_cache

from restyle.text.stems import stem

_VERBS = """
    say ask answer reply add note explain argue insist think believe recall remember describe point
    suggest wonder mention warn admit object agree disagree guess suspect conclude find call see
    compare imagine tell hear doubt expect hope prefer grant concede propose reckon claim assume
    estimate report remark observe respond state stress repeat promise deny complain joke confess
    regard know quote brings takes puts gives sums counters continues goes wants would asks
"""
REPORTING = frozenset(stem(word) for word in _VERBS.split())
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_REACH = 3  # words between a name and its verb


@lru_cache(maxsize=256)
def _is_reporting(word: str) -> bool:
    return stem(word.casefold()) in REPORTING


def reports(text: str, names: Sequence[str]) -> bool:
    """Return whether a sentence says that one of these people said or thought something."""
    words = [(match[0], match.start()) for match in _WORD.finditer(text)]
    for name in names:
        for match in re.finditer(rf"\b{re.escape(name)}\b(?!['’]s)", text):
            after = [word for word, start in words if start >= match.end()][:_REACH]
            before = [word for word, start in words if start < match.start()][-1:]
            inverted = [word for word in before if word.endswith(("s", "d"))]  # "says Ada"
            if any(_is_reporting(word) for word in (*after, *inverted)):
                return True
    return False
