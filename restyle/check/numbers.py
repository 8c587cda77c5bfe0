"""Every number in a section is one that was said."""

import re
from decimal import Decimal
from functools import lru_cache

from restyle.check import CHECKS, Draft
from restyle.domain import Finding
from restyle.language.numbers import Number, numbers

_LIST_MARK = re.compile(r"^\s*\d+[.)](?=\s)", re.MULTILINE)
# Writers count what they list ("two reasons"), and nobody is misled by it.
_COUNTING = 10
_MESSAGE = "this number was not said"


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the numbers of the section that its segment does not hold."""
    said = _said(draft.source)
    text = _LIST_MARK.sub(lambda mark: " " * len(mark[0]), draft.text)
    found = [(number, bool(number.values & said)) for number in numbers(text)]
    heard = [number for number, was_said in found if was_said]
    return tuple(
        Finding("number", text[number.start : number.end].strip(), _MESSAGE, draft.spans)
        for number, was_said in found
        if not was_said
        and _claims(number)
        and not any(other.start < number.end and number.start < other.end for other in heard)
    )


@lru_cache(maxsize=1)  # the takeaways of a document are all checked against the whole transcript
def _said(source: str) -> frozenset[Decimal]:
    return frozenset(value for number in numbers(source) for value in number.values)


def _claims(number: Number) -> bool:
    return not number.spelled or min(number.values) > _COUNTING


CHECKS.add("numbers", check)
