"""The words of all passages that the search of a site finds: where they stand, how spelled.

A word is known by its stem; the page, which has no stemmer, is given the stem of each word that was
said and of the usual ones that were not.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from restyle.archive.site.search_passages import SearchPassage
from restyle.search.terms import terms_of
from restyle.text.english.common_words import is_common, usual_words
from restyle.text.stopwords import language_of

MOST_COUNTED = 7  # how often a word stands in a passage: three bits
COUNTED = MOST_COUNTED + 1
_WORD = re.compile(r"[^\W\d_]+")
_TOLD = 4000  # letters that tell a language


@dataclass(slots=True)
class Words:
    """What is known of the words of all passages.

    `postings` are for each stem the passages that it stands in, each as the distance from the one
    before times eight, and how often it stands there. `people` are the words of speakers' names
    with their episodes, `firsts` the first passage of each episode and one more than the last.
    """

    episodes: list[str] = field(default_factory=list)
    firsts: list[int] = field(default_factory=lambda: [0])
    lengths: list[int] = field(default_factory=list)
    postings: dict[str, "array[int]"] = field(default_factory=lambda: defaultdict(_numbers))
    spelled: dict[str, str] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
    people: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    languages: Counter[str] = field(default_factory=Counter)

    @property
    def language(self) -> str:
        """The language of most passages."""
        return self.languages.most_common(1)[0][0] if self.languages else "en"


def _numbers() -> "array[int]":
    return array("L")


def words_of(episodes: Iterable[tuple[str, Sequence[SearchPassage]]]) -> Words:
    """Return the words of episodes' passages; only one episode is looked at at a time."""
    words = Words()
    last: dict[str, int] = {}
    for name, passages in episodes:
        language = language_of(_said(passages))
        words.languages[language] += len(passages)
        for number, one in enumerate(passages, len(words.lengths)):
            pairs = terms_of(one.text, language)
            words.lengths.append(len(pairs))
            for term, word in pairs:
                words.spelled[term] = word
                words.forms.setdefault(word, term)
            for term, count in Counter(term for term, _ in pairs).items():
                since = number - last.get(term, 0)
                words.postings[term].append(since * COUNTED + min(count, MOST_COUNTED))
                last[term] = number
        for word in _names(passages):
            words.people[word].append(len(words.episodes))
        words.episodes.append(name)
        words.firsts.append(len(words.lengths))
    _take_in_usual(words)
    return words


def _said(passages: Sequence[SearchPassage]) -> str:
    """The last of the talk, whose passages come after the document's: enough to tell a language."""
    return " ".join(one.text for one in passages[-20:])[:_TOLD]


def _names(passages: Sequence[SearchPassage]) -> set[str]:
    """The words of speakers' names that name somebody by themselves."""
    names = {who for one in passages for _, who, _ in one.lines if who}
    words = {word.casefold() for name in names for word in _WORD.findall(name)}
    return {word for word in words if len(word) > 2 and not is_common(word)}


def _take_in_usual(words: Words) -> None:
    """Note the usual words, in English, that nobody said but in another form."""
    for word in usual_words():
        for term, _ in terms_of(word, "en"):
            if term in words.postings:
                words.forms.setdefault(word, term)
