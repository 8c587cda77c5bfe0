"""Speaker labels: what can be one, and which spellings mean the same person."""

import re
import unicodedata
from collections import Counter

from restyle.ingest.encoding import clean
from restyle.language.placeholders import numbered
from restyle.language.stopwords import stopwords

# Ada Lovelace (AL): says who `AL:` is in the lines below.
_INTRODUCED = re.compile(r"(\S[^()]{0,80})\(([A-Z]{1,4})\)")
_NEARLY_ALL = 0.9
_SOME = 0.3  # labelled lines, of all, whose labels come again
_PART = re.compile(r" ?\((?:host|guest|co-host|interviewer)\)$", re.IGNORECASE)
_NO_NAME = re.compile(r"[{}=;<>\\]|\(\)|://")
_MOST_LETTERS = 60
_MOST_LINES = 0.6  # labelled lines, of all, that make a single label credible
_MOST_WORDS = 7
_MOST_WORDS_ONCE = 4
_LONGEST_TITLE = 4  # letters before a full stop within a name: Prof. Ada, T. Ada
# Words that stand before a colon in transcripts and name nobody.
_NOT_PEOPLE_TEXT = """
    note notes q a question questions answer answers step steps method chapter chapters part section
    example examples tip warning update edit editor's title date time duration http https www ftp
    mailto podcast episode link links source sources url website music jingle break outro intro
    ad sponsor sponsors summary transcript timestamps topics topic tags media video audio image
    references reference resources also but and so then because remember first second third
    fourth finally next at rest total p.s ps re subject from to cc
    """
_NOT_PEOPLE = frozenset(_NOT_PEOPLE_TEXT.split())
_SMALL_WORDS = stopwords("")
# Small words that stand within names.
_WITHIN_NAMES = frozenset("von van de der den la le da di du del bin ben al el y e".split())


def plausible(label: str) -> bool:
    """Whether `label` has the shape of a name: short, with capitals, and no known other thing."""
    words = label.split()
    if not _may_stand(label, words) or _is_other(words):
        return False
    return not label[0].islower() or len(words) == 1


def possible(label: str) -> bool:
    """Whether `label` may be a name where nearly every line has one: `danah boyd`, `0xAda`.

    Handles and names in small letters count too, what reads as a phrase does not.
    """
    words = label.split()
    if plausible(label):
        return True
    if not _may_stand(label, words) or _is_other(words) or len(words) > _MOST_WORDS_ONCE:
        return False
    small = [w.strip(".,'()|").casefold() for w in words if w[:1].islower()]
    return not any(w in _SMALL_WORDS and w not in _WITHIN_NAMES for w in small)


def _may_stand(label: str, words: list[str]) -> bool:
    """Whether a label is short, has a letter in its first word, and is no sentence's end."""
    if not words or len(label) > _MOST_LETTERS or len(words) > _MOST_WORDS:
        return False
    if not any(map(str.isalpha, words[0])) or label.endswith((",", ";", "?", "!")):
        return False
    if _NO_NAME.search(label):
        return False
    if "," in label and not all(w[0].isupper() or w in _WITHIN_NAMES for w in words):
        return False  # Lovelace, Ada: is a name, So, I said: is none
    inner = words[:-1]
    return not any(w.endswith((".", "?", "!")) and len(w) > _LONGEST_TITLE + 1 for w in inner)


def _is_other(words: list[str]) -> bool:
    """Whether a label is one of the words before a colon that name nobody."""
    first = words[0].casefold().strip(".")
    if first not in _NOT_PEOPLE:
        return False
    return len(words) == 1 or not words[1][:1].isupper() or words[-1].isdigit()


def accepted(
    labels: Counter[str], known: frozenset[str] = frozenset(), lines: int = 0
) -> frozenset[str]:
    """Return the labels that are speakers: plausible, and seen twice or known otherwise.

    Where most of the `lines` begin with what may be a label, and many of these come again, one
    that occurs once is a speaker too, and one of an unlikely shape that occurs twice; where
    nearly all do, any of them.
    """
    introduced = [match for label in labels if (match := _INTRODUCED.fullmatch(label))]
    initials = {match[2] for match in introduced}
    keys = {key(name) for name in known}
    keys |= {key(name) for match in introduced for name in (match[0], match[1])}
    counts: Counter[str] = Counter()
    for label, count in labels.items():
        counts[key(label)] += count
    sure = {
        label
        for label in labels
        if label in initials
        or key(label) in keys
        or (plausible(label) and (counts[key(label)] >= 2 or numbered(label)))
    }
    again = {label for label in labels if counts[key(label)] >= 2 and possible(label)} | sure
    shaped = {label for label in labels if possible(label)} | again
    share = sum(labels[label] for label in shaped) / lines if lines else 0.0
    if share <= _MOST_LINES or sum(labels[label] for label in again) <= _SOME * lines:
        return frozenset(sure)
    return frozenset(shaped if share > _NEARLY_ALL else again | set(filter(is_name, labels)))


def is_name(label: str) -> bool:
    """Whether a label looks like one person's name: a few words, each with a capital."""
    words = label.split()
    if len(words) > _MOST_WORDS_ONCE:
        return False
    capital = all(word[0].isupper() or word in _WITHIN_NAMES for word in words)
    small = possible(label) and len(words) < _MOST_WORDS_ONCE
    return (plausible(label) and capital) or (small and not label[0].isupper())


def key(name: str) -> str:
    """Return what is equal for all spellings of a name: NFC, no case, single blanks."""
    squeezed = " ".join(unicodedata.normalize("NFC", name).split())
    return squeezed.casefold().rstrip(".:")


def tidy(name: str) -> str:
    """Return `name` as it should be shown: NFC, single blanks, no marks of a layout around it."""
    name = _PART.sub("", " ".join(clean(name).split()))
    return name.strip("*_ ").rstrip(":：").strip()


class Names:
    """One spelling for each speaker: the first that was seen; initials become the full name."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def resolve(self, label: str) -> str:
        """Return the speaker's name for `label`; `Ada Lovelace (AL)` also defines `AL`."""
        name = tidy(label)
        if initials := _INTRODUCED.fullmatch(name):
            name = initials[1].strip()
            self._names.setdefault(key(initials[2]), self._names.setdefault(key(name), name))
        return self._names.setdefault(key(name), name)
