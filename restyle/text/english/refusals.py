"""Refusals in ordinary words: what a model says where it does not do what it is asked."""

import re

# A few letters of apology, then that something cannot be done, by the one who speaks.
_OPENING = re.compile(
    r"\A\W{0,4}(?:i must (?:respectfully )?decline|thank you for|this (?:request|content) |"
    r"as a (?:large )?language model|ich kann (?:dir|ihnen|euch|dabei|bei)|je ne (?:peux|suis)"
    r"|no puedo"
    r"|non posso|não posso|ik kan|(?:i'?m|i am) (?:very |really |truly )?sorry|sorry"
    r"|i apologi[sz]e|apologies"
    r"|unfortunately|as an ai\b|i (?:can'?t|cannot|won'?t|will not|must decline)"
    r"|i'?m (?:not able|unable)"
    r"|i am (?:not able|unable)|es tut mir leid|tut mir leid|je suis désolée?|désolée?|lo siento"
    r"|mi dispiace|desculpe|sinto muito|het spijt me|przykro mi|извините|к сожалению"
    r"|申し訳|抱歉|很抱歉)",
    re.IGNORECASE,
)
_CANNOT = re.compile(
    r"\b(?:can'?t|cannot|can not|won'?t|will not|unable|not able|decline|must refuse)\b"
    r"|violates|against (?:my|our) (?:guidelines|policies|policy)"
    r"|\b(?:kann|darf) (?:ich )?(?:\w{1,20} ){0,3}nicht|\bne peux pas|\bno puedo|\bnon posso"
    r"|\bnão posso|\bkan (?:ik )?(?:\w{1,20} ){0,3}niet|\bnie mogę|\bне могу|できません|无法|不能",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:help|assist|request|comply|provide|rewrite|content|policy|guidelines|fulfil\w{0,4}"
    r"|anfrage|helfen|aider|demande|ayudar|solicitud|aiutar\w{0,3}|ajudar|helpen|pomóc|помочь)\b"
    r"|お手伝い|ご要望|请求|帮助",
    re.IGNORECASE,
)
_FEW_WORDS = 12
_MOST_WORDS = 60  # a longer text does something after its apology


def is_refusal(text: str) -> bool:
    """Whether all that a text says is that its writer will not do what was asked."""
    body = text.strip().rpartition("\n\n")[2] if text.lstrip().startswith("#") else text
    plain = body.replace("’", "'").strip()
    if len(plain.split()) > _MOST_WORDS or not _OPENING.match(plain):
        return False
    short = len(plain.split()) <= _FEW_WORDS
    return bool(_CANNOT.search(plain) and (short or _ABOUT.search(plain)))
