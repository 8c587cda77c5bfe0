"""Every number in a section is one that was said."""

import re

from restyle.check import CHECKS, Draft
from restyle.domain import Finding
from restyle.language.numbers import Number, numbers

_LIST_MARK = re.compile(r"^\s*\d+[.)](?=\s)", re.MULTILINE)
# Writers count what they list ("two reasons"), and nobody is misled by it.
_COUNTING = 10
_MESSAGE = "this number was not said"


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the numbers of the section that its segment does not hold."""
    said = {value for number in numbers(draft.source) for value in number.values}
    text = _LIST_MARK.sub(lambda mark: " " * len(mark[0]), draft.text)
    written = [number for number in numbers(text) if not number.values & said]
    heard = {(number.start, number.end) for number in numbers(text) if number.values & said}
    return tuple(
        Finding("number", text[number.start : number.end].strip(), _MESSAGE, draft.spans)
        for number in written
        if _claims(number) and not any(a < number.end and number.start < b for a, b in heard)
    )


def _claims(number: Number) -> bool:
    return not number.spelled or min(number.values) > _COUNTING


CHECKS.add("numbers", check)
