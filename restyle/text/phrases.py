"""Phrases: what a text may be said to be about, and how it uses each word.

A candidate is a run of up to three words that carry a topic. What stands before and after a
word shows whether it is used as a noun; English has no cheaper sign. Scripts without blanks
have no words to go by: there, runs of letters are taken.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from restyle.text.words import WORD, carries

_LONGEST = 3
_LONGEST_LETTERS = 5
_FIXED = 0.7  # a run of letters with one neighbour this often is a part of a longer word
# Chinese letters of grammar and of talk, which no word of a topic holds.
_FUNCTION_LETTERS = (
    "的了是在我们你他她它这那有和就不也都说要会可以什么一个很啊呢吧吗嗯哦对其实然后因为所但如果"
    "还没去来到上下里前时候样些把被给让从向跟与或而且之于中能得做看想过谢欢迎家好"
)
_BEFORE_NOUNS_TEXT = """
    the a an this that these those of in on for with from about into by as my your our their his
    her its some any no every each many more most another such which what new different
    """
_BEFORE_NOUNS = frozenset(_BEFORE_NOUNS_TEXT.split())
_BEFORE_VERBS_TEXT = """
    to i you we they he she it who can could will would should might may must don't didn't doesn't
    not i'm you're we're they're i'll you'll we'll gonna wanna and just actually really
    """
_BEFORE_VERBS = frozenset(_BEFORE_VERBS_TEXT.split())
_BEFORE_ADJECTIVES_TEXT = """
    is are was were be been being it's that's they're very so too quite pretty less how as bit
    becomes became seems seem looks sounds
    """
_BEFORE_ADJECTIVES = frozenset(_BEFORE_ADJECTIVES_TEXT.split())


@dataclass(slots=True)
class Phrases:
    """How often a text says each phrase, in small letters, and how it writes it.

    `nouns`, `verbs` and `adjectives` count the places that a word takes as one of these.
    """

    said: Counter[str] = field(default_factory=Counter)
    spellings: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    nouns: Counter[str] = field(default_factory=Counter)
    verbs: Counter[str] = field(default_factory=Counter)
    adjectives: Counter[str] = field(default_factory=Counter)

    def add(self, written: str) -> None:
        """Count a phrase, as it is written."""
        self.said[written.casefold()] += 1
        self.spellings[written.casefold()][written] += 1

    def update(self, other: "Phrases") -> None:
        """Add what another text says; of phrases, in how many texts they stand."""
        self.said.update(other.said.keys())
        self.nouns.update(other.nouns)
        self.verbs.update(other.verbs)
        self.adjectives.update(other.adjectives)
        for phrase, ways in other.spellings.items():
            self.spellings[phrase].update(ways)

    def noun_share(self, word: str) -> float:
        """How sure it is that a word is a noun, from 0 to 1."""
        nouns, others = self.nouns[word], self.verbs[word] + self.adjectives[word]
        return (nouns + 0.5) / (nouns + 2 * others + 1)

    def verb_share(self, word: str) -> float:
        """How sure it is that a word is a verb, from 0 to 1."""
        verbs = self.verbs[word]
        return verbs / (verbs + self.nouns[word] + self.adjectives[word] + 1)


def phrases(text: str, known: frozenset[str]) -> Phrases:
    """Return the phrases of a text; words in `known`, in small letters, carry no topic."""
    found = Phrases()
    run: list[str] = []
    before, opened, end = "", "", 0
    for match in WORD.finditer(text):
        written = match[0].replace("’", "'").removesuffix("'s")
        word = written.casefold()
        if text[end : match.start()].strip():
            _close(found, run, opened)
            run, before = [], ""
        if carries(word, known):
            opened = opened if run else before
            run.append(written)
        else:
            _close(found, run, opened)
            run = []
        before, end = word, match.end()
    _close(found, run, opened)
    return found


def _close(found: Phrases, run: list[str], opened: str) -> None:
    """Count what a run of words that carry a topic says, and as what it uses each."""
    for last in range(len(run)):
        for first in range(max(0, last + 1 - _LONGEST), last + 1):
            found.add(" ".join(run[first : last + 1]))
    if not run:
        return
    for word in run[:-1]:
        found.adjectives[word.casefold()] += 0 if word[0].isupper() else 1
    word = run[-1].casefold()
    if len(run) > 1 or opened in _BEFORE_NOUNS:
        found.nouns[word] += 2 if len(run) == 1 else 1
    elif opened in _BEFORE_VERBS:
        found.verbs[word] += 1
    elif opened in _BEFORE_ADJECTIVES:
        found.adjectives[word] += 1


def letters(text: str) -> Phrases:
    """Return the phrases of a text without blanks: runs of letters that stand by themselves.

    A run whose neighbour on one side is mostly the same letter is a part of a longer word.
    """
    found = Phrases()
    left: dict[str, Counter[str]] = defaultdict(Counter)
    right: dict[str, Counter[str]] = defaultdict(Counter)
    for latin, run in re.findall(
        rf"([A-Za-z]{{3,}})|([^\W\d_A-Za-z{_FUNCTION_LETTERS}]{{2,}})", text
    ):
        if latin:
            found.add(latin)
        for start, piece in _pieces(run):
            found.add(piece)
            left[piece][run[start - 1] if start else ""] += 1
            after = start + len(piece)
            right[piece][run[after] if after < len(run) else ""] += 1
    for piece in list(left):
        if _part_of_another(left[piece]) or _part_of_another(right[piece]):
            del found.said[piece], found.spellings[piece]
    return found


def _pieces(run: str) -> Iterator[tuple[int, str]]:
    for length in range(2, _LONGEST_LETTERS + 1):
        for start in range(len(run) - length + 1):
            yield start, run[start : start + length]


def _part_of_another(neighbours: Counter[str]) -> bool:
    letter, times = neighbours.most_common(1)[0]
    return bool(letter) and times > _FIXED * neighbours.total()
