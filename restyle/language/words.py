"""Words, and which of them carry no topic."""

import re

WORD = re.compile(r"[^\W\d_](?:[\w'’+#-]*\w[+#]*)?|\d[\w.,%]*")

# Function words, and the words that any conversation is full of whatever its topic.
_STOPWORDS_TEXT = """
    a able about above absolutely actually after again against ago ah ain't all almost
    already also although always am an and another any anybody anymore anyone anything
    anyway anyways apart are aren't around as ask asked asking at away awesome back bad
    basically be became because become been before began behind being believe below best
    better between beyond big bit both bring brought but by call called came can can't
    cannot case certain certainly change clear clearly come comes coming completely correct
    could couldn't couple course cool curious day days definitely describe did didn't
    different difficult do does doesn't doing don't done down during each easier easy eight
    either else end enough especially essentially etc even ever every everybody everyone
    everything everywhere exactly example explain fact fair far feel feeling feels felt few
    figure find fine first five for forward found four from full fun further gave general
    generally get gets getting give given gives giving go goes going gonna good got gotta
    gotten great guess guy guys had hadn't half happen happened happening happens happy hard
    has hasn't have haven't having he he'd he'll he's hear heard hello help hence her here
    here's hers herself hey hi high him himself his hmm hold honest honestly hope how how's
    however huge i i'd i'll i'm i've idea if imagine important in instead interested
    interesting into is isn't issue it it'd it'll it's its itself just keep kept kind kinda
    kinds knew know knowing known knows large last late later least leave left less let
    let's level lets like likely literally little long longer look looked looking looks lot
    lots love low made main make makes making many matter may maybe me mean meaning means
    meant mention mentioned mhm might mind mine moment more most mostly move moving mr mrs
    much must my myself name namely near need needed needs neither never new next nice nine
    no nobody non none nope nor normal not note nothing notice now number numbers obvious
    obviously of off often oh ok okay old on once one ones only onto open opposed or order
    other others otherwise ought our ours ourselves out over overall own part particular
    particularly people perhaps person piece place please plus point points possible
    potentially pretty previous previously probably problem problems put putting question
    questions quick quickly quite rather reach read real really reason reasons recent
    recently regardless related right run said same saw say saying says scenario second see
    seeing seem seemed seems seen sense set seven several shall shan't share she she'd
    she'll she's short should shouldn't show side similar simple simply since situation six
    small so some somebody somehow someone something sometimes somewhat somewhere soon sorry
    sort sorts sounds specific specifically start started starting still stop stuff such
    suddenly super supposed sure take taken takes taking talk talked talking talks tell
    tells ten tend terms than thank thanks that that'd that'll that's the their theirs them
    themselves then there there'd there'll there's therefore these they they'd they'll
    they're they've thing things think thinking third this those though thought thoughts
    three through throughout thus time times to today together told too took top topic
    totally touch toward towards tried tries true truly try trying turn turned turns twice
    two type types uh um under understand understanding unless until up upon us use used
    useful uses using usual usually various very via view want wanted wants was wasn't way
    ways we we'd we'll we're we've week weeks weird well went were weren't what what's
    whatever when whenever where wherever whether which while who who's whoever whole whom
    whose why wide will wish with within without won't wonder wonderful word words work
    worked working works world worry worse would wouldn't wow wrong yeah year years yep yes
    yesterday yet you you'd you'll you're you've your yours yourself yourselves zero ya cuz
    gosh dude alright episode podcast listener listeners show welcome guest tomorrow tonight
    morning minute minutes hour hours month months story sentence says whatnot like crazy
    wild funny amazing excited glad appreciate listen listening subscribe anecdote topics
    highlight aspect aspects area areas
"""
STOPWORDS = frozenset(_STOPWORDS_TEXT.split())

_NOUNS_IN_LY = frozenset(
    (
        "ally",
        "anomaly",
        "assembly",
        "bully",
        "family",
        "italy",
        "july",
        "monopoly",
        "rally",
        "reply",
        "supply",
    )
)


def tokens(text: str) -> list[str]:
    """Return the words of `text`, as written, with one kind of apostrophe."""
    return [match[0].replace("’", "'") for match in WORD.finditer(text)]


def length(text: str) -> int:
    """Return how many words `text` has; a script without blanks has one to three letters."""
    return max(len(text.split()), len(text.encode("utf-8")) // 12)


def content(text: str) -> list[str]:
    """Return the words of `text` that can carry a topic, in small letters."""
    return [word for word in (token.casefold() for token in tokens(text)) if carries(word)]


def carries(word: str) -> bool:
    """Whether a word, in small letters, can carry a topic."""
    if word in STOPWORDS or word[0].isdigit() or (len(word) < 3 and word.isascii()):
        return False
    return not word.endswith("ly") or word in _NOUNS_IN_LY
