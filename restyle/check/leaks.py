"""Nothing of the prompt, and no obeyed order of the transcript, stands in a section."""

import re

from restyle.check import CHECKS, Draft
from restyle.domain import Finding

_LEAKS = re.compile(
    r"as an ai\b|as a language model|i (?:can't|cannot|can not) (?:help with|assist)|"
    r"\b(?:in|of) (?:this|the) (?:transcript|segment|excerpt)\b|"
    r"\bthis section (?:will|covers|explores)|"
    r"</?(?:source|before|after|draft)-[0-9a-f]{8}>|\{\{|\{%|"
    r"here is the (?:rewritten|rewrite|section)",
    re.IGNORECASE,
)


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the words that speak of the task instead of the subject, unless they were said."""
    source = draft.source.casefold()
    return tuple(
        Finding("leak", match[0], "this speaks of the task, not of the subject")
        for match in _LEAKS.finditer(draft.text)
        if match[0].casefold() not in source
    )


CHECKS.add("leaks", check)
