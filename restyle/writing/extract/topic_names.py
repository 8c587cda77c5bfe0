"""Headings without a model: a question or a claim that was made, else a topic's own phrases."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

import numpy as np

from restyle.text.centrality import Scores
from restyle.text.english.clauses import quotable
from restyle.text.english.function_words import FUNCTION_WORDS
from restyle.text.english.questions import asked
from restyle.text.keyphrases import Phrase, keyphrases
from restyle.text.stopwords import conjunction, language_of
from restyle.text.vectors import embed, unit
from restyle.text.words import content, tokens
from restyle.topics.outline import Topic
from restyle.transcript.transcript import Boundary, Segment, Transcript, source_text
from restyle.writing.extract.passages import Ranked, rank
from restyle.writing.extract.spoken import Sentence, sentences_of

_MOST_PHRASES = 2
_NEAR_BEST = 0.7  # a phrase must weigh this share of the best to stand beside it
# What a phrase is worth beside one of several words: a single noun, what may be a verb's.
_A_NOUN, _A_DEED = 0.35, 0.3
_MOST_OF_A_QUESTION = 16  # words
_LATE = -0.2  # what a question is worth at the end of its topic, beside its likeness to the text
_REACH = 4  # sentences after a question that answer it
_LEAST_ASKED = 0.1
# What a claim that makes a heading is worth beside its likeness to its topic.
_OF_OTHERS = -0.5  # times its likeness to the other topics
_A_WORD, _MOST_OF_WORDS = 0.04, 4  # a word that carries something
_A_FIGURE, _A_NO, _OF_I, _OF_US = 0.08, 0.08, -0.2, -0.08
_AN_EMPTY_WORD, _A_LONG_WORD = -0.06, -0.02
_CENTRAL = 0.1  # times the score of its sentence
_LONG = 7  # words
_LEAST, _LEAST_OF_ALL = 0.18, 0.0
_FIGURE = re.compile(r"\d")
_NO = re.compile(r"n['’]t\b|\b(?:not|never|no|nobody|nothing|only|without|cannot)\b", re.IGNORECASE)
_I = re.compile(r"(?:i|my)\b", re.IGNORECASE)
_US = re.compile(r"(?:you|we)(?:'re|'ve| have| get| could| are| want| just)\b", re.IGNORECASE)
_EMPTY = re.compile(
    r"\b(?:really|very|just|super|pretty|quite|actually|probably|maybe|perhaps|definitely"
    r"|obviously|lots?|great|good|amazing|interesting|important|cool|fun|like|some|certain)\b",
    re.IGNORECASE,
)


def topics(transcript: Transcript, begins: Sequence[Boundary]) -> tuple[Topic, ...]:
    """Return the topics that begin at the boundaries, each named by the publisher or by `Names`."""
    segments = transcript.cut(begins)
    names = Names(transcript, segments)
    ranked = rank([sentences_of(transcript, segment) for segment in segments])
    every = (range(len(one.sentences)) for one in ranked)
    return tuple(
        Topic(_capital(begin.heading) or names.name(number, one, places), begin=begin)
        for number, (begin, one, places) in enumerate(zip(begins, ranked, every, strict=True))
    )


def whole_question(heading: str, sentences: Iterable[Sentence]) -> str:
    """Return the question of which a publisher's heading is the beginning, or the heading.

    Headings made by a program break off: “What does it mean”, of “What does it mean that …?”.
    """
    begins = heading.casefold().rstrip(" ?…")
    return next(
        (
            one.text
            for one in sentences
            if one.text.casefold().startswith(f"{begins} ")
            and one.text.endswith("?")
            and one.words <= _MOST_OF_A_QUESTION
        ),
        heading,
    )


class Names:
    """What the topics of a talk are called: a question or a short claim that somebody made.

    A claim stands in quotation marks. Where there is neither, the phrases that set a topic apart
    name it. No name is given twice.
    """

    def __init__(self, transcript: Transcript, segments: Sequence[Segment]) -> None:
        speakers = {word.casefold() for name in transcript.speakers for word in tokens(name)}
        texts = [source_text(transcript, segment, labels=False) for segment in segments]
        self._language = language_of(transcript.opening)
        self._subjects = unit(embed(texts))
        self._phrases = [
            [p for p in found if not speakers & {w.casefold() for w in tokens(p.text)}]
            for found in keyphrases(texts)
        ]
        self._used: set[str] = set()

    def name(self, number: int, ranked: Ranked, places: Iterable[int]) -> str:
        """Return a name for a topic, by its number from 0, out of its sentences at `places`."""
        chosen = list(places)
        if self._language == "en" and chosen:
            said = self._asked(ranked, chosen) or self._told(number, ranked, chosen)
        else:
            said = self._phrased(number, ranked, chosen)
        self._used.add(said.casefold())
        return _capital(said)

    def _told(self, number: int, ranked: Ranked, places: Sequence[int]) -> str:
        """The best claim, or a phrase; a poor claim only where the phrase is a lone noun."""
        claim, merit = self._claimed(number, ranked, places)
        if claim and merit >= _LEAST:
            return claim
        phrase = self._phrased(number, ranked, places)
        poor = phrase.islower() and " " not in phrase  # field, hat
        return claim if poor and claim and merit >= _LEAST_OF_ALL else phrase

    def _phrased(self, number: int, ranked: Ranked, places: Sequence[int]) -> str:
        """The phrase that sets a topic apart, one that is printed if there is any."""
        text = " ".join(ranked.sentences[n].text for n in places)
        phrases = self._phrases[number]
        shown = [one for one in phrases if one.text.casefold() in text.casefold()]
        part = f"Part {number + 1}"
        return _whole(_of_phrases(shown or phrases, self._used, part, self._language), text)

    def _asked(self, ranked: Ranked, places: Sequence[int]) -> str:
        """The question that what is printed answers best, shortened, or nothing."""
        found: dict[str, float] = {}
        printed = frozenset(places)
        for place, sentence in enumerate(ranked.sentences):
            for question in asked(sentence.text):
                if question.casefold() not in self._used and _is_answered(ranked, place, printed):
                    found.setdefault(question, _LATE * place / len(ranked.sentences))
        if not found:
            return ""
        text = " ".join(ranked.sentences[n].text for n in places)
        like = unit(embed(list(found))) @ unit(embed([text]))[0]
        best, merit = _best(found, like)
        return best if merit >= _LEAST_ASKED else ""

    def _claimed(self, number: int, ranked: Ranked, places: Sequence[int]) -> tuple[str, float]:
        """The clause that says most of its topic, in quotation marks, and what it is worth.

        It is like its topic and unlike the others, and plain: a figure, a denial, few empty words.
        """
        found: dict[str, float] = {}
        for place in places:
            central = _CENTRAL * float(ranked.scores[place])
            for clause in quotable(ranked.sentences[place].text):
                quoted = f"“{_capital(clause)}”"
                if quoted.casefold() not in self._used:
                    found.setdefault(quoted, _plainness(clause) + central)
        if not found:
            return "", 0.0
        others = np.delete(self._subjects, number, axis=0)
        vectors = unit(embed([quoted[1:-1] for quoted in found]))
        like = vectors @ self._subjects[number]
        if len(others):
            like = like + _OF_OTHERS * (vectors @ unit(others.mean(axis=0)[None])[0])
        return _best(found, like)


def _best(found: Mapping[str, float], like: Scores) -> tuple[str, float]:
    """Which of some lines is worth most, with its likeness to what it is about, and how much."""
    merits = like + np.array(list(found.values()))
    best = int(np.argmax(merits))
    return list(found)[best], float(merits[best])


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _is_answered(ranked: Ranked, place: int, printed: Set[int]) -> bool:
    """Whether what is printed holds some of what somebody else says just after a question."""
    asker = ranked.sentences[place].speaker
    near = range(place + 1, place + 1 + _REACH)
    return any(ranked.sentences[n].speaker != asker for n in near if n in printed)


def _plainness(clause: str) -> float:
    """What a clause is worth as a heading, whatever it is about."""
    words = min(len(set(content(clause))), _MOST_OF_WORDS)
    return (
        _A_WORD * words
        + _A_FIGURE * bool(_FIGURE.search(clause))
        + _A_NO * bool(_NO.search(clause))
        + _OF_I * bool(_I.match(clause))
        + _OF_US * bool(_US.match(clause))
        + _AN_EMPTY_WORD * len(_EMPTY.findall(clause))
        + _A_LONG_WORD * max(0, len(clause.split()) - _LONG)
    )


def _of_phrases(phrases: Sequence[Phrase], used: set[str], fallback: str, language: str) -> str:
    """Return a heading such as `Value functions`, or `YAML and Gatsby`.

    Two stand side by side only where both are names. `used` are phrases of the headings before,
    which are not said again.
    """
    fresh = [phrase for phrase in phrases if phrase.text.casefold() not in used]
    if not fresh:
        return fallback
    worth = {phrase.text: phrase.weight * _breadth(phrase.text) for phrase in fresh}
    best = max(worth.values())
    chosen = sorted(worth, key=lambda text: -worth[text])[:_MOST_PHRASES]
    names = all(text[:1].isupper() for text in chosen) and worth[chosen[-1]] >= _NEAR_BEST * best
    shown = chosen if names else chosen[:1]
    used.update(text.casefold() for text in shown)
    return conjunction(language).join(shown)


def _whole(noun: str, text: str) -> str:
    """A single noun with what stands before it, mostly: micro channels, E Ink."""
    if " " in noun or not noun.isascii():
        return noun
    before = re.findall(rf"(?:([\w-]+) )?\b{re.escape(noun)}\b", text, re.IGNORECASE)
    word, times = Counter(before).most_common(1)[0] if before else ("", 0)
    dull = word.casefold() in FUNCTION_WORDS or word.endswith(("ed", "ly", "ing"))
    part_of_it = (noun.islower() and not dull) or (
        len(word) == 1 and word.isupper() and word != "I"
    )
    return f"{word} {noun}" if word and part_of_it and 2 * times > len(before) else noun


def _breadth(phrase: str) -> float:
    """How much more a phrase of several words says than a word, and than one that may do it."""
    first, *more = phrase.split()
    if not more:
        return 1.0 if first[:1].isupper() else _A_NOUN
    return _A_DEED if first.endswith("ing") else 1.0
