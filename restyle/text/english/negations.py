"""Negations: the words of an English sentence that deny, and those that only seem to."""

import re

from restyle.text.stems import stem

_WORD = re.compile(r"[^\W\d_](?:\w|['’](?=\w))*")
_NOT = frozenset(
    """
    not never no none nobody nothing neither nor cannot without hardly barely scarcely rarely
    seldom nowhere ain't isnt dont doesnt didnt wont cant
    """.split()
)
# Words that deny by what they mean.
_IMPLIED = frozenset(
    stem(word)
    for word in """
    fail fails failed failing refuse refuses refused deny denies denied lack lacks lacked lacking
    prevent prevents prevented preventing stop stops stopped avoid avoids avoided unable
    impossible unlikely absent missing forget forgets forgot few little except unless instead
    rather beyond reject rejects rejected doubt doubts doubted against nonsense wrong false
    mistaken otherwise opposite opposed disagree disagrees disagreed non
    object objects objected objection warn warns warned
    """.split()
)
_WANTS_NEGATION = re.compile(
    r"\beither(?=\s*(?:[.,;!]|$))|\bat all(?=\s*(?:[.,;!]|$))|\byet(?=\s*(?:[.;!]|$))|"
    r"\banymore\b|\bany longer\b",
    re.IGNORECASE,
)
# A question, a condition, a doubt or a comparison takes such a word as well.
_LICENSED = re.compile(
    r"\?|n't\b|\b(?:not|no|any|some\w*|extremely|if|whether|before|than|as|too|without|un\w+|"
    r"dis\w+|hard\w*|few|little|only|doubt\w*|wonder\w*|ask\w*|every\w*|all \w+|have yet|"
    r"has yet|best|most|first|ever)\b",
    re.IGNORECASE,
)
# Negations that deny nothing of what follows.
_IDLE = re.compile(
    r"(?:\bnot|n't) (?:only|just|merely|least|to mention|so much)\b|\bnot (?:so |very |that |"
    r"all that )?(?:different|unlike)\b|\b(?:no (?:doubt|matter|wonder|offence|offense)|"
    r"no (?:problem|worries|question)(?=\s*(?:[,.;!?]|$))|"
    r"(?:whether|if) (?:or )?not|or not|(?:yes )?or no|why not|not to say|nothing but|"
    r"can't help|cannot help|don't worry|never mind|no (?:sooner)|"
    r"(?:isn|aren|wasn|weren|don|doesn|didn|won|wouldn|can|couldn|shouldn|haven|hasn)'t (?:you|"
    r"it|that|they|we|he|she|there)(?=\s*(?:[?,.!]|$)))",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"n't|\bn|\bcannot", re.IGNORECASE)
_ASKING = re.compile(
    r"(?:^|[.!?,:;]\s|\b(?:but|and|so|or)\s)\s*(?:isn|aren|wasn|weren|don|doesn|didn|won|wouldn|can|"
    r"couldn|shouldn|haven|hasn)'t (?:you|it|that|this|they|we|he|she|there)\b(?=[^.!?]*\?)",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"(?:^|[.!?,:]\s)\s*(?:no|nope|not really)\s*(?:[,.!—–]|\s-)", re.IGNORECASE)


def denies(token: str) -> bool:
    """Return whether a word, in small letters and with a plain apostrophe, is a negation."""
    return token in _NOT or token.endswith("n't")


def denies_by_meaning(word: str) -> bool:
    """Return whether a word, as a stem, denies what follows without being a negation: "fail"."""
    return word in _IMPLIED


def idle(plain: str) -> list[tuple[int, int]]:
    """Return where negations stand in a text that deny nothing of what follows: "not only"."""
    if not _NEGATIVE.search(plain):
        return []
    return [m.span() for idle_one in (_IDLE, _ANSWER, _ASKING) for m in idle_one.finditer(plain)]


def lacks_its_negation(text: str) -> str:
    """Return a word of a sentence that wants a negation where none stands: "it works either".

    Such words are negative polarity items (Huddleston and Pullum, 2002, ch. 9, 4.1).
    """
    found = _WANTS_NEGATION.search(text)
    if not found or _LICENSED.search(text):
        return ""
    words = (match[0].casefold().replace("’", "'") for match in _WORD.finditer(text))
    if any(denies(word) or denies_by_meaning(stem(word)) for word in words):
        return ""
    return found[0]
