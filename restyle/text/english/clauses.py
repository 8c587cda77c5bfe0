"""Clauses that can be read by themselves: what a heading quotes of a sentence."""

import re
from collections.abc import Iterator
from itertools import pairwise

from restyle.text.english.function_words import FUNCTION_WORDS
from restyle.text.words import content, tokens

_WORDS = range(3, 11)
_LEAST_CONTENT = 2
_EDGES = " ,;:—–-.…\"“”'‘’"
# I think (that) | the truth is (that) | but honestly
_LEAD = re.compile(
    r"""^(?:(?:and|but|so|because|now|well|again|also|yes|no|yeah|oh|okay|like|basically
    |actually|obviously|honestly|really|of\ course|in\ fact|to\ me|for\ me|in\ general|personally
    |clearly|today|oftentimes|often|sometimes|usually|generally
    |in\ our\ case|at\ least|that\ said|you\ know|i\ mean
    |(?:i|we)\ (?:(?:just|really|kind\ of|also|do)\ )?(?:think|guess|feel\ like|believe|feel|mean
        |suppose|agree|know|would\ say)(?:\ that|\ like)?
    |i'd\ say(?:\ that)?|it\ (?:seems|turns\ out)(?:\ like|\ that)?|which\ means(?:\ that)?
    |the\ (?:thing|point|idea|answer|problem|truth|reality|fact)\ (?:here\ )?is(?:\ that)?
    |(?:my|the)\ (?:feeling|sense|view|guess)\ is(?:\ that)?|let's\ (?:say|suppose)(?:\ that)?
    )\b[ ,]*)+""",
    re.IGNORECASE | re.VERBOSE,
)
_PARTS = re.compile(r"(?<=[,;:—–])\s+|\s[-–—]+\s|…|\.\.\.")
# What is said after a claim, and is no part of it.
_TAIL = re.compile(
    r" (?:as far as i know|at that (?:point|time)|at this point|a little bit|right now|i think"
    r"|i guess|for sure|you know|and so on|by the way|or so|actually|basically)$",
    re.IGNORECASE,
)
# What begins another thought after a comma; anything else goes on with the clause before it, as
# in "high energy, high power PCs", and a "but" takes it back.
_ANOTHER = re.compile(
    r"(?:and|so|because|which|who|where|when|while|or|it|it's|they|they're|we|we're|you(?! know)"
    r"|you're|i(?! mean)|i'm|he|she|he's|she's|there|there's|that's|this|these|the|right|yeah)\b",
    re.IGNORECASE,
)
# A clause within a clause whose own verb was cut off: that as AI becomes more powerful | …
_NO_MAIN = re.compile(
    r"\b(?:that|because) (?:as|if|when|while|since|unless)\b|\bin order to\b", re.IGNORECASE
)
_DEFINITE = re.compile(r"\b(?:the|an?) \w+$", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"“”]{0,400}[\"”]")
_GOES_ON = re.compile(
    r"(?<!\s)\s+(and|because|so|which|when|where|while|whereas|as opposed to|in terms of"
    r"|in order to)\b",
    re.IGNORECASE,
)
_CLAIMS = re.compile(
    r"(?<!\bto )\b(?:is|are|was|were|isn't|aren't|wasn't|weren't|has|have|had|hasn't|haven't|can"
    r"|can't|cannot|could|couldn't|will|won't|would|wouldn't|must|should|shouldn't|does|doesn't|do"
    r"|don't|did|didn't|(?<!the )needs?|makes?|made|works|worked|means?|gets?|got|takes?|took"
    r"|comes?|came|goes|went|gives?|gave|tells?|told|knows?|knew|wants?|becomes?|became|\w+'(?:re|ve|ll"
    r"|d)|\w{3,20}ed(?= (?:an?|the|my|our|your|to|in|on|at|with|for|by|from|into|over|no|all)\b))"
    r"\b",
    re.IGNORECASE,
)
# Also of "the heat you have".
_RELATIVE = re.compile(r"\b(?:that|who|which|what|what's|where|when|you|we|i)\b", re.IGNORECASE)
# What begins a clause that hangs on another, or stands in the middle of one.
_HANGS = re.compile(
    r"(?:to|how|why|of|in|on|at|for|with|from|by|as|than|about|into|over|or|not|is|are|was|were|has|have"
    r"|had|do|does|can|will|would|could|should|even|just|if|when|whenever|where|whether|which"
    r"|while|who|whose|whom|that|until|since|before|after|once|because|versus|without|unless"
    r"|(?:every|each) (?:single )?time|the (?:first|last|next) time|the moment|make sure"
    r"|though|although|whereas|except|instead|rather|such|more|less|the more|the less|let's"
    r"|right now|\d{1,6} \w{1,20} ago|there (?:is|are|was|were|became|came)|\w{1,20}(?:ly|ed))\b",
    re.IGNORECASE,
)
# What points at something else, hedges, or is said to somebody about talking.
_WEAK = re.compile(
    r"\b(?:sort of|kind of|stuff|something|anything|somebody|someone|whatever|things?|etc"
    r"|gonna|this|these|those|here|there's|it|its|it's|they|them|their|they're|he|she|him|her"
    r"|his|that's|ones?|then|also|another|i mean|you know"
    r"|(?:i|you|we)(?:'re|'m|'ve| are| am| were| was| have| had)? (?:talk(?:ing|ed)?|say|saying"
    r"|said|mention(?:ing|ed)?|ask(?:ing|ed)?|curious)"
    r"|(?:bull)?shit\w{0,3}|f[u*]ck\w{0,4}|crap|damn|hell|ass|bitch"
    r"|i (?:wasn't|didn't|don't)"
    r"|podcast|guest|listeners?|lightning round|online at|living under|questions?"
    r"|a motion)\b",
    re.IGNORECASE,
)
_GERUND = re.compile(r"\w{2,20}ing\b")
_OF_RELATIVE = 2  # words after "that" among which its own verb comes
_NO_ENDS = FUNCTION_WORDS | frozenset(
    # what says how, and verbs that want an object
    "really very too well today prove preserve preserves ensure ensures show shows say says know "
    "believe convince understand mean means get gets make makes use uses want wants need needs "
    "give gives let lets keep keeps put puts find finds see sees provide provides".split()
)


