"""No word stands in a text that its style avoids, unless it was said."""

import re
from collections.abc import Iterator

from restyle.checking import CHECKS, Draft
from restyle.document.document import Finding

_WORDS = re.compile(
    r'"([^"\n]{0,200})"|“([^”\n]{0,200})”|„([^“”\n]{0,200})[“”]|«\s?([^»\n]{0,200}?)\s?»'
)
_LONGEST = 60  # letters of what a rule names


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the words in quotation marks in the style's `avoid` list that the text has."""
    text = draft.text.replace("’", "'")
    found = []
    for line in draft.brief.style.voice.avoid:
        for word in named_words(line):
            pattern = re.compile(rf"\b{re.escape(word)}(?:s|d|ed|ing)?\b", re.IGNORECASE)
            used = pattern.search(text)
            if used and not any(pattern.search(draft.evidence.said[n].text) for n in draft.within):
                found.append(Finding("avoid", used[0], f"the style avoids this: {line}"))
    return tuple(found)


def named_words(rule: str) -> Iterator[str]:
    """Yield the words that a rule of a style names in quotation marks."""
    for match in _WORDS.finditer(rule):
        word = next(filter(None, match.groups()), "").strip(" .,!").replace("’", "'")
        if 1 < len(word) <= _LONGEST:
            yield word


CHECKS.add("avoid", check)
