"""Headings without a model: a question or a claim that was made, else a topic's own phrases."""

import re
from collections.abc import Sequence

from restyle.text.english.function_words import FUNCTION_WORDS
from restyle.text.keyphrases import Phrase, keyphrases
from restyle.text.stems import stem
from restyle.text.stopwords import conjunction, language_of
from restyle.text.words import tokens
from restyle.topics.outline import Topic
from restyle.transcript.transcript import Boundary, Transcript, source_text
from restyle.writing.extract.passages import Sentence, sentences_of

_MOST_PHRASES = 2
_NEAR_BEST = 0.42  # a phrase must weigh this share of the best to stand beside it
_WORDS = range(3, 11)  # of a sentence that makes a heading
_OPENING = 14  # sentences of a topic among which its question stands
_OF_SOMEBODY = re.compile(
    r"\b(?:i(?:'m|'ve|'d)?|me|my|we(?:'re|'ve)?|us|our|right|okay|guess|gonna"
    r"|thing|things|stuff|something|anything|somebody|someone|kind of|sort of)\b",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(r"\byou(?:'re|'ve|'d|r)?\b", re.IGNORECASE)
_ASKS = re.compile(
    r"(?:what|why|how|when|where|who|which|is|are|was|were|do|does|did|can|could|should|will"
    r"|would|has|have)\b",
    re.IGNORECASE,
)
_CLAIMS = re.compile(
    r"\b(?:is|are|was|were|isn't|aren't|has|have|had|can|can't|will|won't|must|does|doesn't|do"
    r"|don't|needs?|makes?|made|works?|means?|gets?|got|takes?|comes?|came)\b",
    re.IGNORECASE,
)


def topics(transcript: Transcript, begins: Sequence[Boundary]) -> tuple[Topic, ...]:
    """Return the topics that begin at the boundaries.

    Each is named by the publisher's heading, else by a question or a short claim that somebody
    made about it, else by the phrases that set it apart.
    """
    names = {word.casefold() for name in transcript.speakers for word in tokens(name)}
    used: set[str] = set()
    found = []
    language = language_of(" ".join(turn.text for turn in transcript.turns[:200]))
    joint = conjunction(language)
    segments = transcript.cut(begins)
    texts = [source_text(transcript, segment, labels=False) for segment in segments]
    each = zip(begins, segments, keyphrases(texts), strict=True)
    for number, (begin, segment, phrases) in enumerate(each, 1):
        fitting = [p for p in phrases if not names & {w.casefold() for w in tokens(p.text)}]
        said = _said(sentences_of(transcript, segment), fitting) if language == "en" else ""
        said = "" if said.casefold() in used else said
        used.add(said.casefold())
        name = begin.heading or said or _phrased(fitting, used, f"Part {number}", joint)
        found.append(Topic(name[:1].upper() + name[1:], begin=begin))
    return tuple(found)


def _said(found: Sequence[Sentence], phrases: Sequence[Phrase]) -> str:
    """A question near the beginning of a topic, or a claim, that is a heading; empty without one.

    It is short, stands by itself and names what sets the topic apart; a claim is of nobody's.
    """
    subjects = {stem(word.casefold()) for phrase in phrases[:4] for word in tokens(phrase.text)}
    fitting = [(n, one) for n, one in enumerate(found) if _is_heading(one, subjects)]
    for n, one in fitting:
        if n < _OPENING and one.text.endswith("?") and _ASKS.match(one.text):
            return one.text
    for _, one in fitting:
        if (
            one.text.endswith(".")
            and _CLAIMS.search(one.text)
            and not _TO_SOMEBODY.search(one.text)
        ):
            return one.text.rstrip(".")
    return ""


def _is_heading(sentence: Sentence, subjects: set[str]) -> bool:
    if sentence.leans or sentence.words not in _WORDS or _OF_SOMEBODY.search(sentence.text):
        return False
    words = [word.casefold() for word in tokens(sentence.text)]
    plain = not any(mark in sentence.text for mark in ',;:…—"“')
    return plain and any(stem(word) in subjects for word in words if word not in FUNCTION_WORDS)


def _phrased(phrases: Sequence[Phrase], used: set[str], fallback: str, joint: str) -> str:
    """Return a heading such as `Value functions and emotions`.

    `used` are phrases of the headings before, which are not said again.
    """
    fresh = [phrase for phrase in phrases if phrase.text.casefold() not in used]
    if not fresh:
        return fallback
    chosen = [p.text for p in fresh if p.weight >= _NEAR_BEST * fresh[0].weight][:_MOST_PHRASES]
    used.update(text.casefold() for text in chosen)
    return chosen[0] if len(chosen) == 1 else f"{', '.join(chosen[:-1])}{joint}{chosen[-1]}"
