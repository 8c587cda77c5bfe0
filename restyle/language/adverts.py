"""Sponsor reads and housekeeping: what a podcast says about itself and its sponsors."""

import re

_SURE = re.compile(
    r"""
    \b(?:brought\ to\ you\ by|sponsored\ by|our\ sponsors?|(?:today|this\ episode)'?s\ sponsor
    |(?:promo|discount|coupon|offer)\ code|use\ (?:the\ )?code\b|free\ trial|money[- ]back
    |\d+\s?(?:%|percent)\ (?:off|discount)
    |leave\ (?:us\ )?a\ (?:review|rating)|rate\ and\ review
    |five[- ]star\ review|subscribe\ (?:to|on|wherever|so)|hit\ (?:the\ )?(?:subscribe|like)
    |wherever\ you\ (?:get|listen\ to)\ your\ podcasts
    |links?\ in\ the\ (?:show\ notes|description)|sign\ up\ (?:at|for\ free)
    |(?:go|head)\ (?:over\ )?to\ \w[\w.-]*(?:\.|\ dot\ )(?:com|io|org|net|dev|ai)|follow\ us\ on
    |thank(?:s|\ you)\ (?:so\ much\ )?for\ (?:listening|joining|tuning|having\ me)
    |thank(?:s|\ you)\ (?:so\ much\ )?for\ (?:being\ here|coming\ on)
    |welcome\ (?:back\ )?to\ (?:the\ |another\ )?\w+.{0,30}(?:podcast|show|episode)
    |see\ you\ (?:guys\ )?next\ (?:week|time)|in\ the\ next\ episode|shill\ the\ conference)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_advert(sentence: str) -> bool:
    """Whether a sentence sells something, or asks to subscribe, or greets and says goodbye."""
    return bool(_SURE.search(sentence.replace("’", "'")))
