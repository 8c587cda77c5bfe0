"""Adverts: how much a sentence sounds as one who sells, and whether it names what is sold.

The signs are those of English sponsor reads; weights were set by hand on half of the episodes
of one archive and a few other shows.
"""

import re

_DOMAIN = (
    r"\w[\w-]{0,40}(?: ?\. ?| dot )(?:com|io|org|net|dev|ai|co|ceo|fm|info|works|app)\b"
    r"(?:(?: slash |/)[\w-]{1,30})?"
)
# Without one of these nothing is an advert.
_SEED = re.compile(
    rf"\b(?:brought to you by|sponsored by|(?:our|longtime) (?:\w{{1,20}} )?sponsors?\b"
    rf"|(?:today|this episode|this week)'?s sponsor|(?:promo|discount|coupon|offer) code"
    rf"|use (?:the )?code |free trial|money[- ]back|special discount"
    rf"|\d{{1,4}}\s?(?:%|percent|dollars) (?:off|discount)|sign up (?:at|for free|today)"
    rf"|thanks to our friends at|for sponsoring|makes (?:this show|\w{{1,20}} \w{{1,20}}) possible"
    rf"|(?:go|head|over|visit|visiting|check (?:\w{{1,20}} ){{0,6}}?out"
    rf"|learn (?:\w{{1,20}} ){{0,8}}?at"
    rf"|find out more|available|started|try \w{{1,20}}"
    rf"|more about \w{{1,20}}(?: \w{{1,20}})?,? visit)"
    rf"\b[^.?!]{{0,60}}?\b{_DOMAIN}"
    rf"|\bgithub\.io\b|live ?stream features|shill the conference)"
)
_STRONG = re.compile(
    r"\b(?:suite of tools|looking for your next challenge|have you heard about this"
    r"|(?:cloud|software|management|communications|monitoring|hosting|marketing|payments|security"
    r"|developer[- ]friendly) (?:\w{1,20} )?(?:platform|provider|service)"
    r"|component library|out of the box|you'll (?:get|have|also) |get up (?:and )?running"
    r"|whether you'?re|are you (?:a|an|developing|interested|looking)|save (?:your|you)\w{0,4} "
    r"|where can i (?:learn|find)|learn more|their mission|on a mission|has you covered"
    r"|quick break|hear from our|world class|drag and drop|take advantage"
    r"|join (?:the )?\w{0,20} ?team"
    r"|trusted by|built by alums|next-generation|simplest|easiest way|formerly known as"
    r"|founders helping"
    r"|yes to everything|you betcha|back-?end,? dev ?ops|tell me about it|serverless functions)"
)
_WEAK = re.compile(
    r"\b(?:platform|enables?|allows? you|lets you|easy|easily|quickly|simple|intuitive|powerful"
    r"|scalable"
    r"|customi[sz]able|customers|compan(?:y|ies)|businesses|teams|developers|applications?|apps"
    r"|integrat\w{1,6}"
    r"|features?|tools?|services?|pricing|support|solutions?|optimi[sz]ed|workflow|dashboard"
    r"|automation"
    r"|compliance|discount|tutorials?|community|open source|commerce|startups?|offers?|hiring"
    r"|today|free"
    r"|register|event|launch\w{0,3}|build\w{0,3}|your)\b"
)
# What one who talks says, and one who reads an advert does not.
_TALK = re.compile(
    r"\b(?:i think|i mean|i guess|i feel|i was|i've|i'd|i don't|i didn't|i remember|kind of|sort of"
    r"|you know|um|uh|yeah, (?:i|so|but)|we were|we had|he|she|him|her|honestly|personally"
    r"|my own)\b"
)
_SPONSOR = re.compile(
    r"\b(?:brought to you by|sponsored by|(?:today|this episode|this week)'?s sponsor"
    r"|hear from our sponsors?)"
)
_WHERE = re.compile(
    rf"\b{_DOMAIN}|\b(?:promo|discount|coupon|offer) code|\buse code\b|\bfree trial|\bgithub\.io"
)
_EACH_STRONG, _EACH_WEAK, _MOST_WEAK = 2.0, 0.5, 2.0
_SEED_WEIGHT = 4.0
_EACH_TALK = 1.2
_NOTHING = -0.9  # of a sentence without any sign
_SHORT_NOTHING = -0.3  # of one of a few words, as in adverts that are played by two
_SHORT = 7  # words


def _plain(sentence: str) -> str:
    """A sentence in small letters: patterns that need not ignore case are several times as fast."""
    return sentence.replace("’", "'").lower()


def names_a_sponsor(sentence: str) -> bool:
    """Whether a sentence says who sells, or where one buys."""
    return bool(_SEED.search(_plain(sentence)))


def selling(sentence: str) -> float:
    """Return how much a sentence sounds like an advert: above 0 it does, below it does not."""
    plain = _plain(sentence)
    strong = len(_STRONG.findall(plain))
    weak = len(_WEAK.findall(plain))
    seed = bool(_SEED.search(plain))
    if not (seed or strong or weak):
        score = _SHORT_NOTHING if len(plain.split()) <= _SHORT else _NOTHING
    else:
        score = _EACH_STRONG * min(strong, 3) + min(_MOST_WEAK, _EACH_WEAK * weak) - 1.0
        score += _SEED_WEIGHT if seed else 0.0
    return score - _EACH_TALK * min(3, len(_TALK.findall(plain)))


def announces_a_sponsor(sentence: str) -> bool:
    """Whether an advert begins with a sentence: it says who pays for what follows."""
    return bool(_SPONSOR.search(_plain(sentence)))


def says_where(sentence: str) -> bool:
    """Whether a sentence names a place on the web, or a code to use there."""
    return bool(_WHERE.search(_plain(sentence)))
