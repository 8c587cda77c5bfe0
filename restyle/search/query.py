"""What is asked for: words, who said it, and when."""

import re
import unicodedata
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from restyle.search.terms import stopwords_for, terms_of
from restyle.text.english.common_words import is_common
from restyle.text.english.names import names
from restyle.text.stopwords import stopwords

_WORD = re.compile(r"[^\W\d_]+")
_IN_BRACKETS = re.compile(r"\([^()]*+\)")
MOST_TERMS = 100  # of a question; more are a text
_CLOCK = re.compile(r"(?<![\d:])(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)(?![\d:])")
_MINUTE = re.compile(
    r"\b(?:minute|min\.?)[ ]{1,3}(\d{1,3})\b|\b(\d{1,3})[ ]{1,3}min(?:utes?)?[ ]in\b"
)
_AFTER = re.compile(
    r"\b(?:after|following)[ ]{1,3}(?:that|this|it)\b|\bnext\b|\band[ ]then\b|\bgo(?:es)? on\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:before|just before)[ ]{1,3}(?:that|this|it)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the search understands it.

    `speakers` are those of the talk whom it names, `time` when it asks about, in seconds;
    `step` is 1 where it asks for what came after the passage last shown, -1 for before it. `alone`
    says that it names speakers and nothing else, so that what they say is asked for.
    """

    text: str
    terms: tuple[str, ...]
    words: tuple[str, ...]
    speakers: tuple[str, ...] = ()
    time: float | None = None
    step: int = 0
    language: str = "en"
    alone: bool = False


def query_of(text: str, speakers: Iterable[str] = (), language: str = "en") -> Query:
    """Return a question taken apart; the names of speakers are no words to be looked for."""
    text = unicodedata.normalize("NFC", text)
    said = {word.casefold() for word in _WORD.findall(text)}
    telling = _telling(said, text, language)
    named = {name: _called(name, said, telling) for name in speakers}
    found = tuple(name for name, called in named.items() if called)
    gone = frozenset[str]().union(*named.values())
    every = dict(terms_of(_CLOCK.sub(" ", text), language))
    kept = {term: word for term, word in every.items() if word.casefold() not in gone}
    alone = bool(found) and not kept  # nothing but a name: it may be talked about, too
    pairs = list((dict(terms_of(text, language)) if alone else kept).items())[:MOST_TERMS]
    clock, minute = _CLOCK.search(text), _MINUTE.search(text)
    time: float | None = None
    if clock:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        time = 3600.0 * hours + 60 * minutes + seconds
    elif minute:
        time = 60.0 * int(minute[1] or minute[2])
    step = 1 if _AFTER.search(text) else -1 if _BEFORE.search(text) else 0
    terms, words = tuple(t for t, _ in pairs), tuple(w for _, w in pairs)
    return Query(text, terms, words, found, time, step, language, alone)


def language_among(languages: Sequence[str], text: str) -> str:
    """Return which of some languages a question is in, by its small words; the first if unsure."""
    said = {word.casefold() for word in _WORD.findall(text)}
    return max(languages, key=lambda one: len(said & stopwords_for(one)), default="en")


def _telling(said: Set[str], text: str, language: str) -> frozenset[str]:
    """Which of the words of a text name somebody by themselves.

    An ordinary word, as in “The Chair”, “Mary Hall”, does with a capital letter within a sentence.
    """
    capital = {one.text.casefold() for one in names(text) if not one.opens}
    return frozenset(
        word
        for word in said
        if len(word) > 2 and (word in capital or not _is_ordinary(word, language))
    )


def _called(name: str, said: Set[str], telling: Set[str]) -> frozenset[str]:
    """The parts of a speaker's name that a text uses: all, or those that tell by themselves."""
    bare = _IN_BRACKETS.sub(" ", name) or name
    parts = frozenset(word.casefold() for word in _WORD.findall(bare))
    return parts if parts <= said else parts & telling


def _is_ordinary(word: str, language: str) -> bool:
    return is_common(word) or word in stopwords(language)
