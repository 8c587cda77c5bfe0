"""Function words: what holds an English sentence together and says nothing by itself.

The list is far shorter than that of `stopwords`: "change", "hard" and "know" are dull names for
a topic, but they are what a claim is made of.
"""

_WORDS = """
    a about after again all also although am an and another any are aren't around as at be because
    been before being both but by can can't cannot could couldn't did didn't do does doesn't doing
    don't done down each either else etc even ever every few for from get gets getting go goes
    going gonna got had hadn't has hasn't have haven't having he he'd he'll he's her here hers him
    his how however i i'd i'll i'm i've if in instead into is isn't it it'd it'll it's its itself
    just let let's like lot lots many may me might mine more most much must my myself neither no
    none nor not now of off oh ok okay on once one ones only onto or other others our ours out
    over own
    per quite rather really right said same say says she she'd she'll she's should shouldn't
    since so some something somewhere such than that that'd that'll that's the their theirs them
    themselves then there there's these they they'd they'll they're they've thing things this those
    though through thus to too um uh under until unless up upon us very was wasn't way we we'd
    we'll we're we've well were weren't what what's whatever when whenever where wherever
    whether which while who
    who's whoever whom whose why will with within without won't would wouldn't yeah yes yet you
    you'd
    you'll you're you've your yours yourself
"""
FUNCTION_WORDS = frozenset(_WORDS.split())
