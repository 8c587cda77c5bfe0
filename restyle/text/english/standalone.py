"""Whether a sentence can be read without what was said before it."""

import re

from restyle.text.english.function_words import FUNCTION_WORDS
from restyle.text.words import tokens

# A sentence that begins so leans on the one before it.
_LEANS = re.compile(
    r"""
    (?:it|its|it's|that|that's|this|these|those|they|they're|they've|their|he|he's|his|she|she's
    |her|which|because|then|also|instead|but|and|or|so|such|otherwise|therefore|for\ example
    |for\ instance|either|both|same|one\ of\ them|one\ is|one\ was|one\ thing|another|each
    |the\ (?:other|second|third|same|former|latter|reason|problem|issue|point|answer|idea
        |question|downside|upside|concern|trick|difference|result|solution|alternative)
    |number\ (?:one|two|three)|first|second|third|there|here
    |however|of\ course|if\ so|in\ (?:that|my)\ case|not|plus|even|again|like|yes|no
    |especially|exactly|who|whereas
    |except|what\ is|what's|where's|as\ i\ said|like\ i\ said|after\ that|before\ that
    |in\ (?:this|that|these|those)|with\ (?:this|that)|at\ that\ point|at\ this\ point|that\ said
    |you\ (?:said|mentioned|just)|right|okay|ok|yeah|sure|well|oh|i\ mean|let's\ see)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_POINTERS = frozenset(
    "it its they them their theirs he him his she her hers this that these those such there "
    "it's they're they've they'll he's she's that's".split()
)
_SAYING = frozenset(
    "think thought guess know knew believe mean meant said say says saying feel felt want wanted "
    "hope suppose imagine remember agree understand understood love like going gonna maybe "
    "view opinion case point actually really basically obviously realistically technically "
    "probably".split()
)
_CONJUNCTION = re.compile(
    r"\bthat\b(?=\s+(?:i|you|we|the|a|an|he|she|it|they|people|there|is|are|was|were|"
    r"has|have|had|can|will|would|could|should|you're|we're)\b)",
    re.IGNORECASE,
)
# An "it" that stands for what follows: "What does it mean that", "How hard is it to".
_EXPLETIVE = re.compile(
    r"\bit\s+(?:(?:mean|matter|take|follow|help|happen|cost|seem|make\s+sense|hard|easy"
    r"|possible|true|likely|important|worth)\s+)?(?:that|to|if|when|whether)\b",
    re.IGNORECASE,
)
# Words that end no sentence, before its mark or a word that begins another.
_OPEN = r"(?:the|a|an|my|your|our|their|and|or|but|because|than|whether|of|i|just|to|like|so)"
_ANOTHER = r"(?:yeah|yes|no|right|okay|ok|hey|well|oh)"
_BREAKS_OFF = re.compile(
    rf"\b(?:(?:the|a|an|my|your|our|their|and|or|but|because|than|whether|of|i)(?:,? ?{_ANOTHER})?"
    rf"|{_OPEN},? {_ANOTHER})[.!?]?$",
    re.IGNORECASE,
)
_ENDS = tuple(".!?…\"”’)'")
_NEAR = 7  # words at the beginning in which a pointer has nothing of its own to point at
_MOST_WORDS = 40
# What a show says of itself, and what its speakers say to one another about talking.
_ABOUT_THE_TALK = re.compile(
    r"\b(?:podcast|episodes?|dear listeners?|our listeners|show notes|(?:you|we|i)'?(?:ve| have)? "
    r"(?:already |also )?(?:just )?(?:discussed|talked about|mentioned|covered)\b"
    r"|(?:we're|we are|let's|we'll|we will) (?:going to |gonna )?(?:discuss|talk about|move on"
    r"|get (?:in)?to|go through|cover)|next (?:one|topic|question|point)\b|on the list"
    r"|before we (?:start|begin|go on)|good question|great question)",
    re.IGNORECASE,
)


def breaks_off(sentence: str, *, punctuated: bool = True) -> bool:
    """Return whether a sentence was never ended: "Then the Yeah.", or "I was just trying to".

    `punctuated` says that sentences in the talk end with a mark as a rule.
    """
    if punctuated and not sentence.rstrip().endswith(_ENDS):
        return True
    return bool(_BREAKS_OFF.search(sentence.rstrip()[-40:]))


def leans(sentence: str) -> bool:
    """Return whether a sentence needs the one before it to be understood.

    It begins with a word that takes something up, or points at something in its first words
    before it has named anything.
    """
    if _LEANS.match(sentence):
        return True
    plain = _CONJUNCTION.sub("", _EXPLETIVE.sub("", sentence))
    words = [word.casefold() for word in tokens(plain)][:_NEAR]
    for place, word in enumerate(words):
        if word in _POINTERS:
            named = (one for one in words[:place] if one not in FUNCTION_WORDS | _SAYING)
            return not any(len(one) > 3 for one in named)
    return False


def points(sentence: str) -> bool:
    """Return whether a sentence points anywhere at all, be it at something of its own."""
    words = {word.casefold() for word in tokens(_CONJUNCTION.sub("", sentence))}
    return bool(words & (_POINTERS | {"one", "ones"}))


def is_about_the_talk(sentence: str) -> bool:
    """Return whether a sentence is about the show or the conversation, not about its subject."""
    short = len(sentence.split()) <= _MOST_WORDS  # speech without stops is about everything
    return short and bool(_ABOUT_THE_TALK.search(sentence.replace("’", "'")))
