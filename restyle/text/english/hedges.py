"""Hedges: the words with which English speakers say that they are not sure."""

import re
from dataclasses import dataclass
from functools import lru_cache

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
    or\ something|remembers?|recalls?|
    somehow|somewhat|if|whether|suggest\w*|understands?|can)\b|\?""",
    re.IGNORECASE | re.VERBOSE,
)
# A word without which there is no hedge: found in a fraction of the time.
_MARKED = re.compile(
    r"\b(?:might|may|maybe|perhaps|possibly|probabl|presum|apparent|alleged|supposed|potential|"
    r"conceiv|hope|unclear|guess|suspect|assum|suppos|imagin|sense|impression|not|"
    r"(?:do|wo|ca|is)n't|don't|knowledge|far as|wrong|seem|appear|looks|could|something|would|"
    r"i'd|if i|"
    r"think|believe|feel|opinion|view|mind|experience|kind of|sort of)"
)
# Words for one kind of doubt: who keeps the doubt may change the word.
_KINDS = {
    kind: re.compile(words)
    for kind, words in {
        "thought": r"think|thought|believ|feel|felt|opinion|view|mind|eyes|sense|experience|reckon",
        "likely": r"\bmight|\bmay\b|could|maybe|perhaps|possibl|potential|conceiv|probabl|"
        r"presumabl|likely|apparent|alleged|suspect|assum|expect|guess|suppos|imagin|arguabl|"
        r"i'd say|would say",
        "hope": r"hope",
        "unknown": r"know|rememb|recall|sure|certain|clear|convinced|recollect",
        "seeming": r"seem|appear|looks?|sounds",
        "loose": r"kind of|sort of|something|somehow|somewhat|rough",
    }.items()
}
_LOOSE = frozenset(
    ("can", "if", "whether", "could", "would", "should")
)  # in a text: a doubt, or much else


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge: where in its text it begins, and how it is written.

    `weak` is one that many people say without a thought, such as "I think"; of a text, a word
    that may be a doubt or much else, such as "would".
    """

    start: int
    text: str
    weak: bool


def hedges(text: str) -> tuple[Hedge, ...]:
    """Return the hedges of a sentence that somebody said, in order."""
    plain = text.replace("’", "'")
    if not _MARKED.search(plain.lower()):
        return ()
    return tuple(
        Hedge(match.start(), match[0], match["weak"] is not None) for match in _SAID.finditer(plain)
    )


def doubts(text: str) -> tuple[Hedge, ...]:
    """Return what keeps the claims of a written sentence from being plain fact, in order.

    It may be anybody's doubt: "he suspects", "it is not known whether".
    """
    plain = text.replace("’", "'")
    return tuple(
        Hedge(match.start(), match[0], match[0].casefold() in _LOOSE)
        for match in _KEPT.finditer(plain)
    )


@lru_cache(maxsize=1 << 10)
def kind_of(hedge: str) -> str:
    """Return what kind of doubt a hedge is, empty for one like no other."""
    small = hedge.casefold()
    return next((kind for kind, words in _KINDS.items() if words.search(small)), "")
