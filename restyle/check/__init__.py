"""Checks: predicates over a draft and its context. One file a kind of finding.

A check is a pure function from a draft to its findings: `CHECKS.add("numbers", check)`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from restyle.domain import Finding, Outline, Section, Transcript
from restyle.registry import Registry


@dataclass(frozen=True, slots=True)
class Draft:
    """A section as written, and what it was written from."""

    section: Section
    transcript: Transcript
    outline: Outline

    @property
    def source(self) -> str:
        """The words of the segment that the section rewrites."""
        turns = self.transcript.turns
        return "\n".join(turns[s.turn].text[s.start : s.end] for s in self.section.segment.spans)


CHECKS: Registry[Callable[[Draft], tuple[Finding, ...]]] = Registry(__name__, "check")


def findings(draft: Draft) -> tuple[Finding, ...]:
    """Return what all checks find in a draft, in the order of their names."""
    return tuple(finding for _, check in CHECKS.items() for finding in check(draft))
