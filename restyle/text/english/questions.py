"""Questions that can be read by themselves: what a heading keeps of what somebody asked."""

import re
from collections.abc import Iterator

from restyle.text.words import content, tokens

_WORDS = range(3, 12)
_EDGES = " ,;:—–-.…\"“”'‘’?"
_WH = r"(?:what|why|how|when|where|who|which)"
_IS = r"(?:is|are|was|were|isn't|aren't)"
_HELPS = (
    r"(?:do|does|did|can|could|should|will|would|has|have|don't|doesn't|didn't|can't|shouldn't"
    r"|won't)"
)
_DOES = rf"(?:{_IS}|{_HELPS})"
# Who does it, before the verb that says what.
_SUBJECT = (
    r"(?:(?:the|an?|your|our|most|all|two|some|different) (?:\w+ )?\w+"
    rf"|(?!not\b|to\b|in\b|of\b|an?\b|the\b|{_WH}\b|{_DOES}\b)\w+)"
)
# Where a question can begin: with the sentence, or after what leads up to it.
_BEGINS = re.compile(
    r"(?:^|[,;:—–]\s+|\b(?:so|and|but|or|then|just|well|actually|maybe|is|of)\s+)"
    rf"(?=(?:{_WH}|{_WH}'s|{_DOES})\b)",
    re.IGNORECASE,
)
# The verb stands before its subject, as it does in no clause that hangs on another.
_INVERTED = re.compile(
    rf"(?:what|where|when|why|how|who)(?:'s| {_IS})\b"
    r"|(?:what|who) \w{3,20}(?<!s)s\b"
    rf"|(?:(?:what|where|when|why|how|who) )?(?!have|has){_HELPS} {_SUBJECT} \w"
    rf"|(?:how|what|which) (?!{_DOES}\b|you\b|we\b|they\b|i\b|the\b|a\b)\w[^,]{{0,60}}? {_DOES}\b"
    rf"|{_IS} (?!not\b|to\b|in\b|of\b|an?\b(?! \w+ \w)|{_WH}\b|{_DOES}\b)\w"
    r"|(?:have|has) (?:you|we|people|anybody|anyone)\b",
    re.IGNORECASE,
)
# Could you talk a bit about | I'm curious (about) | can you help us understand
_LEADS_TO = re.compile(
    r"\b(?:talk(?: to us)?(?: a (?:little )?bit)?(?: more)? about"
    r"|(?:tell|walk|give)\b[^,.?]{0,40}?\b(?:about|through|of|on)"
    r"|explain(?: to us| to me)?|describe(?: to us| for us)?|understand|wondering"
    rf"|curious(?: about)?|interested in|share|hear(?: about)?)\s+(?={_WH}\b)",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"(?:can|could|would|will|do|did|are|have|has|should|don't|didn't)"
    r" (?:you|i|we|anybody|anyone)\b(?: \w+ly| just| maybe| also| even| ever)?"
    r" (?:talk|tell|say|give|walk|explain|describe|elaborate|share|define|help|speak|go|know|want"
    r"|wanna|mean|remember|agree|hear|heard|see|seen|saw|ready|sure|mind|try|got|have|wondered)\b",
    re.IGNORECASE,
)
# What points at something that is not there, or is said to somebody about talking.
_POINTS = re.compile(
    r"\b(?:it|its|it's|they|they're|them|their|this|these|those|he|she|him|his|her|there|here|i|i'm"
    r"|i've|i'd|me|my|ones?|things?|stuff|something|anything|somebody|someone|others?"
    r"|another|else|also|again|then|same|guys|lightning round|episode|podcast|listeners?|audience"
    r"|show|first|questions?|earlier|you were|mean|folks|own"
    rf"|(?:{_DOES}|{_WH}) that|that(?! (?:the|an?|you|we|people)\b))\b",
    re.IGNORECASE,
)
_GENERAL = frozenset(
    "take story advice deal thoughts opinion view sense favorite favourite talk tell look looks "
    "happen happens happened work works worked find found feel people situation kind sort process "
    "experience options steps answer example examples idea way".split()
)
_TRAILS = re.compile(
    rf",? (?:and|or|but) (?:then |also |so )?(?:{_WH}|{_DOES}|to|that|it|not)\b.*$"
    r"|, (?:especially|like|say|just|versus|given|because|when|if|as|in|from|with|right|roughly"
    r"|you know|by|for|though|exactly|or not|and so on)\b.*$"
    r"|[;:—–].*$|\s--?\s.*$"
    r"| (?:in your (?:opinion|view|experience|mind|words)|from your (?:view|perspective|standpoint)"
    r"|right now|at this point|at the moment|these days|exactly|basically|per se|in particular"
    r"|though|now|for (?:people|those|listeners|anyone|someone|our)\b.*|when you\b.*"
    r"|(?:if|because|since|where|especially|versus all)\b.*)$",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\b(?:just|actually|really|basically|maybe|(?<!what )(?<!which )(?:kind|sort) of) ",
    re.IGNORECASE,
)
_LINKS = frozenset("and or of the a an to for with in on at by from is are that".split())
_MARKS = ',;:…—"“”().[]'


def asked(sentence: str) -> Iterator[str]:
    """Yield the questions in a sentence that lean on nothing around them, shortened.

    Each is a run of its words, three to eleven: "So just to start, what is a PUE, roughly?" holds
    "What is a PUE?". A request holds what it asks for: "Can you tell us how desks work at Acme?"
    holds "How desks work at Acme", which asks nothing.
    """
    if not sentence.rstrip().endswith("?"):
        return
    plain = sentence.replace("’", "'")
    for match in _BEGINS.finditer(plain):
        question = _shortened(plain[match.end() :])
        if _INVERTED.match(question):
            yield f"{question}?"
    for match in _LEADS_TO.finditer(plain):
        subject = _shortened(plain[match.end() :])
        if subject and not _INVERTED.match(subject):
            yield subject


def _shortened(rest: str) -> str:
    """The question with which words begin, without what trails after it; else nothing."""
    words = _SOFT.sub("", rest).strip(_EDGES)
    while (shorter := _TRAILS.sub("", words).strip(_EDGES)) != words:
        words = shorter
    if len(words.split()) not in _WORDS or _REQUEST.match(words) or _POINTS.search(words):
        return ""
    if tokens(words)[-1].casefold() in _LINKS or any(mark in words for mark in _MARKS):
        return ""
    says = {word.casefold() for word in content(words)} - _GENERAL
    return words[:1].upper() + words[1:] if says else ""
