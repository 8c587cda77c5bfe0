"""In a translation, figures and names are those of the talk.

Words cannot be compared across languages, but what is written in digits and the names of people
can: a figure that nobody said is a finding, whatever size stands after it ("100 Milliarden",
"1,5 millones"), and so is a name of two words or more.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from restyle.checking import CHECKS, Draft, abroad
from restyle.document.document import Finding
from restyle.grounding.evidence import Evidence
from restyle.text.english.quantities import quantities
from restyle.text.figures import Figure, figures
from restyle.text.languages import is_in, named
from restyle.text.stopwords import language_of
from restyle.text.words import length, tokens

# Months, hours, decades and parts, which are told in words elsewhere: 10月, 17 Uhr, 1990er, 3分の1.
_TOLD_OTHERWISE = re.compile(
    r"\s?(?:月|월|日|일|時|시|分|Uhr\b|[hH]\b|heures?\b|horas?\b|ore\b|год|er\b|er-|年代|년대|s\b|-e\b|-х\b)"
)
_FEW = 10  # what is less is said in other words as often as not: a couple, half a year
_SPELLED_DIGITS = 3  # a figure of fewer may have been spelled out, in a language not read here
_NAME = re.compile(r"(?<!\w)[^\W\d_][\w'’-]{0,60}+(?: [^\W\d_][\w'’-]{0,60}+)++")
_OPENS = re.compile(r"(?:^|[.!?:;…\n][\s\"“„«»”’)*_-]{0,12})$")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ'’ -]+")
_ENOUGH = 30  # words by which a language is told
_LEAST = 3  # letters of a part of a name
_CAPITAL_NOUNS = ("de",)
# Places, offices and events have other names in each language; these words tell them.
_TRANSLATED_WORDS = frozenset(
    """
    estados unidos reino unido unión unione union européenne européen europea europeo stati uniti
    regno états royaume casa blanca bianca maison blanche guerra guerre mundial mondiale mondial
    fría fredda froide seconde deuxième première segunda primera nueva nuevo nuova nuovo nouvelle
    nouveau gran grande bretaña bretagna bretagne corea corée arabia arabie naciones nazioni nations
    oriente orient medio medio extremo polo pôle norte nord sur sud este est oeste ouest américa
    amérique america áfrica afrique africa asia asie europa europe banco banca banque ministerio
    ministero ministère universidad università université ley loi legge parlamento parlement senado
    sénat senato congreso congrès congresso cámara chambre camera corte cour tribunal consejo
    conseil consiglio primer premier primo ministro ministre presidente président patrimonio
    patrimoine canadiense canadien canadese valle vallée reserva réserve riserva federal fédérale
    federale verenigde staten koninkrijk wereldoorlog tweede eerste huis witte wielkiej brytanii
    stany zjednoczone förenta staterna
    """.split()
)


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return the figures and the names of a translation that nobody said."""
    if not draft.brief.translated:
        return ()
    return (*_foreign(draft), *_figures(draft), *_names(draft))


def _foreign(draft: Draft) -> Iterator[Finding]:
    """A text that is in another language than it was asked for in, as far as that is told."""
    if not draft.brief.language or length(draft.text) < _ENOUGH or not language_of(draft.text):
        return
    wanted = named(draft.brief.language)
    if not is_in(draft.text, wanted):
        yield Finding("form", "", f"this is not in {wanted.name}")


def _figures(draft: Draft) -> Iterator[Finding]:
    said = draft.evidence.once(_values)
    for one in figures(draft.text, draft.brief.language):
        if _is_comparable(draft, one) and not one.values & said:
            yield Finding("number", one.text, "this figure was not said")


def _is_comparable(draft: Draft, figure: Figure) -> bool:
    """Whether a figure must have been said in a form that is read here."""
    whole = all(value == value.to_integral_value() for value in figure.values)
    if _TOLD_OTHERWISE.match(figure.after) or (whole and max(figure.values) < _FEW):
        return False
    english = draft.evidence.language == "en"
    return english or sum(letter.isdigit() for letter in figure.text) >= _SPELLED_DIGITS


def _names(draft: Draft) -> Iterator[Finding]:
    """Names of several words, each with a capital, of which no part was said.

    German writes every noun with a capital, and another script every name in another way, so
    names cannot be told there.
    """
    known = {word.casefold() for word in draft.evidence.once(_words)}
    if draft.brief.language in _CAPITAL_NOUNS or not any(map(_LATIN.fullmatch, known)):
        return
    style = draft.brief.style
    terms = [term.name for term in draft.brief.terms]
    for text in (*terms, *style.voice.stock, *style.form.section.labels):
        known.update(word.casefold() for word in tokens(text))
    for match in _NAME.finditer(draft.text):
        opens = bool(_OPENS.search(draft.text[: match.start()]))
        for run in _capitals(match[0], opens=opens):
            if _is_strange(run, known):
                yield Finding("name", " ".join(run), "this name was not said")


def _is_strange(run: list[str], known: set[str]) -> bool:
    """Whether a name is a person's, as far as can be told, and no part of it was said."""
    parts = [part for part in run if len(part) >= _LEAST and _LATIN.fullmatch(part)]
    initials = "".join(part[0] for part in run).casefold()
    return (
        len(parts) > 1
        and initials not in known
        and not any(part.casefold() in _TRANSLATED_WORDS for part in parts)
        and not any(_is_known(part, known) for part in parts)
    )


def _capitals(words: str, *, opens: bool) -> Iterator[list[str]]:
    """Runs of two or more words with a capital, but for the first of a sentence."""
    run: list[str] = []
    for number, word in enumerate([*words.split(), ""]):
        if word[:1].isupper() and not (opens and number == 0):
            run.append(word)
            continue
        if len(run) > 1:
            yield run
        run = []


def _is_known(part: str, known: set[str]) -> bool:
    """Whether a part of a name was said, whatever ending its language gives it."""
    word = part.casefold()
    stem = word[: max(_LEAST, len(word) - 2)]
    return word in known or any(other.startswith(stem) for other in known if len(stem) > _LEAST)


def _values(evidence: Evidence) -> frozenset[Decimal]:
    """The values of the numbers that were said, in words or in figures."""
    texts = [turn.text for turn in evidence.transcript.turns]
    spoken = {value.normalize() for text in texts for q in quantities(text) for value in q.values}
    language = evidence.language
    written = {value for text in texts for one in figures(text, language) for value in one.values}
    return frozenset(spoken | written)


def _words(evidence: Evidence) -> frozenset[str]:
    talk = evidence.transcript
    texts = [*(turn.text for turn in talk.turns), *talk.speakers, talk.title]
    return frozenset(word for text in texts for word in tokens(text))


CHECKS.add("translation", abroad(check))
