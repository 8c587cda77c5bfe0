"""Checks: predicates over a draft and its source. One file a kind of finding.

A check is a pure function from a draft to its findings: `CHECKS.add("numbers", check)`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from restyle.domain import Finding, Span
from restyle.registry import Registry


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as written, the words that it was written from, and where those stand."""

    text: str
    source: str
    spans: tuple[Span, ...]


CHECKS: Registry[Callable[[Draft], tuple[Finding, ...]]] = Registry(__name__, "check")


def findings(draft: Draft) -> tuple[Finding, ...]:
    """Return what all checks find in a draft, in the order of their names."""
    return tuple(finding for _, check in CHECKS.items() for finding in check(draft))
