"""Polarity: which words of an English sentence are denied, and how sure it is.

The scope of a negation is taken as the words that say something from the negation to the end of
its clause, which is what most negations of speech and prose deny (Huddleston and Pullum, 2002,
ch. 9); one word before it counts as well, as in "that works nowhere".
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import lru_cache

from restyle.language.function_words import FUNCTION_WORDS
from restyle.language.stems import stem

_TOKEN = re.compile(r"[^\W\d_](?:[\w]|['’](?=\w))*|[,;:.!?—–()“”\"]|-{2,}")
_NOT = frozenset(
    """
    not never no none nobody nothing neither nor cannot without hardly barely scarcely rarely
    seldom nowhere ain't isnt dont doesnt didnt wont cant
    """.split()
)
# Words that deny by what they mean.
_IMPLIED = frozenset(
    stem(word)
    for word in """
    fail fails failed failing refuse refuses refused deny denies denied lack lacks lacked lacking
    prevent prevents prevented preventing stop stops stopped avoid avoids avoided unable
    impossible unlikely absent missing forget forgets forgot few little except unless instead
    rather beyond reject rejects rejected doubt doubts doubted against nonsense wrong false
    mistaken otherwise opposite opposed disagree disagrees disagreed
    """.split()
)
_CLAUSE_ENDS = frozenset(
    """
    , ; : . ! ? — – ( ) but because although though while since unless whereas so then except
    """.split()
)
# With these a clause begins after a comma.
_SUBJECTS = frozenset(
    "i you we he she it they this that these those there the a an and or if when my your".split()
)
_WANTS_NEGATION = re.compile(
    r"\beither(?=\s*(?:[.,;!]|$))|\bat all(?=\s*(?:[.,;!]|$))|\byet(?=\s*(?:[.;!]|$))|"
    r"\banymore\b|\bany longer\b",
    re.IGNORECASE,
)
# A question, a condition, a doubt or a comparison takes such a word as well.
_LICENSED = re.compile(
    r"\?|n't\b|\b(?:not|no|any|some\w*|extremely|if|whether|before|than|as|too|without|un\w+|"
    r"dis\w+|hard\w*|few|little|only|doubt\w*|wonder\w*|ask\w*|every\w*|all \w+|have yet|"
    r"has yet|best|most|first|ever)\b",
    re.IGNORECASE,
)
_ADVERB = r"(?:(?:really|even|actually|ever|necessarily|quite|always|still|also|just)\s+)*"
_EMPHATIC = re.compile(
    rf"(?<!what )(?<!that )\b(?:do|does|did)\s+{_ADVERB}(?!so\b|it\b|that\b|this\b|these\b|"
    rf"the\b|an?\b|not\b|n't|you\b|we\b|i\b|they\b|he\b|she\b|with\b|in\b|for\b|to\b|is\b|was\b|"
    rf"and\b|or\b|more\b|what\b|all\b|some\b|as\b)([a-z]+)\b",
    re.IGNORECASE,
)
_UNDONE = re.compile(rf"\b(?:do|does|did)(?:n't| not)\s+{_ADVERB}([a-z]+)\b", re.IGNORECASE)
# Negations that deny nothing of what follows.
_IDLE = re.compile(
    r"(?:\bnot|n't) (?:only|just|merely|least|to mention|so much)\b|\bnot (?:so |very |that |"
    r"all that )?(?:different|unlike)\b|\b(?:no (?:doubt|matter|wonder|problem|worries|question|"
    r"offence|offense)|"
    r"(?:whether|if) (?:or )?not|or not|why not|no one else|not to say|nothing but|"
    r"can't help|cannot help|don't worry|never mind|no (?:sooner)|"
    r"(?:isn|aren|wasn|weren|don|doesn|didn|won|wouldn|can|couldn|shouldn|haven|hasn)'t (?:you|"
    r"it|that|they|we|he|she|there)\b)",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"n't|\b[Nn]|\b[Cc]an|\b[Ii]f\b|\b[Ww]h")
_ANSWER = re.compile(r"(?:^|[.!?]\s)\s*(?:no|nope|not really)\s*[,.!—–-]", re.IGNORECASE)
_MOST_SCOPE = 6
_FADING = 0.5  # what a word of a scope weighs of the one before it
_EVEN = (
    0.8  # the same where the scope begins with a subject: "nobody ...", "I don't think that ..."
)
_QUANTIFIERS = frozenset("no none nobody nothing neither nor nowhere without".split())
_HOLLOW = frozenset(
    "really actually even quite just like so very that much um uh necessarily entirely".split()
)
_OPINIONS = frozenset(stem(word) for word in "think believe want expect suppose feel".split())
# What is not known, or does not matter, is not denied.
_LEAVES_OPEN = frozenset(
    stem(word) for word in "know matter sure care mind remember understand".split()
)
_SAYING = frozenset(
    "more most few all every many much same own".split()
)  # function words that claim


@dataclass(frozen=True, slots=True)
class Denial:
    """A negation of a sentence, and the words that it denies, as stems, in order.

    `implied` says that it denies by its meaning alone, such as "fail" and "unable"; `raised`
    that it stands with a verb of thinking: "I don't think that it works" denies that it works.
    """

    word: str
    scope: tuple[str, ...]
    implied: bool = False
    raised: bool = False

    def share(self, words: Set[str]) -> float:
        """How much of what is denied is among some words; the first word weighs most."""
        fading = _EVEN if self.raised or self.word in _QUANTIFIERS else _FADING
        total = sum(fading**place for place in range(len(self.scope)))
        found = sum(fading**place for place, word in enumerate(self.scope) if word in words)
        return found / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Polarity:
    """The words of a sentence that say something, as stems, and its negations."""

    words: frozenset[str]
    denials: tuple[Denial, ...]
    affirmed: frozenset[str]  # that stand at least once where nothing denies them
    denied: frozenset[str]  # that stand at least once where one negation denies them


@dataclass(slots=True)
class _Open:
    """A negation whose scope is still growing."""

    word: str
    implied: bool = False
    raised: bool = False
    scope: list[str] = field(default_factory=list)

    def takes(self, said: str) -> bool:
        """Take a word; return whether the scope goes on after it."""
        if said in _OPINIONS and not self.scope:
            self.raised = True
        elif said in _LEAVES_OPEN and not self.scope and not self.raised:
            return False
        elif len(self.scope) < _MOST_SCOPE:
            self.scope.append(said)
        return True


class _Reading:
    """A sentence read word by word: what it says, what it denies, and which scopes are open."""

    def __init__(self) -> None:
        self.found: list[_Open] = []
        self._growing: list[_Open] = []
        self.words: set[str] = set()
        self.affirmed: set[str] = set()
        self.denied: set[str] = set()

    def ends(self, mark: str) -> None:
        """A clause ends, unless a negation has said nothing yet: "it is not, I fear, faster"."""
        if mark != "," or all(one.scope for one in self._growing):
            self.begins()

    def begins(self) -> None:
        """Another clause begins."""
        self._growing = []

    def denies(self, word: str, *, implied: bool = False) -> None:
        """A negation stands here."""
        self._growing.append(_Open(word, implied))
        self.found.append(self._growing[-1])

    def says(self, token: str) -> None:
        """A word that says something stands here; denied twice, it is said."""
        said = stem(token.removesuffix("'s"))
        self.words.add(said)
        self._growing = [one for one in self._growing if one.takes(said)]
        covering = sum(said in one.scope[-1:] for one in self._growing)
        (self.denied if covering % 2 else self.affirmed).add(said)
        if said in _IMPLIED:
            self.denies(token, implied=True)


@lru_cache(maxsize=1 << 14)
def polarity(text: str) -> Polarity:
    """Return which words of an English sentence are denied."""
    plain = re.sub(r"\b([Nn]o|[Nn]ot) longer\b", r"\1", text.replace("’", "'"))
    spans = idle(plain)
    reading = _Reading()
    before = ""
    for token, start in _tokens(plain):
        if before == "," and token in _SUBJECTS:
            reading.begins()
        before = token
        if token in _CLAUSE_ENDS:
            reading.ends(token)
        elif denies(token) and not any(a <= start < b for a, b in spans):
            reading.denies(token)
        elif token not in _HOLLOW and (token not in FUNCTION_WORDS or token in _SAYING):
            reading.says(token)
    denials = tuple(
        Denial(one.word, tuple(one.scope), one.implied, one.raised) for one in reading.found
    )
    words, affirmed, denied = reading.words, reading.affirmed, reading.denied
    return Polarity(frozenset(words), denials, frozenset(affirmed), frozenset(denied))


def lacks_its_negation(text: str) -> str:
    """Return a word of a sentence that wants a negation where none stands: "it works either".

    Such words are negative polarity items (Huddleston and Pullum, 2002, ch. 9, 4.1).
    """
    found = _WANTS_NEGATION.search(text)
    if not found or _LICENSED.search(text) or polarity(text).denials:
        return ""
    return found[0].strip(" ,")


def emphatic(text: str) -> frozenset[str]:
    """Return the verbs, as stems, that a sentence affirms with "do", as in "they do know"."""
    return frozenset(stem(m[1].casefold()) for m in _EMPHATIC.finditer(text.replace("’", "'")))


def undone(text: str) -> frozenset[str]:
    """Return the verbs, as stems, that a sentence denies with "do", as in "they don't know"."""
    return frozenset(stem(m[1].casefold()) for m in _UNDONE.finditer(text.replace("’", "'")))


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    for match in _TOKEN.finditer(text):
        yield match[0].casefold(), match.start()


def denies(token: str) -> bool:
    """Return whether a word, in small letters and with a plain apostrophe, is a negation."""
    return token in _NOT or token.endswith("n't")


def idle(plain: str) -> list[tuple[int, int]]:
    """Return where negations stand in a text that deny nothing of what follows: "not only"."""
    if not _NEGATIVE.search(plain):
        return []
    return [match.span() for match in (*_IDLE.finditer(plain), *_ANSWER.finditer(plain))]
