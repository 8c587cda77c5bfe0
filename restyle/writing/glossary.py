"""A glossary's entries: which the talk bears out, and which a part of it touches."""

import re
from collections.abc import Iterable, Sequence

from restyle.text.english.common_words import is_common
from restyle.text.english.function_words import FUNCTION_WORDS
from restyle.text.spelling import Spellings
from restyle.text.words import tokens
from restyle.topics.outline import Term
from restyle.transcript.transcript import Transcript

_QUOTED = re.compile(r"[\"“‘«„]([^\"“”‘’«»„]{1,80})[\"”’»]")


def spoken_terms(terms: Iterable[Term], transcript: Transcript) -> tuple[Term, ...]:
    """Return the terms that were said, or something that a machine may have misheard so."""
    terms = tuple(terms)
    if not terms:
        return ()
    heard = frozenset(form for turn in transcript.turns for form in _forms(turn.text))
    heard |= {form for name in transcript.speakers for form in _forms(name)}
    spellings = Spellings(heard)
    return tuple(term for term in terms if _is_evidenced(term.name, heard, spellings))


def touched(terms: Iterable[Term], texts: Iterable[str]) -> tuple[Term, ...]:
    """Return the terms that texts name, rightly or as they were misheard: quoted in the note."""
    heard = frozenset(form for text in texts for form in _forms(text))
    return tuple(
        term
        for term in terms
        if any(_rare(form) <= heard for form in (term.name, *_QUOTED.findall(term.note)))
        or _rare(term.name.split(" ")[-1]) <= heard
    )


def first_mentions(
    terms: Sequence[Term], texts: Sequence[str], speakers: Sequence[str] = ()
) -> list[list[Term]]:
    """Return for each text the terms with a note that it is the first to name, but speakers."""
    found: list[list[Term]] = [[] for _ in texts]
    left = [term for term in terms if term.note and term.name not in speakers]
    for number, text in enumerate(texts):
        heard = frozenset(_forms(text))
        named = [term for term in left if _rare(term.name) and _rare(term.name) <= heard]
        found[number] = named
        left = [term for term in left if term not in named]
    return found


def _rare(text: str) -> frozenset[str]:
    """The words of a name that say something, in small letters."""
    words = [token.casefold() for token in tokens(text)]
    rare = frozenset(w for w in words if w not in FUNCTION_WORDS and not is_common(w))
    return rare or frozenset(words[:1])


def _is_evidenced(name: str, heard: frozenset[str], spellings: Spellings) -> bool:
    """Whether each word that says something was heard, or a rare one of them, or their initials."""
    words = [w for w in (t.casefold() for t in tokens(name)) if w not in FUNCTION_WORDS]
    if not words:
        return name.casefold() in heard
    if "".join(word[0] for word in words) in heard or "".join(words) in heard:
        return True
    known = [word in heard or bool(spellings.nearest(word)) for word in words]
    rare = [one for one, word in zip(known, words, strict=True) if not is_common(word)]
    return all(known) or any(rare)


def _forms(text: str) -> Iterable[str]:
    """The words of a text in small letters, their parts, and neighbours written as one."""
    before = ""
    for token in tokens(text):
        word = token.casefold().removesuffix("'s")
        yield word
        if "-" in word or "." in word:
            yield from word.replace(".", "-").split("-")
            yield word.replace("-", "").replace(".", "")
        yield before + word
        before = word
