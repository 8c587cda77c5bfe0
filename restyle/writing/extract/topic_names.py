"""Headings without a model: a topic's own phrases, put as a person would."""

from collections.abc import Sequence

from restyle.text.keyphrases import Phrase, keyphrases
from restyle.text.stopwords import conjunction, language_of
from restyle.text.words import tokens
from restyle.topics.outline import Topic
from restyle.transcript.transcript import Boundary, Transcript, source_text

_MOST_PHRASES = 3
_NEAR_BEST = 0.42  # a phrase must weigh this share of the best to stand beside it


def topics(transcript: Transcript, begins: Sequence[Boundary]) -> tuple[Topic, ...]:
    """Return the topics that begin at the boundaries.

    Each is named by the publisher's heading, else by the phrases that set it apart.
    """
    names = {word.casefold() for name in transcript.speakers for word in tokens(name)}
    used: set[str] = set()
    found = []
    joint = conjunction(language_of(" ".join(turn.text for turn in transcript.turns[:200])))
    segments = transcript.cut(begins)
    texts = [source_text(transcript, segment, labels=False) for segment in segments]
    for number, (begin, phrases) in enumerate(zip(begins, keyphrases(texts), strict=True), 1):
        fitting = [p for p in phrases if not names & {w.casefold() for w in tokens(p.text)}]
        name = begin.heading or _heading(fitting, used, f"Part {number}", joint)
        found.append(Topic(name, begin=begin))
    return tuple(found)


def _heading(phrases: Sequence[Phrase], used: set[str], fallback: str, joint: str) -> str:
    """Return a heading such as `Value functions, emotions and decisions`.

    `used` are phrases of the headings before, which are not said again.
    """
    fresh = [phrase for phrase in phrases if phrase.text.casefold() not in used]
    if not fresh:
        return fallback
    chosen = [p.text for p in fresh if p.weight >= _NEAR_BEST * fresh[0].weight][:_MOST_PHRASES]
    used.update(text.casefold() for text in chosen)
    joined = chosen[0] if len(chosen) == 1 else f"{', '.join(chosen[:-1])}{joint}{chosen[-1]}"
    return joined[:1].upper() + joined[1:]
