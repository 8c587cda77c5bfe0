"""What an editor looks at round the words that are quoted: what was said just before and after."""

import re
from collections.abc import Sequence
from functools import lru_cache

from restyle.text.english.quotations import SAYING

_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s|$)")
_QUALIFIES = re.compile(
    r"\s{0,9}+(?:[,;]|[-–—]{1,3}+)?\s{0,9}+(?P<word>but (?:not|never|only|no|rarely|"
    r"seldom|hardly|if|when|that's|that is)|unless|except(?: for| that| when)?|only if|only when|"
    r"as long as|provided that|other than)\b",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"\b(?:but|though|although|yet|however|still|unless|except\w*|only|as long as|provided|"
    r"apart from|other than|until|even so|caveat|condition|limits?|not)\b",
    re.IGNORECASE,
)
_DOUBT = (
    r"(?:i (?:think|guess|believe|suspect|assume|suppose|imagine|hope)|"
    r"maybe|perhaps|probably|possibly)"
)
_DOUBTED = re.compile(rf"\b{_DOUBT}(?: that)?[\s,]{{0,9}}$", re.IGNORECASE)
_HAS_DOUBT = re.compile(rf"\b(?:{_DOUBT}|might|i'm not sure|i don't know)\b", re.IGNORECASE)
_PLAIN = r"(?!(?:and|or|to)\b)\w+"  # a word that is part of what somebody is called
_OTHERS = re.compile(
    r"\b(?P<who>he|she|they|people|somebody|someone|some|everyone|everybody|others|folks|critics|"
    rf"(?:my|his|her|their|the|a|one) (?:{_PLAIN} ){{0,2}}{_PLAIN}|"
    r"[A-Z]\w+(?: [A-Z]\w+)?)"
    r"(?:'(?:s|ll|d))? "
    r"(?:(?:will|would|might|often|always|just|once|basically|like|kept) ){0,2}"
    r"(?:say|says|said|saying|claims?|claimed|argues?|argued|told (?:me|us|him|her|them|you)|"
    r"thinks?|thought|believes?|believed|go|goes|went|was like|were like|is like|are like)"
    r"[,:]?[\s\"“'‘]*(?:that )?[\"“'‘]?$"
)
_TAKEN_BACK = re.compile(
    r"\s{0,9}+(?:(?:oh|well|um|uh)[\s,]{1,9}+)?(?:no[,.]? (?:wait|sorry|actually|that's|that is)|"
    r"actually[,.]? no\b|wait[,.]? no\b|sorry[,.] (?:no|i mean|i meant|that)|scratch that|"
    r"strike that|"
    r"i (?:take|took) that back|i misspoke|i was wrong|that's (?:not right|not true|wrong)\b|"
    r"that is (?:not right|not true|wrong)\b|let me (?:correct|take) (?:that|myself)|"
    r"i stand corrected)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\s{0,9}+(?:(?:so|and|but|well|okay|then)[\s,]{1,9}+){0,2}+(?:is|are|was|were|am|do|does|did|can|could|"
    r"would|will|should|shall|have|has|had|may|might|must|what|why|how|who|whom|whose|when|where|"
    r"which|isn't|aren't|wasn't|don't|doesn't|didn't|can't|couldn't|wouldn't|won't|shouldn't|"
    r"haven't|hasn't)\b",
    re.IGNORECASE,
)
_SLACK = 12  # letters before the first word of a sentence that a quotation may leave out


def qualifier_after(said: str, end: int) -> str:
    """Return the word behind a stretch of speech that qualifies it in the same sentence."""
    match = _QUALIFIES.match(said, end)
    return match["word"].lower() if match else ""


def qualifies(text: str) -> bool:
    """Return whether a text holds a word that qualifies what stands before it."""
    return bool(_KEPT.search(text))


def doubt_before(said: str, start: int) -> str:
    """Return the doubt that stands right before a stretch of speech; empty where none does."""
    match = _DOUBTED.search(said[max(0, start - 30) : start].replace("’", "'"))
    return " ".join(match[0].split()).rstrip(",") if match else ""


def has_doubt(said: str) -> bool:
    """Return whether words that were said hold a doubt."""
    return bool(_HAS_DOUBT.search(said.replace("’", "'")))


def said_of_another(said: str, start: int) -> tuple[str, str]:
    """Return the words by which a speaker gives what follows as another's, and who that is.

    Both are empty where none does.
    """
    begin = max((m.end() for m in _END.finditer(said, 0, start)), default=0)
    match = _OTHERS.search(said[max(begin, start - 80) : start].replace("’", "'"))
    return (" ".join(match[0].split()).rstrip("\"“'‘,:"), match["who"]) if match else ("", "")


def asked(said: str, start: int, end: int) -> bool:
    """Return whether a stretch of speech is a whole question, but for its first word."""
    begins = max((m.end() for m in _END.finditer(said, 0, start)), default=0)
    if not _ASKS.match(said, begins):
        return False  # a recogniser ends many a statement with a question mark
    closed = re.match(r"[\"'”’)\]]*\?", said[end:])
    inner = _END.search(said, start, end - 1) if end - start > 1 else None
    return bool(closed) and start - begins <= _SLACK and inner is None


def taken_back(said: str, end: int) -> str:
    """Return the words by which a speaker takes back a sentence that ends at or after a place."""
    stop = _END.search(said, max(0, end - 1))
    match = _TAKEN_BACK.match(said, stop.end()) if stop else None
    return " ".join(match[0].split()) if match else ""


def given_to(before: str, after: str, names: Sequence[str]) -> set[str]:
    """Return which of some people a text says to have spoken a quotation, by one of their names.

    `before` and `after` are the text on both sides of it: “Ada says: …”, “… says Ada”.
    """
    return {
        name
        for name in names
        for part in name.split()
        if len(part) > 1 and (_leads(part).search(before) or _follows(part).match(after))
    }


@lru_cache(maxsize=256)
def _leads(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b{re.escape(name)}\b[\s,]{{1,3}}(?:\w{{1,20}}\s){{0,2}}?(?:{SAYING})\b"
        r"[^.!?“”\"]{0,25}[\s,:]{0,4}[“\"‘'«]?$"
    )


@lru_cache(maxsize=256)
def _follows(name: str) -> re.Pattern[str]:
    who, verb = re.escape(name), rf"(?:{SAYING})"
    return re.compile(
        rf"[”\"’'»,.!?]{{0,3}}\s{{1,3}}(?:{verb}\s(?:\w{{1,20}}\s)?{who}|"
        rf"(?:\w{{1,20}}\s)?{who}\s(?:\w{{1,20}}\s)?{verb})\b"
    )
