"""Drafts for tests of the checks: a text, and the talk that it was written from."""

from restyle.checking import Brief, Draft, draft
from restyle.document.document import Finding
from restyle.grounding.evidence import Evidence
from restyle.style.profile import Form, StyleProfile, Voice
from restyle.topics.outline import Term
from restyle.transcript.transcript import Segment, Span
from tests.conftest import transcript

STYLE = StyleProfile(
    "test", "Test", "A voice for tests.", Voice("Plain."), form=Form(selection="complete")
)

Turns = tuple[tuple[str, str], ...]


def made(
    text: str,
    *turns: tuple[str, str],
    style: StyleProfile = STYLE,
    terms: tuple[str, ...] = (),
    words: int = 100,
    sums_up: bool = False,
    within: range | None = None,
) -> Draft:
    """A draft of paragraphs that rests on the turns, or on those `within`."""
    talk = transcript(*turns)
    chosen = within if within is not None else range(len(talk.turns))
    segment = Segment(tuple(Span(n, 0, len(talk.turns[n].text)) for n in chosen))
    brief = Brief(style, tuple(Term(name) for name in terms), words, sums_up=sums_up)
    return draft(text.split("\n\n"), brief, Evidence(talk), [segment])


def kinds(found: tuple[Finding, ...]) -> list[str]:
    """What kinds of findings there are, in order."""
    return [finding.kind for finding in found]


def texts(found: tuple[Finding, ...]) -> list[str]:
    """The words of the findings, in order."""
    return [finding.text for finding in found]
