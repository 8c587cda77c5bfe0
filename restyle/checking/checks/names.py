"""Every name of a text was said in its place, is an evidenced term, or the style's own."""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from restyle.checking import CHECKS, Draft
from restyle.document.document import Finding
from restyle.grounding.align import Grounded
from restyle.grounding.evidence import Evidence
from restyle.text.english.common_words import is_common
from restyle.text.english.names import Name, names
from restyle.text.words import tokens

_DERIVED = re.compile(r"(?:'?s|n|an|ian|ese|ish|er|ers|ist|ists|ic|ism|i|y|ed|ing)$")
_LEAST = 3
_LANGUAGES = ("en", "fr", "es")
_LONG = 5  # letters of a word that a title writes with a capital
_GAP = 4  # letters between two words of one name: a blank, or `of`
_BESIDE = 1  # sentences round what a sentence rests on that may name what it names
_FAR = 6  # the same, where nothing else is named there
_HOUSEHOLD = 8  # sentences of the talk that say a name which may stand anywhere
_SOUNDS_ALIKE = 0.7
_SURE = 0.5  # support from which on a sentence's place in the talk is known


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the names that nobody said, and those that stand where another was said.

    In languages that write every noun with a capital, or none, names cannot be told.
    """
    if draft.evidence.language not in _LANGUAGES:
        return ()
    known = _known(draft)
    return tuple(
        Finding("name", name.text, message, draft.spans(sentence), certain=certain)
        for number, sentence in enumerate(draft.sentences)
        for name, message, certain in _faults(draft, number, sentence, known)
    )


def _faults(
    draft: Draft, number: int, sentence: Grounded, known: frozenset[str]
) -> Iterator[tuple[Name, str, bool]]:
    """Names, what is wrong with them, and whether that is certain: nobody ever said the name."""
    english = draft.evidence.language == "en"
    found = [name for name in names(sentence.text) if english or not name.opens]
    if english and _is_titled(sentence.text):  # a capital says nothing there
        found = [name for name in found if not is_common(name.text.casefold())]
    spelled_out = _spelled_out(found, known)
    for name in found:
        if name in spelled_out:
            continue
        if not _is_known(name.text, known):
            if not _misheard(draft, name.text, known):
                yield name, "this name was not said", not name.opens and _is_new(draft, name.text)
        elif message := _misplaced(draft, number, name, found):
            yield name, message, False


def _is_titled(sentence: str) -> bool:
    """Whether a sentence is written as a title, all its longer words with a capital."""
    longer = [word for word in tokens(sentence) if len(word) >= _LONG and word[0].isalpha()]
    return len(longer) >= _LEAST and all(word[0].isupper() for word in longer)


def _is_new(draft: Draft, name: str) -> bool:
    """Whether neither the talk nor the glossary has a name, or anything that sounds like it."""
    terms = frozenset(part for term in draft.brief.terms for part in _parts(term.name))
    said = draft.evidence.heard | terms
    return not _is_known(name, said) and not draft.evidence.heard_as(_folded(name))


def _misplaced(draft: Draft, number: int, name: Name, found: Sequence[Name]) -> str:
    """What is wrong with a name that was said, but not where the sentence rests; or nothing."""
    sentence = draft.sentences[number]
    if sentence.support < _SURE or draft.brief.sums_up or _is_household(draft, name.text):
        return ""
    instead = _displaced(draft, number, sentence)
    near = _near(draft, sentence, _BESIDE if instead else _FAR)
    if _is_known(name.text, near) or _is_respelled(draft, name, found, near, instead):
        return ""
    return f"{instead[0]} was named here, not this" if instead else "this name was not said here"


def _is_respelled(
    draft: Draft, name: Name, found: Sequence[Name], near: frozenset[str], instead: Sequence[str]
) -> bool:
    """Whether a name is there in another form: as it was misheard, or by its other half.

    The other half may stand beside it in the text, or elsewhere in the talk.
    """
    beside = [
        n
        for n in found
        if n != name and -_GAP <= max(n.start - name.end, name.start - n.end) <= _GAP
    ]
    misheard = draft.evidence.heard_as(_folded(name.text)) in near
    own, others = _folded(name.text), [_folded(other) for other in instead]
    alike = any(_alike(own, other) for other in others)
    whole = any(_mentions(draft)[one] for other in others for one in (own + other, other + own))
    return misheard or alike or whole or any(_is_known(n.text, near) for n in beside)


def _alike(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SOUNDS_ALIKE


def _known(draft: Draft) -> frozenset[str]:
    """What may be named in a draft: all that its part of the talk says, and who speaks."""
    heard = _heard(draft, draft.within)
    transcript = draft.evidence.transcript
    voices = (*_voices(draft, draft.within, 3), *transcript.metadata.speakers, transcript.title)
    terms = (term.name for term in draft.brief.terms if _is_heard(draft, term.name, heard))
    style = draft.brief.style
    named = (*voices, *terms, *style.voice.stock, *style.form.section.labels)
    often = draft.evidence.once(_often)
    return heard | often | frozenset(part for text in named for part in _parts(text))


def _mentions(draft: Draft) -> Counter[str]:
    """In how many sentences of the talk each word stands."""
    return draft.evidence.once(_counted)


def _counted(evidence: Evidence) -> Counter[str]:
    return Counter(form for forms in evidence.each(_forms) for form in forms)


def _often(evidence: Evidence) -> frozenset[str]:
    """The words that are said so often that they may be named anywhere."""
    return frozenset(word for word, n in evidence.once(_counted).items() if n >= _HOUSEHOLD)


def _is_household(draft: Draft, name: str) -> bool:
    """Whether a name is said so often that it may be used anywhere in the talk."""
    mentions = _mentions(draft)
    forms = (_folded(name), _DERIVED.sub("", _folded(name)))
    return any(mentions[form] >= _HOUSEHOLD for form in forms)


def _heard(draft: Draft, numbers: Iterable[int]) -> frozenset[str]:
    said = draft.evidence.each(_forms)
    return frozenset().union(*(said[n] for n in numbers))


def _voices(draft: Draft, within: range, reach: int) -> set[str]:
    """Who speaks in a part of the talk, and a few sentences before and after it."""
    said = draft.evidence.said[max(0, within.start - reach) : within.stop + reach]
    return {one.speaker for one in said}


def _is_heard(draft: Draft, term: str, heard: frozenset[str]) -> bool:
    """Whether a part of the talk has something near each word of a term, or its initials."""
    words = [_folded(token) for token in tokens(term)]
    if "".join(word[0] for word in words) in heard:
        return True
    here = [word in heard or draft.evidence.heard_as(word) in heard for word in words]
    known = (bool(draft.evidence.heard_as(word)) or word in draft.evidence.heard for word in words)
    person = len(words) < 4 and term.istitle()
    return all(here) or (person and any(here) and all(known))


def _near(draft: Draft, sentence: Grounded, reach: int) -> frozenset[str]:
    """The words said within reach of what a sentence rests on, and the names of who speaks."""
    last = len(draft.evidence.said)
    numbers = {
        n
        for base in sentence.bases
        for n in range(max(0, base - reach), min(last, base + reach + 1))
    }
    people = (part for who in _voices(draft, draft.within, 3) for part in _parts(who))
    return _heard(draft, numbers) | frozenset(people)


def _displaced(draft: Draft, number: int, sentence: Grounded) -> list[str]:
    """The names in the best of what a sentence rests on that neither it nor its neighbours have."""
    if not sentence.bases or sentence.support < _SURE:
        return []
    written = frozenset().union(*(_forms(one.text) for one in draft.beside(number)))
    said = draft.evidence.each(_named)[sentence.bases[0]]
    return [name.text for name in said if not name.opens and not _is_known(name.text, written)]


def _named(text: str) -> tuple[Name, ...]:
    return tuple(names(text))


@lru_cache(maxsize=1 << 14)
def _forms(text: str) -> frozenset[str]:
    return frozenset(_parts(text))


def _folded(word: str) -> str:
    """A word in small letters, without accents."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _parts(text: str) -> Iterator[str]:
    """The words of a text in small letters, their parts, and neighbours written as one."""
    before = ""
    for token in tokens(text):
        word = _folded(token).removesuffix("'s")
        yield word
        if not word.isalnum():
            yield re.sub(r"[\W_]", "", word)
            yield from re.split(r"[-.'/]", word)
        yield before + word
        before = word


