"""No word stands in a text that its style avoids, unless it was said."""

import re

from restyle.check import CHECKS, Draft
from restyle.domain import Finding

_WORDS = re.compile(r'"([^"\n]{2,60})"|“([^”\n]{2,60})”')


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the words in quotation marks in the style's `avoid` list that the text has."""
    text = draft.text.replace("’", "'")
    found = []
    for line in draft.brief.style.voice.avoid:
        for match in _WORDS.finditer(line):
            word = (match[1] or match[2]).strip(" .,!").replace("’", "'")
            pattern = re.compile(rf"\b{re.escape(word)}(?:s|d|ed|ing)?\b", re.IGNORECASE)
            used = pattern.search(text)
            if used and not any(pattern.search(draft.evidence.said[n].text) for n in draft.within):
                found.append(Finding("avoid", used[0], f"the style avoids this: {line}"))
    return tuple(found)


CHECKS.add("avoid", check)
