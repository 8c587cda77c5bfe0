"""Speech to prose, without a new word: fillers, doubled words, false starts and stage notes go.

Hedges such as "kind of" and "maybe" stay, since they change what is claimed.
"""

import re

_FILLER = r"(?:u+h+m*|u+m+|e+r+m*|a+h+|m+h+m+|h+m+|mm+|uh-huh|mhm)"
_NOTE = re.compile(
    r"\s*(?:\[[^\]\n]{1,40}\]|\((?:laughs?|laughter|laughing|music|applause|crosstalk|inaudible)\))",
    re.IGNORECASE,
)
_FILLERS = re.compile(rf"(?:,\s*)?\b{_FILLER}\b(?:\s*\.\.\.|\s*…)?,?(?=[\s.?!,]|$)", re.IGNORECASE)
_ASIDES = re.compile(
    r",\s*(?:you know|i mean|like|right|okay|yeah|you see|i guess)\s*,\s*", re.IGNORECASE
)
_TAG = re.compile(
    r",\s*(?:right|you know|okay|yeah|you know what i mean)\s*([.?!])$", re.IGNORECASE
)
_DOUBLED = re.compile(
    r"\b(\w+(?:['’]\w+)?(?:\s+\w+(?:['’]\w+)?){0,3}?)(?:[,\s]+\1\b)+", re.IGNORECASE
)
_MEANT_TWICE = frozenset(
    {"that", "had", "very", "really", "much", "far", "many", "no", "so", "long", "more", "bye"}
)
_FALSE_START = re.compile(
    r"\b(\w+(?:['’]\w+)?)(?:\s\w+(?:['’]\w+)?){0,2}\s?(?:-|–|—|\.\.\.|…)\s+(?=\1\b)",
    re.IGNORECASE,
)
_OPENERS = re.compile(
    r"^(?:(?:so|well|yeah|yes|yep|okay|ok|right|alright|all right|and|but|i mean|you know|like|"
    r"oh|now|sure|anyway|anyways|exactly|absolutely|totally|basically|actually|look|see|great)"
    r"(?:\s*[,.—–-]+\s*|\s+(?=so\b|then\b)))+",
    re.IGNORECASE,
)
_SOFT_OPENERS = re.compile(r"^(?:and|so)\s+(?=\w)", re.IGNORECASE)


def tidy(sentence: str) -> str:
    """Return the sentence as its speaker would have written it, with no word of another."""
    text = _NOTE.sub("", sentence)
    text = _FILLERS.sub("", text)
    text = _ASIDES.sub(_aside, text)
    text = _TAG.sub(r"\1", text)
    text = _FALSE_START.sub("", text)
    text = _DOUBLED.sub(_once, text)
    text = _OPENERS.sub("", text.lstrip(" ,.-–—"))
    text = _SOFT_OPENERS.sub("", text)
    text = re.sub(r"\s+([,.?!;:])", r"\1", re.sub(r"\s{2,}", " ", text)).strip(" ,-–—")
    text = re.sub(r",(?=[.?!])|^[,.]+\s*", "", text)
    return text[:1].upper() + text[1:] if text and not re.match(r"[a-z]\w*[A-Z]", text) else text


def _aside(match: re.Match[str]) -> str:
    return " " if match[0].strip(" ,").casefold() != "i guess" else match[0]


def _once(match: re.Match[str]) -> str:
    words = match[1].casefold().split()
    meant = words[0] in ("and", "or") or (len(words) == 1 and words[0] in _MEANT_TWICE)
    return match[0] if meant else match[1]
