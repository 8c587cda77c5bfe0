"""Facts of topics: when, how long, who speaks, about what, and how sure the boundary is."""

from collections import Counter
from dataclasses import asdict, dataclass

from restyle.text.keyphrases import keyphrases
from restyle.topics.outline import Outline
from restyle.transcript.transcript import Segment, Transcript


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """What is known of a topic without reading it.

    `turn` and `character` are where it begins, `start` and `end` when, in seconds or None;
    `speakers` are the words of each; `strength` is how sure it is that a topic begins there,
    from 0 to 1, and `given` whether the publisher says so.
    """

    name: str
    summary: str
    turn: int
    character: int
    start: float | None
    end: float | None
    words: int
    speakers: dict[str, int]
    key_phrases: tuple[str, ...]
    strength: float
    given: bool

    def as_dict(self) -> dict[str, object]:
        """Return the facts as JSON holds them."""
        return asdict(self)


def topic_facts(transcript: Transcript, outline: Outline) -> tuple[TopicFacts, ...]:
    """Return the facts of every topic of an outline, in order."""
    begins = [topic.begin for topic in outline.topics]
    segments = transcript.cut(begins)
    texts = ["\n".join(transcript.said(span) for span in each.spans) for each in segments]
    starts = [transcript.time(begin) for begin in begins]
    return tuple(
        TopicFacts(
            name=topic.name,
            summary=topic.summary,
            turn=topic.begin.turn,
            character=topic.begin.start,
            start=start,
            end=end,
            words=len(text.split()),
            speakers=_speakers(transcript, segment),
            key_phrases=tuple(phrase.text for phrase in phrases),
            strength=topic.begin.strength,
            given=bool(topic.begin.heading),
        )
        for topic, segment, text, phrases, start, end in zip(
            outline.topics,
            segments,
            texts,
            keyphrases(texts),
            starts,
            [*starts[1:], transcript.duration],
            strict=True,
        )
    )


def _speakers(transcript: Transcript, segment: Segment) -> dict[str, int]:
    words: Counter[str] = Counter()
    for span in segment.spans:
        if speaker := transcript.turns[span.turn].speaker:
            words[speaker] += len(transcript.said(span).split())
    return dict(words)
