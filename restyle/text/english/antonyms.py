"""Antonyms: pairs of common English words of which one turns a claim into its opposite."""

from restyle.text.stems import stem

_PAIRS = """
    more less|most least|often rarely|often seldom|usually rarely|increase decrease|
    increase reduce|rise fall|rises falls|grow shrink|gain lose|win lose|high low|higher lower|
    highest lowest|better worse|best worst|easy hard|easier harder|easy difficult|
    simple complicated|simple complex|possible impossible|safe dangerous|safe unsafe|able unable|
    likely unlikely|before after|cheap expensive|cheaper dearer|fast slow|faster slower|
    quickly slowly|quick slow|strong weak|stronger weaker|many few|agree disagree|
    agrees disagrees|agrees objects|love hate|accept reject|accepts rejects|allow forbid|
    allow prevent|allows prevents|open closed|public private|inside outside|add remove|
    added removed|buy sell|true false|right wrong|good bad|large small|big small|big tiny|
    bigger smaller|larger smaller|huge tiny|long short|longer shorter|early late|earlier later|
    old new|older newer|rich poor|succeed fail|success failure|same different|rare common|up down|
    above below|important trivial|important unimportant|useful useless|clear unclear|
    certain uncertain|necessary unnecessary|optional mandatory|optional required|
    optional compulsory|required optional|helps hurts|help hurt|improve worsen|improved worsened|
    support oppose|supports opposes|approve reject|enough insufficient|near far|full empty|
    heavy light|hot cold|loud quiet|active passive|visible hidden|known unknown|finite infinite|
    positive negative|advantage disadvantage|benefit harm|encourage discourage|
    encourages discourages|include exclude|includes excludes|remember forget|ahead behind|
    accelerate slow|protect expose|free paid|trust distrust|happy unhappy|pleased unhappy|
    deny confirm|denies confirms|temporary permanent|ready unready|valuable worthless|
    willing unwilling|willing reluctant|deliberate accidental|deliberately accidentally|
    share reject|shares rejects|accept refuse|accepts refuses|begin end|start stop|starts stops|
    starts ends|on off|all few|most few|always rarely|raise lower|raises lowers|raised lowered|
    expand shrink|gained lost|won lost|profit loss|attract repel|attracts repels|passes fails|
    passed failed|create destroy|cause prevent|causes prevents|enable prevent|enables prevents|
    enable disable|send receive|lend borrow|save waste|saves wastes|saved wasted|earn lose|
    earned lost|optimistic pessimistic|confident doubtful|cautious reckless|careful careless|
    proud ashamed|welcome unwelcome|popular unpopular|famous unknown|modern ancient|
    recent ancient|wide narrow|wider narrower|deep shallow|deeper shallower|thick thin|
    tight loose|clean dirty|bright dark|brighter darker|smooth rough|sharp blunt|smart stupid|
    wise foolish|friend enemy|friends enemies|ally enemy|hero villain|winner loser|buyer seller|
    supporter opponent|minority majority|maximum minimum|together apart|forward backward|
    forwards backwards|upward downward|centralized decentralized|manual automatic|
    manually automatically|separate together|separately together|permitted forbidden|
    allowed forbidden|legal illegal|guilty innocent|excited bored|interesting boring|
    underestimate overestimate|underestimates overestimates|understate overstate|denied admitted|
    admit deny|admits denies|attack defend|attacks defends|worried unconcerned|
    relevant irrelevant|stable volatile|natural artificial|directly indirectly|explicit implicit|
    explicitly implicitly|internal external|plentiful scarce|abundant scarce|rise drop|
    rises drops|rose fell|increasing decreasing|increased decreased|growing shrinking|grew shrank
"""
_OPPOSITES: dict[str, set[str]] = {}
for _pair in _PAIRS.replace("\n", " ").split("|"):
    _one, _other = (stem(word) for word in _pair.split())
    _OPPOSITES.setdefault(_one, set()).add(_other)
    _OPPOSITES.setdefault(_other, set()).add(_one)
# Words that these turn into their opposites, as they do not turn form and inform, or play
# and display; un- and non- turn whatever they stand before.
_TURNED = {
    stem(prefix + word): stem(word)
    for prefix, words in {
        "in": "accurate active adequate appropriate capable complete consistent correct decent "
        "definite dependent direct effective efficient equal flexible formal frequent secure "
        "sensitive significant stable sufficient valid visible voluntary",
        "im": "balance mature mobile moral patient perfect polite possible practical probable pure",
        "ir": "rational regular relevant replaceable responsible reversible",
        "il": "legal legible legitimate literate logical",
        "dis": "advantage agree allow appear approve believe comfort connect continue honest like "
        "loyal obey prove satisfied similar trust",
    }.items()
    for word in words.split()
}
for _one, _other in _TURNED.items():
    _OPPOSITES.setdefault(_one, set()).add(_other)
    _OPPOSITES.setdefault(_other, set()).add(_one)
_PREFIXES = ("un", "non")


def opposites(word: str) -> frozenset[str]:
    """Return the stems that mean the opposite of a stem, as far as they are known."""
    made = {prefix + word for prefix in _PREFIXES}
    taken = {word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix)}
    plain = {one for one in taken if len(one) > 3}
    return frozenset(_OPPOSITES.get(word, set()) | made | plain)
