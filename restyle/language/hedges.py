"""Hedges: the words with which English speakers say that they are not sure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from restyle.language.function_words import FUNCTION_WORDS
from restyle.language.stems import stem

_STRONG = r"""
    might|maybe|perhaps|possibly|probably|presumably|apparently|allegedly|supposedly|potentially|
    conceivably|hopefully|unclear|
    i\ (?:guess|suspect|assume|suppose|imagine|hope)|my\ (?:best\ |own\ )?(?:guess|hope|sense|
     impression)|
    (?:i'm|i\ am|we're|we\ are)\ not\ (?:\w+\ )?(?:sure|certain|convinced)|
     it's\ not\ (?:\w+\ )?clear|
    (?:i|we)\ don't\ (?:really\ |actually\ |even\ )?(?:know|remember|recall)|
    as\ far\ as\ (?:i|we)\ (?:know|understand|remember|recall|can\ tell)|to\ my\ knowledge|
    (?:i|we)\ (?:might|could|may)\ be\ wrong|not\ necessarily|it\ (?:seems|appears|
     looks)(?:\ like|\ to|\ as)?|
    seems?\ to|appears?\ to|may|could\ be|or\ something|
    i\ would\ (?:guess|assume|imagine|say)|i'd\ (?:guess|assume|imagine|say)|if\ i\ (?:remember|
     recall)
"""
_WEAK = r"""
    i\ (?:really\ |still\ |do\ )?(?:think|believe|feel)|in\ my\ (?:opinion|view|mind|experience)|
    to\ my\ mind|kind\ of|sort\ of
"""
_SAID = re.compile(rf"\b(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))\b", re.IGNORECASE | re.VERBOSE)
# What keeps a claim of a text from being plain fact, whoever's doubt it is.
_KEPT = re.compile(
    r"""\b(?:might|may|maybe|perhaps|possibly|probably|presumably|likely|apparently|allegedly|
    supposedly|potentially|conceivably|arguably|hopefully|could|would|should|seem(?:s|ed)?|
    appear(?:s|ed)?|looks?\ (?:like|as)|sounds?\ like|unclear|unsure|uncertain|guess\w*|suspect\w*|
    assum\w+|suppos\w+|imagin\w+|reckon\w*|think\w*|thought|believ\w+|feels?|felt|hop(?:e|es|ed|ing)|
    doubt\w*|wonder\w*|fear\w*|opinion|estimat\w+|recollection|
    rough(?:ly)?|expect\w*|(?:his|her|my|their|whose)\ (?:view|mind|eyes|sense)|
     impression|
    as\ if|as\ though|(?:\w*n't|not|nobody|never)\ (?:\w+\ )?(?:know|remember|recall|say|sure|
     certain|clear|
    known|convinced|necessarily)\w*|as\ far\ as|knowledge|be\ wrong|kind\ of|sort\ of|or\ so|
    or\ something|somehow|somewhat|if|whether|suggest\w*|understands?|can)\b|\?""",
    re.IGNORECASE | re.VERBOSE,
)
_REACH = 45  # letters after which a hedge may still follow what it makes unsure
_STOP = re.compile(r"[;:.!?]\s")
# A word without which there is no hedge: found in a fraction of the time.
_MARKED = re.compile(
    r"\b(?:might|may|maybe|perhaps|possibly|probabl|presum|apparent|alleged|supposed|potential|"
    r"conceiv|hope|unclear|guess|suspect|assum|suppos|imagin|sense|impression|not|"
    r"(?:do|wo|ca|is)n't|don't|knowledge|far as|wrong|seem|appear|looks|could|something|would|"
    r"i'd|if i|"
    r"think|believe|feel|opinion|view|mind|experience|kind of|sort of)"
)
_WORD = re.compile(r"[^\W\d_](?:\w|['’](?=\w))*|\d[\d,.]*|[.;!?]")
_FOLLOWING, _PRECEDING = 6, 3  # words that say something, round a hedge, that it makes unsure


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge as it was said, and the words that it makes unsure, as stems, the next ones first.

    `weak` is one that many people say without a thought, such as "I think".
    """

    text: str
    scope: tuple[str, ...]
    weak: bool


def hedges(text: str) -> tuple[Hedge, ...]:
    """Return the hedges of a sentence that somebody said, in order."""
    plain = text.replace("’", "'")
    if not _MARKED.search(plain.lower()):
        return ()
    return tuple(
        Hedge(match[0], _scope(plain, match.start(), match.end()), match["weak"] is not None)
        for match in _SAID.finditer(plain)
    )


def is_hedged(text: str, words: Iterable[str]) -> bool:
    """Return whether a text claims something less than plain fact where these stems stand."""
    plain = text.replace("’", "'")
    wanted = set(words)
    doubts = [match.span() for match in _KEPT.finditer(plain)]
    for match in _WORD.finditer(plain):
        if stem(match[0].casefold().removesuffix("'s")) in wanted and any(
            start <= match.end() + _REACH and not _STOP.search(plain[end : match.start()])
            for start, end in doubts
        ):
            return True
    return False


def _scope(text: str, start: int, end: int) -> tuple[str, ...]:
    after = _words(text[end:], _FOLLOWING)
    if len(after) >= 2:
        return after
    return (*after, *_words(text[:start], _PRECEDING, backwards=True))


def _words(text: str, most: int, *, backwards: bool = False) -> tuple[str, ...]:
    found: list[str] = []
    words = [match[0].casefold() for match in _WORD.finditer(text)]
    for word in reversed(words) if backwards else words:
        if word in ".;!?" or len(found) == most:
            break
        if word not in FUNCTION_WORDS:
            found.append(stem(word.removesuffix("'s")))
    return tuple(found)
