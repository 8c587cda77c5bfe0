"""In a translation, figures and names are those of the talk.

Words cannot be compared across languages, but what is written in digits and the names of people
and things can: a figure that nobody said is a finding, whatever size stands after it ("100
Milliarden", "1,5 millones"), and so is a name of two words or more.
"""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from restyle.check import CHECKS, Draft, abroad
from restyle.domain import Finding
from restyle.grounding.evidence import Evidence
from restyle.language.magnitudes import sizes_after, without_myriads
from restyle.language.quantities import quantities
from restyle.language.stopwords import language_of
from restyle.language.words import tokens

_NUMBER = re.compile(
    r"(?<![\w.,])\d+(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d+)?(?!\w)|\d+(?:[.,]\d+)?"
)
_GROUPED = re.compile(r"[.,'’\u00a0\u202f ](?=\d{3}(?!\d))")
_NAME = re.compile(r"(?<!\w)[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*)+")
_OPENS = re.compile(r"(?:^|[.!?:;…\n][\s\"“„«»”’)*_-]*)$")
_CAPITAL_NOUNS = ("de",)
_LEAST = 3  # letters of a part of a name


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the figures and the names of a translation that nobody said."""
    if not draft.brief.translated:
        return ()
    return (*_figures(draft), *_names(draft))


def _figures(draft: Draft) -> Iterator[Finding]:
    said = draft.evidence.once(_values)
    text = without_myriads(draft.text)
    for match in _NUMBER.finditer(text):
        sizes = sizes_after(text[match.end() :])
        values = {one * size for one in _readings(match[0]) for size in sizes}
        if not {value.normalize() for value in values} & said:
            yield Finding("number", match[0], "this figure was not said")


def _names(draft: Draft) -> Iterator[Finding]:
    """Names of several words, each with a capital, of which no part was said.

    German writes every noun with a capital, so names cannot be told from them there.
    """
    if language_of(draft.text) in _CAPITAL_NOUNS:
        return
    known = {word.casefold() for word in draft.evidence.once(_words)}
    style = draft.brief.style
    terms = [term.name for term in draft.brief.terms]
    for text in (*terms, *style.voice.stock, *style.form.section.labels):
        known.update(word.casefold() for word in tokens(text))
    for match in _NAME.finditer(draft.text):
        opens = bool(_OPENS.search(draft.text[: match.start()]))
        for run in _capitals(match[0], opens=opens):
            parts = [part for part in run if len(part) >= _LEAST]
            spelled_out = "".join(part[0] for part in run).casefold() in known
            if (
                len(parts) > 1
                and not spelled_out
                and not any(_is_known(part, known) for part in parts)
            ):
                yield Finding("name", " ".join(run), "this name was not said")


def _capitals(words: str, *, opens: bool) -> Iterator[list[str]]:
    """Runs of two or more words with a capital, but for the first of a sentence."""
    run: list[str] = []
    for number, word in enumerate([*words.split(), ""]):
        if word[:1].isupper() and not (opens and number == 0):
            run.append(word)
            continue
        if len(run) > 1:
            yield run
        run = []


def _is_known(part: str, known: set[str]) -> bool:
    """Whether a part of a name was said, whatever ending its language gives it."""
    word = part.casefold()
    stem = word[: max(_LEAST, len(word) - 2)]
    return word in known or any(other.startswith(stem) for other in known if len(stem) > _LEAST)


def _readings(figure: str) -> set[Decimal]:
    """The values that a figure may have: 1.500 is fifteen hundred, or one and a half."""
    plain = _GROUPED.sub("", figure)
    written = {plain.replace(",", "."), figure.replace(",", ".")}
    found = set()
    for text in written:
        try:
            found.add(Decimal(text).normalize())
        except InvalidOperation:
            continue  # grouped by more than one mark, so it has one reading only
    return found


def _values(evidence: Evidence) -> frozenset[Decimal]:
    texts = [turn.text for turn in evidence.transcript.turns]
    spoken = {value.normalize() for text in texts for q in quantities(text) for value in q.values}
    digits = {value for text in texts for m in _NUMBER.finditer(text) for value in _readings(m[0])}
    return frozenset(spoken | digits)


def _words(evidence: Evidence) -> frozenset[str]:
    talk = evidence.transcript
    texts = [*(turn.text for turn in talk.turns), *talk.speakers, talk.title]
    return frozenset(word for text in texts for word in tokens(text))


CHECKS.add("translation", abroad(check))
