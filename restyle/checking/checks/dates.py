"""Every date and time of day in a text was said."""

import re
from collections.abc import Iterator

from restyle.checking import CHECKS, Draft
from restyle.document.document import Finding
from restyle.grounding.align import Grounded
from restyle.text.english.units import DAYS, MONTHS

_NAMES = "|".join(name.capitalize() for name in sorted(MONTHS | DAYS))
# A month or a day of the week; "May" may be the verb where a sentence begins with it.
_DATE = re.compile(rf"(?<!^)\b(?:{_NAMES})\b|^(?!May\b)(?:{_NAMES})\b")
_DAY = re.compile(
    rf"\b({_NAMES})\s+(\d{{1,2}})\b|\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_NAMES})\b"
)
_CLOCK = re.compile(r"(?<=\d)\s?([ap])\.?m\b", re.IGNORECASE)


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the months, days and halves of the day that nobody said."""
    said = " ".join(draft.evidence.said[n].text for n in draft.within).casefold()
    return tuple(
        Finding("number", words, "this date was not said", draft.spans(sentence))
        for sentence in draft.sentences
        for words in _faults(sentence, said)
    )


def _faults(sentence: Grounded, said: str) -> Iterator[str]:
    for match in _DATE.finditer(sentence.text):
        if not re.search(rf"\b{match[0].casefold()}\b", said):
            yield match[0]
    for match in _DAY.finditer(sentence.text):
        month, day = (match[1] or match[4]).casefold(), match[2] or match[3]
        if re.search(rf"\b{month}\b", said) and not _is_said(month, day, said):
            yield match[0]
    clocks = list(_CLOCK.finditer(sentence.text))
    halves = {one.casefold() for one in _CLOCK.findall(said)} if clocks else set()
    for match in clocks:
        if halves and match[1].casefold() not in halves:
            yield match[0].strip()


def _is_said(month: str, day: str, said: str) -> bool:
    """Whether a day of a month is said, in digits; what is spelled out is not judged."""
    near = rf"\b{month}\W+(?:the\W+)?{day}\b|\b{day}(?:st|nd|rd|th)?\W+(?:of\W+)?{month}\b"
    digits = rf"\b{month}\W+(?:the\W+)?\d|\d(?:st|nd|rd|th)?\W+(?:of\W+)?{month}\b"
    return bool(re.search(near, said)) or not re.search(digits, said)


CHECKS.add("dates", check)
