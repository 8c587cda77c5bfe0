"""A glossary entry counts only where the talk has something near it."""

from collections.abc import Iterable

from restyle.text.english.common_words import is_common
from restyle.text.english.function_words import FUNCTION_WORDS
from restyle.text.spelling import Spellings
from restyle.text.words import tokens
from restyle.topics.outline import Term
from restyle.transcript.transcript import Transcript


def spoken_terms(terms: Iterable[Term], transcript: Transcript) -> tuple[Term, ...]:
    """Return the terms that were said, or something that a machine may have misheard so."""
    terms = tuple(terms)
    if not terms:
        return ()
    heard = frozenset(form for turn in transcript.turns for form in _forms(turn.text))
    heard |= {form for name in transcript.speakers for form in _forms(name)}
    spellings = Spellings(heard)
    return tuple(term for term in terms if _is_evidenced(term.name, heard, spellings))


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
