"""Antonyms: pairs of common English words of which one turns a claim into its opposite."""

from restyle.language.stems import stem

_PAIRS = """
    more less|most least|always never|often rarely|often seldom|often never|usually rarely|
    usually never|sometimes never|
    increase decrease|increase reduce|rise fall|rises falls|grow shrink|gain lose|win lose|
    high low|higher lower|highest lowest|better worse|best worst|easy hard|easier harder|
    easy difficult|
    simple complicated|simple complex|possible impossible|safe dangerous|safe unsafe|able unable|
    likely unlikely|before after|cheap expensive|cheaper dearer|fast slow|faster slower|
    quickly slowly|quick slow|
    strong weak|stronger weaker|many few|many no|all none|everybody nobody|everyone nobody|
    everything nothing|
    with without|agree disagree|agrees disagrees|agrees objects|love hate|accept reject|
    accepts rejects|
    allow forbid|allow prevent|allows prevents|open closed|public private|inside outside|
    add remove|added removed|
    buy sell|true false|right wrong|good bad|large small|big small|big tiny|bigger smaller|
    larger smaller|huge tiny|
    long short|longer shorter|early late|earlier later|old new|older newer|rich poor|
    succeed fail|success failure|same different|rare common|up down|above below|
    important trivial|important unimportant|useful useless|clear unclear|certain uncertain|
    necessary unnecessary|optional mandatory|optional required|optional compulsory|
    required optional|
    helps hurts|help hurt|improve worsen|improved worsened|support oppose|supports opposes|
    approve reject|
    enough insufficient|near far|full empty|heavy light|hot cold|loud quiet|active passive|
    visible hidden|known unknown|finite infinite|positive negative|advantage disadvantage|
    benefit harm|
    encourage discourage|encourages discourages|include exclude|includes excludes|remember forget|
    ahead behind|accelerate slow|protect expose|free paid|trust distrust|happy unhappy|
    pleased unhappy|
    still no-longer|everywhere nowhere|deny confirm|denies confirms|temporary permanent|
    ready unready|
    valuable worthless|willing unwilling|willing reluctant|deliberate accidental|
    deliberately accidentally
"""
_OPPOSITES: dict[str, set[str]] = {}
for _pair in _PAIRS.replace("\n", " ").split("|"):
    _one, _other = (stem(word) for word in _pair.split())
    _OPPOSITES.setdefault(_one, set()).add(_other)
    _OPPOSITES.setdefault(_other, set()).add(_one)
_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non")


def opposites(word: str) -> frozenset[str]:
    """Return the stems that mean the opposite of a stem, as far as they are known."""
    made = {prefix + word for prefix in _PREFIXES}
    taken = {word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix)}
    return frozenset(_OPPOSITES.get(word, set()) | made | {one for one in taken if len(one) > 3})
