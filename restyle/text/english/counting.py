"""What a writer counts by himself when he sets out what was said: two reasons, three of them."""

import re

from restyle.text.english.quantities import Quantity
from restyle.text.stems import stem

_COUNTING = 10
_NOUNS = """
    answer argument aspect bucket camp case category claim concern condition difference effect
    example explanation factor fact goal group half idea issue item kind layer level lesson list
    move objection option other part person phase piece place point problem question reason role
    rule sense set side sort stage statement step story strategy theme thing thought time tool
    topic type use view voice way word choice cause cost change threat risk worry idea meaning
"""
_AMONG = re.compile(
    r"\b(?:the|these|those|all|in|into|of|between|other|or|and|that|any)\s$|^$|[:;]\s$",
    re.IGNORECASE,
)
_OF = re.compile(r"\s(?:of|or)\b|[:,]", re.IGNORECASE)
_WORD = re.compile(r"\s([a-z]{3,12})\b")
_STEP = re.compile(r"\b(?:step|item|point|row|line)s?\s(?:\d,?\s(?:and\s)?)?$")
_STEMS = frozenset(stem(word) for word in _NOUNS.split())


def is_authors_own(text: str, quantity: Quantity) -> bool:
    """Return whether a number of a text may be the writer's own count of what he tells.

    That is one up to ten, in words, of things that a writer counts or has just named; or a step
    of what he has set out, as in “look at step 4”.
    """
    if _STEP.search(text[: quantity.start]):
        return max(quantity.values) <= _COUNTING
    if not quantity.spelled or min(quantity.values) > _COUNTING or quantity.unit is not None:
        return False
    if quantity.counted:
        return bool(_STEMS & set(quantity.counted[:2]))
    follows = _WORD.match(text, quantity.end)
    if follows and stem(follows[1]) in _STEMS:
        return True
    return bool(_AMONG.search(text[: quantity.start]) or _OF.match(text[quantity.end :]))
