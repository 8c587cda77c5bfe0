"""Speech to prose, without a new word: fillers, doubled words, false starts and stage notes go.

Hedges such as "kind of" and "maybe" stay, since they change what is claimed.
"""

import re

from restyle.text.english.fillers import FILLER
from restyle.text.english.numbers import numbers
from restyle.text.english.reporting_verbs import REPORTING
from restyle.text.sounds import SOUNDS
from restyle.text.stems import stem

_TIME = r"\d{1,2}:\d\d(?::\d\d)?"
_NOTE = re.compile(
    rf"(?<!\s)\s*+[\[(](?:[^\])\n]{{0,20}}\b)?(?:{SOUNDS}|{_TIME})\b[^\])\n]{{0,20}}[\])]",
    re.IGNORECASE,
)
_FILLERS = re.compile(rf"(?:,\s*)?(?<!\d )(?<!\d)\b{FILLER}\b(?:\s*\.\.\.|\s*…)?,?(?=[\s.?!,]|$)")
_QUOTED_FILLERS = re.compile(rf"(?<=[\"“‘]){FILLER},?\s+")
_ASIDES = re.compile(
    r",\s*(?:you know|i mean|like|right|okay|yeah|you see|i guess)\s*,\s*", re.IGNORECASE
)
_TAG = re.compile(
    r",\s*(?:right|you know|okay|yeah|you know what i mean)\s*([.?!])$", re.IGNORECASE
)
_DOUBLED = re.compile(
    r"(?<![\d,.])\b([^\W\d]+(?:['’]\w+)?(?:\s+[^\W\d]+(?:['’]\w+)?){0,3}?)(?:[,\s]+\1\b)+(?![,.]?\d)",
    re.IGNORECASE,
)
_MEANT_TWICE = frozenset(
    {"that", "had", "very", "really", "much", "far", "many", "no", "so", "long", "more", "bye"}
)
_PRONOUNS = frozenset(
    {
        "i",
        "i'm",
        "it",
        "he",
        "she",
        "we",
        "you",
        "they",
        "that",
        "this",
        "the",
        "a",
        "so",
        "no",
        "yes",
    }
)
_FALSE_START = re.compile(
    r"\b(\w+(?:['’]\w+)?)(?:\s\w+(?:['’]\w+)?){0,2}\s?(?:-|–|—|\.\.\.|…)\s+(?=\1\b)",
    re.IGNORECASE,
)
_SECOND_ADVERB = re.compile(r"^(?!really\b)\w{2,20}ly,? well,? (?=\w{2,20}ly\b)", re.IGNORECASE)
# What leads up to a question that begins with a capital, as recognisers write it.
_LEAD_IN = re.compile(
    r"([^,?!:\"“”\d]{3,90}), (?=(?:What|How|Why|When|Where|Who|Which) [^?.!]{9,300}\?$)"
)
_LEADS_ON = re.compile(r"\b(?:no|never|is|was|like|me|us|him|her|them)$|n['’]t\b|\bnot\b")
_OPENERS = re.compile(
    r"^(?:(?:so|well|yeah|yes|yep|okay|ok|right|alright|all right|and|but|i mean|you know|like|"
    r"oh|now|sure|anyway|anyways|exactly|absolutely|totally|basically|actually|look|see|great)"
    r"(?:\s*[,.—–-]+\s*|\s+(?=so\b|then\b)))+",
    re.IGNORECASE,
)
_SOFT_OPENERS = re.compile(
    r"^(?:and|so(?! (?:far|long|much|many|few|often|be|called)\b))\s+(?=\w)", re.IGNORECASE
)


def tidy(sentence: str) -> str:
    """Return the sentence as its speaker would have written it, with no word of another."""
    text = _NOTE.sub("", sentence)
    text = _FILLERS.sub(_filler, _QUOTED_FILLERS.sub("", text))
    text = _ASIDES.sub(_aside, text)
    text = _TAG.sub(".", text)
    text = _FALSE_START.sub("", text)
    text = _DOUBLED.sub(_once, text)
    text = _OPENERS.sub("", text.lstrip(" ,.-–—"))
    text = _without_lead_in(_SECOND_ADVERB.sub("", _SOFT_OPENERS.sub("", text)))
    text = re.sub(r"\s+([,.?!;:])(?=[\s\"”’)]|$)", r"\1", re.sub(r"\s{2,}", " ", text)).strip(
        " ,-–—"
    )
    text = re.sub(r",(?=[.?!])|^[,.?!]+\s*", "", text)
    if not any(map(str.isalnum, text)):  # a filler was all there was
        return ""
    return text[:1].upper() + text[1:] if text and not re.match(r"[a-z]\w*[A-Z]", text) else text


def _without_lead_in(text: str) -> str:
    """A question without what leads up to it, unless that says who asks, or denies something."""
    lead = _LEAD_IN.match(text)
    if lead is None or _LEADS_ON.search(lead[1]):
        return text
    return text if stem(lead[1].split()[-1].casefold()) in REPORTING else text[lead.end() :]


def _filler(match: re.Match[str]) -> str:
    """Nothing, but a comma between two numbers: `5, um, fifty` is not `5 fifty`."""
    before = match.string[: match.start()].split()[-1:]
    after = match.string[match.end() :].split()[:1]
    apart = all(any(numbers(word)) for word in (*before, *after)) and before and after
    return "," if apart and "," in match[0] else ""


def _aside(match: re.Match[str]) -> str:
    return " " if match[0].strip(" ,").casefold() != "i guess" else match[0]


def _once(match: re.Match[str]) -> str:
    """One of what was said twice, unless it was meant: very very, New York, twenty twenty."""
    words = match[1].casefold().split()
    alone = len(words) == 1
    meant = words[0] in _MEANT_TWICE if alone else words[0] in ("and", "or")
    named = "," in match[0] and match[1][:1].isupper() and words[0] not in _PRONOUNS
    return match[0] if meant or named or any(numbers(match[1])) else match[1]
