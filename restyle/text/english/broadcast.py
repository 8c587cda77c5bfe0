"""What a show says of itself: its greeting and introduction, its requests and its goodbye."""

import re

_NAME = r"[A-Z][\w.’'-]{0,30}"
# Welcome to the Harbour Show | You're listening to Tides | This is the Harbour podcast
_GREETING = re.compile(
    rf"^\W{{0,3}}(?:(?:hello|hi|hey|and|so|well|everyone|everybody|folks|there"
    rf"|good \w{{1,12}})[,.!]? ){{0,4}}"
    rf"(?:welcome (?:back )?to (?!the (?:show|podcast"
    rf"|program)\b)(?:\w[\w’'-]{{0,20}}[ ,]{{1,2}}){{0,5}}?"
    rf"(?:(?-i:{_NAME})|(?:\w{{1,20}} ){{0,3}}(?:podcast|show|episode))"
    rf"|you(?:'re| are) listening to "
    rf"|(?:this is|it's) (?:the )?(?:\w{{1,20}} ){{0,3}}(?:podcast|show)\b"
    rf"|live from \w{{1,20}}, this is)",
    re.IGNORECASE,
)
_GUEST = re.compile(
    rf"\b(?:(?:my|our) (?:special )?guests? (?:today |this week )?(?:is|are)\b|(?:we(?:'re|'ve"
    rf"| are)|i(?:'m|'ve| am)) "
    rf"(?:\w{{1,20}} ){{0,3}}?(?:joined (?:\w{{1,20}} )?by|talking (?:to|with)|speaking (?:to"
    rf"|with)|privileged)"
    rf"|we have (?:a special guest|(?-i:{_NAME} {_NAME}))|joining (?:me|us) (?:today|is)"
    rf"|pleasure to (?:have|introduce)"
    rf"|today (?:is|to have with us) (?-i:{_NAME}))",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    rf"^\W{{0,3}}(?:(?:and|hi|so|hello|with me|today)[,.]? ){{0,2}}(?:"
    rf"(?:i'?m|i am|my name is|my name's) (?:your host,? )?(?-i:{_NAME})(?:[ ,.&]| and|$)"
    rf"|(?:and )?we(?:'re| are) (?:debugging|your hosts|the hosts)"
    rf"|(?:today,? )?(?:my|our) (?:special )?guests? (?:today )?(?:is|are|this)"
    rf"|(?:today,? )?(?:we(?:'re| are|'ve)|i(?:'m| am|'ve)) (?:\w{{1,20}} ){{0,2}}?(?:joined by"
    rf"|joined today|talking (?:to|with)|speaking (?:to|with)|got a special guest)"
    rf"|(?:today,? )?we have (?:a special guest|(?-i:{_NAME} {_NAME}))"
    rf"|joining (?:me|us)|it is my (?:great )?pleasure|with that,? (?:i bring|here)"
    rf"|this is (?:episode|a podcast (?:that|about|for|where))|today,? we'll be talking"
    rf"|in (?:this|our|today's) (?:episode|conversation|interview)\b"
    rf"|let's (?:get started|dive in|dig in|get into it)"
    rf"|in-depth conversations"
    rf")",
    re.IGNORECASE,
)
# Requests that nobody makes but of listeners.
_REQUEST = re.compile(
    r"\b(?:leave us (?:a |an )?(?:\w{1,12} )?(?:review|rating)|leav(?:e"
    r"|ing) a (?:\w{1,12} )?review (?:on|as)"
    r"|rate and review|five[- ]star review|subscribe to (?:our|the) (?:show|podcast)"
    r"|make sure (?:that )?(?:you're subscribed|you subscribe|to subscribe)|be sure to subscribe"
    r"|please subscribe|listen to that part of"
    r"|if you (?:become|are|'re)(?: \w{1,12}){0,3} (?:subscriber|patron|member) of (?:my|our|the)"
    r"|if you(?: \w{1,12}){0,3} (?:liked?|enjoy(?:ed)?) (?:this|today's|the) (?:episode|podcast"
    r"|show|video)"
    r"|wherever you (?:get|listen to) your podcasts|follow the show on|keep up with the show"
    r"|consider giving us a rating|support us (?:on|by)|our (?:\w{1,12} )?patreon"
    r"|been another episode"
    r"|thank(?:s| you) (?:all |everyone |again |so much )?for (?:listening|tuning in)"
    r"|we post new (?:episodes|podcasts?)"
    r"|(?:episode|podcast) (?:is|was) produced by)",
    re.IGNORECASE,
)
# What belongs to them at the end of a show, and is talk elsewhere.
_CLOSING = re.compile(
    r"\b(?:(?:tweet|comment) (?:about|at us)|subscribe|follow (?:us|me|our)\b|review"
    r"|new (?:podcast )?episodes? every"
    r"|new podcasts? every|goodreads|book club|giv(?:ing|e) ?(?:one \w{1,12} )?away|giveaway"
    r"|free copy"
    r"|thank(?:s| you)[^.?!]{0,30} for (?:joining us|watching|checking|being|having)"
    r"|thanks everyone"
    r"|see you (?:guys |all )?(?:next|in)|(?:until|till|talk to you) next (?:time|week)"
    r"|that(?:'s| is) (?:all|it) for (?:today|this)|next (?:episode|week)|close this out"
    r"|past episodes|podcast app"
    r"|complete transcript|newsletter|find (?:us|me) on|hit us up|email us|send us an email"
    r"|show ?notes|feedback"
    r"|looking forward to (?:see|check)\w{0,5}|great week|talk again soon|join me next time"
    r"|(?:twitter|youtube|discord)\b)",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"^\W{0,3}(?:(?:ok|okay|alright|all right|well|so|and|yeah|cool)[,.]? ){0,3}"
    r"(?:thank(?:s| you)\b(?:[\w ,]{0,60})|bye\b[\w ,-]{0,20}|adios|take care|goodbye"
    r"|have a (?:good|great)[\w ]{0,30}"
    r"|see you[\w ,]{0,40}|talk (?:to you )?(?:soon|later)"
    r"|(?:it was )?(?:a )?pleasure[\w ,]{0,40})[.!]{0,3}$",
    re.IGNORECASE,
)


def greets(sentence: str) -> bool:
    """Whether a sentence opens a show: it names the show, and speaks to all who listen."""
    return bool(_GREETING.search(sentence.replace("’", "'")))


def introduces(sentence: str) -> bool:
    """Whether a sentence says who speaks or who is the guest, or what the show is."""
    return bool(_INTRODUCTION.search(sentence.replace("’", "'")))


def asks_listeners(sentence: str) -> bool:
    """Whether a sentence asks listeners to subscribe or to rate, or thanks them."""
    return bool(_REQUEST.search(sentence.replace("’", "'")))


def closes(sentence: str) -> bool:
    """Whether a sentence is one of those with which shows end; elsewhere it may be talk."""
    return bool(_CLOSING.search(sentence.replace("’", "'")))


def names_a_guest(sentence: str) -> bool:
    """Whether a sentence says who the guest is."""
    return bool(_GUEST.search(sentence.replace("’", "'")))


def says_goodbye(sentence: str) -> bool:
    """Whether a sentence is nothing but thanks or a goodbye."""
    return bool(_FAREWELL.search(sentence.replace("’", "'")))
