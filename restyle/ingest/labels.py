"""Speaker labels: what can be one, and which spellings mean the same person."""

import re
import unicodedata
from collections import Counter

# Ada Lovelace (AL): says who `AL:` is in the lines below.
_INTRODUCED = re.compile(r"(.+?)\s*\(([A-Z]{1,4})\)")
_MOST_LETTERS = 60
_MOST_LINES = 0.6  # labelled lines, of all, that make a single label credible
_MOST_WORDS = 7
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


def plausible(label: str) -> bool:
    """Whether `label` can be a speaker's: short, begins with a letter, is not a known other."""
    words = label.split()
    if not words or len(label) > _MOST_LETTERS or len(words) > _MOST_WORDS:
        return False
    if not any(map(str.isalpha, label)) or label[0].isdigit() or label.endswith((",", ";")):
        return False
    first = words[0].casefold().strip(".")
    if first in _NOT_PEOPLE and (len(words) == 1 or not words[1][:1].isupper()):
        return False
    if first in _NOT_PEOPLE and words[-1].isdigit():
        return False
    return not label[0].islower() or len(words) == 1


def accepted(
    labels: Counter[str], known: frozenset[str] = frozenset(), lines: int = 0
) -> frozenset[str]:
    """Return the labels that are speakers: plausible, and seen twice or known otherwise.

    Where most of the `lines` carry such a label, one that occurs once is a speaker too.
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
        or (plausible(label) and (counts[key(label)] >= 2 or key(label) in keys))
    }
    everywhere = lines and sum(labels[label] for label in sure) > _MOST_LINES * lines
    return frozenset(sure | set(filter(_is_name, labels)) if everywhere else sure)


def _is_name(label: str) -> bool:
    """Whether a label looks like a person's name: a few words, each with a capital."""
    words = label.split()
    return plausible(label) and len(words) <= 4 and all(word[0].isupper() for word in words)


def key(name: str) -> str:
    """Return what is equal for all spellings of a name: NFC, no case, single blanks."""
    squeezed = " ".join(unicodedata.normalize("NFC", name).split())
    return squeezed.casefold().rstrip(".:")


def tidy(name: str) -> str:
    """Return `name` as it should be shown: NFC, single blanks, no marks of a layout around it."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    name = re.sub(r"\s*\((?:host|guest|co-host|interviewer)\)$", "", name, flags=re.IGNORECASE)
    return name.strip("*_ ").rstrip(":：").strip()


class Names:
    """One spelling for each speaker: the first that was seen; initials become the full name."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def resolve(self, label: str) -> str:
        """Return the speaker's name for `label`; `Ada Lovelace (AL)` also defines `AL`."""
        name = tidy(label)
        if initials := _INTRODUCED.fullmatch(name):
            name = initials[1]
            self._names.setdefault(key(initials[2]), self._names.setdefault(key(name), name))
        return self._names.setdefault(key(name), name)
