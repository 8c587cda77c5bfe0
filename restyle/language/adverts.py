"""Sponsor reads and housekeeping: what a podcast says about itself and its sponsors."""

import re

from restyle.language import sentences

_SPONSOR = re.compile(
    r"""
    \b(?:brought\ to\ you\ by|sponsored\ by|our\ sponsors?|(?:today|this\ episode)'?s\ sponsor
    |(?:promo|discount|coupon|offer)\ code|use\ (?:the\ )?code\b|free\ trial|money[- ]back
    |\d+\s?(?:%|percent)\ (?:off|discount)|sign\ up\ (?:at|for\ free)
    |(?:go|head)\ (?:over\ )?to\ \w[\w.-]*(?:\.|\ dot\ )(?:com|io|org|net|dev|ai)
    |(?:visit|check\ out|learn\ more\ at|find\ (?:out\ )?more\ at|available\ at)\ (?:\w+\ ){0,4}
      \w[\w-]*(?:\.|\ dot\ )(?:com|io|org|net|dev|ai|co)
    |thanks\ to\ our\ friends\ at|for\ sponsoring
    |live\ ?stream\ features|shill\ the\ conference)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HOUSEKEEPING = re.compile(
    r"""
    \b(?:leave\ (?:us\ )?a\ (?:review|rating)|rate\ and\ review|five[- ]star\ review
    |subscribe\ (?:to|on|wherever|so)|hit\ (?:the\ )?(?:subscribe|like)|follow\ us\ on
    |wherever\ you\ (?:get|listen\ to)\ your\ podcasts|links?\ in\ the\ (?:show\ notes|description)
    |thank(?:s|\ you)\ (?:so\ much\ )?for\ (?:listening|joining|tuning|having\ me)
    |thank(?:s|\ you)\ (?:so\ much\ )?for\ (?:being\ here|coming\ on)
    |welcome\ (?:back\ )?to\ (?:the\ |another\ )?\w+.{0,30}(?:podcast|show|episode)
    |see\ you\ (?:guys\ )?next\ (?:week|time)|in\ the\ next\ episode)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST = 60  # words; speech without stops is one endless sentence
_LEAST_SHARE = 0.3  # of a turn's sentences; one slogan in a long answer is no advert


def is_advert(sentence: str) -> bool:
    """Whether a sentence sells something, or asks to subscribe, or greets and says goodbye."""
    plain = sentence.replace("’", "'")
    return bool(_SPONSOR.search(plain) or _HOUSEKEEPING.search(plain))


def is_sponsor_read(text: str) -> bool:
    """Whether all that somebody says in a turn is a sponsor read."""
    plain = text.replace("’", "'")
    if not _SPONSOR.search(plain):
        return False
    found = sentences.split(plain)
    selling = [s for s in found if len(s.split()) <= _LONGEST and _SPONSOR.search(s)]
    return bool(selling) and len(selling) >= _LEAST_SHARE * len(found)
