"""A section is about as long as it was asked to be."""

from restyle.checking import CHECKS, Draft, abroad
from restyle.document.document import Finding
from restyle.style.length import ceiling
from restyle.text.words import length

_SHORT, _LONG = 0.45, 2.2  # times the length asked for; models write a third more as a rule
_LEEWAY = 60  # words either way


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return one finding where a text is far shorter than was asked for, or too long.

    A form that chooses has a ceiling; one that keeps every claim may need twice the words.
    """
    asked, words = draft.brief.words, length(draft.text)
    if not asked:
        return ()
    if words < _SHORT * asked - _LEEWAY:
        return (Finding("length", "", f"{words} words, where about {asked} were asked for"),)
    if draft.brief.style.form.selective:
        most = ceiling(asked)
        return (_over(words, most),) if words > most else ()
    if words > _LONG * asked + _LEEWAY:
        return (Finding("length", "", f"{words} words, where about {asked} were asked for"),)
    return ()


def _over(words: int, most: int) -> Finding:
    return Finding("length", "", f"{words} words, where {most} are the most")


CHECKS.add("length", abroad(check))
