"""Speaker labels: what can be one, and which of a file's are."""

import re
from collections import Counter

from restyle.text.english.function_words import FUNCTION_WORDS
from restyle.text.placeholders import numbered
from restyle.text.stopwords import stopwords
from restyle.transcript.spellings import core, introduction, key

_NEARLY_ALL = 0.9
_SOME = 0.3  # labelled lines, of all, whose labels come again
_NO_NAME = re.compile(r"[{}=;<>\\]|\(\)|://")
_MOST_LETTERS = 60
_MOST_LINES = 0.6  # labelled lines, of all, that make a single label credible
_MUCH = 0.2  # labelled lines, of all, that make even `Q` and `A` speakers
_FEW_LINES = 4
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
    fourth finally next at rest total p.s ps re subject from to cc am pm important disclaimer
    caution conclusion introduction context background correction translation action takeaway
    takeaways result results reason problem solution figure table rule rules decision resolution
    """
_NOT_PEOPLE = frozenset(_NOT_PEOPLE_TEXT.split())
# Where another speaker begins within a line: words. Ada: words
_WITHIN = re.compile(r"(?<=[.!?…\"”’]) ([^\W_][^:：\n!?]{0,60}):(?= )")
_SMALL_WORDS = stopwords("") | FUNCTION_WORDS
_ASKED = frozenset("q a question answer".split())
# Small words that stand within names.
_WITHIN_NAMES = frozenset("von van de der den la le da di du del bin ben al el y e of the".split())


def plausible(label: str) -> bool:
    """Whether `label` has the shape of a name: short, with capitals, and no known other thing."""
    words = core(label).split()
    if not _may_stand(core(label), words) or _is_other(words):
        return False
    return not words[0][0].islower() or len(words) == 1


def possible(label: str) -> bool:
    """Whether `label` may be a name where nearly every line has one: `danah boyd`, `0xAda`.

    Handles and names in small letters count too, what reads as a phrase does not.
    """
    words = core(label).split()
    if plausible(label):
        return True
    if not _may_stand(core(label), words) or _is_other(words) or len(words) > _MOST_WORDS_ONCE:
        return False
    return not _phrase(words)


def _phrase(words: list[str]) -> bool:
    """Whether small words among the words are such as no name has: `here is why`."""
    small = [w.strip(".,'()|").casefold() for w in words if w[:1].islower()]
    return any(w in _SMALL_WORDS and w not in _WITHIN_NAMES for w in small)


def _may_stand(label: str, words: list[str]) -> bool:
    """Whether a label is short, has a letter in its first words, and is no sentence's end."""
    if not words or len(label) > _MOST_LETTERS or len(words) > _MOST_WORDS:
        return False
    if not any(map(str.isalpha, " ".join(words[:2]))) or label.endswith((",", ";", "?", "!")):
        return False
    if _NO_NAME.search(label) or _ends_open(words):
        return False
    if "," in label and not all(w[0].isupper() or w in _WITHIN_NAMES for w in words):
        return False  # Lovelace, Ada: is a name, So, I said: is none
    inner = words[:-1]
    return not any(w.endswith((".", "?", "!")) and len(w) > _LONGEST_TITLE + 1 for w in inner)


def _ends_open(words: list[str]) -> bool:
    """Whether the last word asks for another one, as in `We left at` and `Ada changed it to`."""
    last = words[-1]
    return len(words) > 1 and len(last) > 1 and last.islower() and last in _SMALL_WORDS


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
    nearly all do, whatever comes again, and `Q` and `A` if they are much of it.
    """
    introduced = [match for label in labels if (match := introduction(label))]
    initials = {match[2] for match in introduced}
    keys = {key(name) for name in known}
    keys |= {key(name) for match in introduced for name in (match[0], match[1])}
    counts = again(labels)
    sure = {
        label
        for label in labels
        if label in initials
        or key(label) in keys
        or (plausible(label) and (counts[label] >= 2 or numbered(label)))
    }
    sure |= _whatever(labels, counts, lines)
    twice = {label for label in labels if counts[label] >= 2 and possible(label)} | sure
    shaped = {label for label in labels if possible(label)} | twice
    share = sum(labels[label] for label in shaped) / lines if lines else 0.0
    if share <= _MOST_LINES or sum(labels[label] for label in twice) <= _SOME * lines:
        return frozenset(sure)
    single = shaped if share > _NEARLY_ALL else filter(is_name, labels)
    return frozenset(twice | {label for label in single if not _phrase(label.split())})


def again(labels: Counter[str]) -> dict[str, int]:
    """Return how often each label occurs in any spelling, with or without what is in brackets."""
    counts: Counter[str] = Counter()
    for label, count in labels.items():
        counts[key(core(label))] += count
    return {label: counts[key(core(label))] for label in labels}


def _whatever(labels: Counter[str], counts: dict[str, int], lines: int) -> set[str]:
    """Labels of any shape that come again, where nearly every line has one."""
    if lines < _FEW_LINES or sum(labels.values()) <= _NEARLY_ALL * lines:
        return set()
    return {
        label
        for label in labels
        if counts[label] >= 2
        and (
            not _is_other(core(label).split() or [""])
            or (counts[label] >= _MUCH * lines and label.split()[0].casefold() in _ASKED)
        )
    }


def is_name(label: str) -> bool:
    """Whether a label looks like one person's name: a few words, each with a capital."""
    words = core(label).split()
    if len(words) > _MOST_WORDS_ONCE:
        return False
    capital = all(word[0].isupper() or word in _WITHIN_NAMES for word in words)
    small = possible(label) and len(words) < _MOST_WORDS_ONCE
    return (plausible(label) and capital) or (small and not words[0][0].isupper())


def said_by(line: str, keys: frozenset[str]) -> list[tuple[str, str]]:
    """Return a line's parts, each with the label that it begins with after a sentence's end.

    The first has none. `keys` are those of the labels that are speakers.
    """
    parts, who, begin = list[tuple[str, str]](), "", 0
    for match in _WITHIN.finditer(line) if keys else ():
        if key(match[1]) in keys:
            parts.append((who, line[begin : match.start()]))
            who, begin = match[1], match.end() + 1
    return [*parts, (who, line[begin:])]
