"""A section is about as long as it was asked to be."""

from restyle.checking import CHECKS, Draft, abroad
from restyle.document.document import Finding
from restyle.text.words import length

_SHORT, _LONG = 0.45, 2.2  # times the length asked for; models write a third more as a rule
_LEEWAY = 60  # words either way


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return one finding where a text is far shorter or longer than was asked for."""
    asked, words = draft.brief.words, length(draft.text)
    if not asked:
        return ()
    if words < _SHORT * asked - _LEEWAY:
        return (Finding("length", "", f"{words} words, where about {asked} were asked for"),)
    if words > _LONG * asked + _LEEWAY:
        return (Finding("length", "", f"{words} words, where about {asked} were asked for"),)
    return ()


CHECKS.add("length", abroad(check))
