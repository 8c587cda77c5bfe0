"""Phrases with which English speakers announce that the talk moves on.

Patterns are matched against text in small letters. Other languages have none: there, the
vectors, the turns and the questions carry a boundary alone.
"""

import re

# The talk moves: "let's talk about", "I want to ask", "you mentioned", "switching gears".
MOVES = re.compile(
    r"""\b(?:
    let(?:'s|\ us|\ me)\ (?:just\ |maybe\ |first\ |now\ )?
        (?:talk|move|turn|go\ back|get\ back|get\ into|start|begin|jump|switch|dive|shift|discuss
        |zoom|do\ (?:some|the)|look\ at|take\ a\ step|come\ back|ask)
    |(?:mov|go|gett|jump|turn|shift|switch|com|circl|stepp?)(?:e|ing)?[ ]
        (?:on|onto|over|back|now|gears|topics?|into|to|towards?|away)
    |(?:get|segue|pivot|step|circle)\ (?:on|onto|over|back|now|into|to|towards?|away)
    |(?:talk|talked|talking|chat|speak|hear|learn|dig|think)[ ]
        (?:a\ (?:bit|little)\ )?(?:more\ )?(?:about|through|into)
    |(?:i\ ?(?:want|wanted|'d\ (?:like|love|want)|would\ (?:like|love)
        |'m\ (?:curious|interested|wondering)|was\ (?:curious|wondering|interested|going))
        |we\ (?:should|could|can|might|want|wanted))[ ]
        (?:also\ |maybe\ |just\ |really\ |now\ |to\ )*
        (?:ask|talk|move|turn|go|get|know|hear|discuss|start|begin|switch|return|about|in|if|what
        |how|whether|dig|touch|zoom|come|shift|wrap|bring|push)
    |(?:change|new|next|different|another|other|related|separate)[ ]
        (?:topics?|subjects?|questions?|thing|area|point|item|note)
    |speaking\ of|on\ that\ note|with\ that\ in\ mind|switching\ gears
    |on\ the\ (?:topic|subject|question|point|note)\ of|in\ terms\ of|when\ it\ comes\ to|as\ for
    |you(?:'ve|\ have|\ also)?\ (?:mentioned|talked|alluded|brought|said|wrote|written|argue
        |argued|touched|described)
    |(?:earlier|before|previously)\ you
    )\b""",
    re.VERBOSE,
)

# A place on the agenda: "the last question", "to start", "wrapping up", "before we finish".
PLACES = re.compile(
    r"""\b(?:
    (?:first|last|final|closing|second|third|next|opening|quick|big|one\ more|couple\ of|few|some
        |main|another|other)\ (?:\w+\ )?
        (?:questions?|things?|topics?|item|part|section|segment|point|half|chapter|paper|piece
        |concept)
    |(?:to|we)\ (?:start|begin|wrap\ up|close|finish|conclude|kick\ off|end)|wrapping\ up
    |before\ (?:we|i|you)\ (?:wrap|go|end|finish|move|get|start|begin|close|jump)
    |to\ (?:round|finish|close|sum)|agenda|for\ the\ rest|first\ of\ all|first\ off
    |starting\ with|start\ (?:off\ )?(?:with|by)|all\ right|alright|okay,?\ so|ok,?\ so|now
    |anyway|so,?\ (?:next|now|finally|lastly|first|last)|lastly|finally
    |thanks?\ (?:you\ )?(?:so\ much\ |very\ much\ )?for|welcome\ (?:to|back)|that\ was
    )\b""",
    re.VERBOSE,
)

# A question is opened: "could you", "how do", "tell us", "I'm curious".
ASKS = re.compile(
    r"""\b(?:
    (?:can|could|would|will)\ you|do\ you|did\ you|have\ you|are\ you
    |what(?:'s|\ is|\ are|\ do|\ does|\ did|\ was|\ about|\ would|\ kind)
    |how\ (?:do|does|did|would|can|could|should|about|much|many|is|are|was|important|hard|big
        |likely)
    |why\ (?:do|does|did|is|are|was|would|don't|isn't)|where\ (?:do|does|did|is|are)
    |who\ (?:is|are|do)|tell\ (?:me|us)|i(?:'m|\ am)\ (?:curious|wondering|interested)
    |i\ wonder|any\ (?:thoughts|advice|other|questions)|is\ there|is\ it
    |does\ (?:it|that|this)
    )\b""",
    re.VERBOSE,
)

# The guest's work is brought up: "your paper", "you wrote", "a book called".
WORKS = re.compile(
    r"""\b(?:
    you(?:r|'ve|\ have)\ (?:\w+\ ){0,2}
        (?:papers?|books?|work|posts?|essay|article|research|career|background|thesis|chapter
        |report|talk|company|lab|blog|written|worked|team|view|group|time|path|story|life)
    |(?:this|the|a)\ (?:\w+\ )?(?:paper|book|post|essay|article|report|study|blog)[ ]
        (?:called|titled|you|that|on|with|is|by)
    |called|titled|entitled|co-?authored|you\ wrote|you\ work
    )\b""",
    re.VERBOSE,
)
