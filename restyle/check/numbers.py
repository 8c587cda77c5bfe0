"""Every number in a section is one that was said."""

import re

from restyle.check import CHECKS, Draft
from restyle.domain import Finding
from restyle.language.numbers import Number, numbers

_LIST_MARK = re.compile(r"^\s*\d+[.)](?=\s)", re.MULTILINE)
# Writers count what they list ("two reasons"), and nobody is misled by it.
_COUNTING = 10


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the numbers of the section that its segment does not hold."""
    said = {number.value for number in numbers(draft.source)}
    text = _LIST_MARK.sub(lambda mark: " " * len(mark[0]), draft.section.text)
    return tuple(
        Finding(
            "number",
            text[number.start : number.end].strip(),
            "this number was not said",
            draft.section.segment.spans,
        )
        for number in numbers(text)
        if _claims(number) and number.value not in said
    )


def _claims(number: Number) -> bool:
    return not number.spelled or number.value > _COUNTING


CHECKS.add("numbers", check)