def quotable(sentence: str) -> Iterator[str]:
    """Yield the clauses of a sentence that make a claim and lean on nothing around them.

    Each is a run of its words, three to ten, without what leads up to it ("I think that"). What
    stands in quotation marks in it is somebody else's, and is no claim of its speaker.
    """
    parts = _PARTS.split(_QUOTED.sub(" … ", sentence.rstrip()))
    seen = set()
    for part, following in pairwise([*parts, ""]):
        clause = _bare(part)
        whole = clause if not part.endswith(",") or _ANOTHER.match(following) else ""
        for one in (whole, _begun(clause)):
            if one not in seen and _is_claim(one):
                seen.add(one)
                yield one


def _bare(part: str) -> str:
    """A clause without what leads up to it, and what trails after it."""
    return _TAIL.sub("", _LEAD.sub("", part.strip(_EDGES)).strip(_EDGES)).strip(_EDGES)


def _begun(clause: str) -> str:
    """The clause up to where another hangs on, unless that says which "the state" it is."""
    cut = _GOES_ON.search(clause)
    if cut is None:
        return ""
    first = clause[: cut.start()].strip(_EDGES)
    relative = cut[1].casefold() in ("which", "where", "when")
    return "" if relative and _DEFINITE.search(first) else _TAIL.sub("", first)


def _is_claim(clause: str) -> bool:
    words = [word.casefold() for word in tokens(clause)]
    if len(clause.split()) not in _WORDS or words[-1] in _NO_ENDS or words[-1].endswith("ly"):
        return False
    if _HANGS.match(clause) or _WEAK.search(clause) or _NO_MAIN.search(clause):
        return False
    if not _has_its_verb(clause):
        return False
    if words[-1][0].isdigit() and words[-2] in ("a", "an", "the"):  # a $2.7 | million
        return False
    says = len(set(content(clause))) >= _LEAST_CONTENT or any(map(str.isdigit, clause))
    return says and not any(mark in clause for mark in ',;:?…—"“”')


def _has_its_verb(clause: str) -> bool:
    """Whether a clause has a verb of its own, beside that of "the thing that has changed"."""
    relative = _RELATIVE.search(clause, 1)
    verbs = [found.start() for found in _CLAIMS.finditer(clause)]
    if _GERUND.match(clause) and relative and verbs and verbs[0] > relative.start():
        return False
    if relative is None or not verbs or verbs[0] < relative.start():
        return bool(verbs)
    return any(len(clause[relative.end() : at].split()) >= _OF_RELATIVE for at in verbs)