def _spelled_out(found: Sequence[Name], known: frozenset[str]) -> set[Name]:
    """Names in a row whose first letters were said: the Bloc Québécois, of "BQ"."""
    rows: list[list[Name]] = []
    for name in found:
        if rows and name.start - rows[-1][-1].end <= _GAP:
            rows[-1].append(name)
        else:
            rows.append([name])
    initials = ("".join(name.text[0] for name in row).casefold() for row in rows)
    return {
        name
        for row, said in zip(rows, initials, strict=True)
        if len(row) > 1 and said in known
        for name in row
    }


def _is_known(name: str, known: frozenset[str]) -> bool:
    word = _folded(name)
    if word in known or re.sub(r"[\W_]", "", word) in known:
        return True
    parts = [part for part in re.split(r"[-.&/']", word) if part]
    if len(parts) > 1 and all(_is_known(part, known) or is_common(part) for part in parts):
        return True
    root = _DERIVED.sub("", word)
    least = 2 if name[:2].isupper() else _LEAST
    return len(root) >= least and any(
        form in known for form in (root, root + "s", root + "a", root + "e", root + "ern")
    )


def _misheard(draft: Draft, name: str, known: frozenset[str]) -> bool:
    """Whether a plain word in its place is the name as a machine heard it: quick, for QUIC.

    Initials that are said elsewhere in the talk may stand for their words.
    """
    if name.isupper() and any(name.casefold() in forms for forms in draft.evidence.each(_forms)):
        return True
    heard = draft.evidence.heard_as(_folded(name))
    return heard in known and is_common(heard)


CHECKS.add("names", check)
