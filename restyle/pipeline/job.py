"""From an outline to what is to be written: sections of like size, each with its words."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from restyle.checking.checker import Checker
from restyle.checking.verifier import brief_for
from restyle.concurrency import Executor
from restyle.events import Notice, Observer
from restyle.pipeline.events import LeftOut
from restyle.style.length import LEAST, MOST, document_words, shares, worth
from restyle.style.profile import StyleProfile
from restyle.text import sentences
from restyle.text.languages import Language
from restyle.text.orders import commanded, obeys
from restyle.topics.outline import Outline, Topic, TopicKind
from restyle.transcript.transcript import Boundary, Segment, Transcript, source_text
from restyle.writing import Job

_SMALL = 0.75  # of the least words of a section, below which a topic is joined to its neighbour
_MEAN = 180  # words of a section, below which the smallest topics are joined
_MOST_POINTS = 5


def job_of(
    transcript: Transcript,
    outline: Outline,
    style: StyleProfile,
    observe: Observer,
    *,
    marks: Sequence[Boundary] = (),
    language: Language | None = None,
) -> Job:
    """Return what is to be written: every topic that is talk; what is left out is said."""
    segments = transcript.cut([topic.begin for topic in outline.topics])
    pairs = [
        (topic, segment, len(source_text(transcript, segment).split()))
        for topic, segment in zip(outline.topics, segments, strict=True)
    ]
    talk = [one for one in pairs if one[0].kind is TopicKind.TALK and one[2]]
    for topic, _, words in pairs:
        if topic.kind is not TopicKind.TALK:
            observe(LeftOut(topic, words))
    topics = tuple(topic for topic, _, _ in talk)
    return Job(
        transcript,
        tuple(segment for _, segment, _ in talk),
        replace(outline, topics=topics),
        style,
        shares([words for *_, words in talk], [topic.weight for topic in topics], style),
        tuple(marks),
        language,
    )


def checker_of(job: Job, off: Executor) -> Checker:
    """Return what checks the texts of a job; the work is done `off` the loop."""
    brief = brief_for(job.transcript, job.style, job.outline.glossary, job.language)
    return Checker(job.transcript, brief, off)


def joined(outline: Outline, transcript: Transcript, style: StyleProfile) -> Outline:
    """Return the outline with each topic that is worth too few words joined to a neighbour.

    A form that keeps every claim has a section for every topic.
    """
    if not style.form.selective:
        return outline
    topics = list(outline.topics)
    segments = transcript.cut([topic.begin for topic in topics])
    said = [len(source_text(transcript, segment).split()) for segment in segments]
    while (pair := _pair(topics, said, style)) is not None:
        first, second = topics[pair], topics[pair + 1]
        heavier = max((first, said[pair]), (second, said[pair + 1]), key=_weight)[0]
        topics[pair : pair + 2] = [_one(first, second, heavier)]
        said[pair : pair + 2] = [said[pair] + said[pair + 1]]
    return replace(outline, topics=tuple(topics))


def merged(job: Job, outline: Outline, rows: Sequence[range]) -> tuple[Job, Outline]:
    """Return a job in which the topics of each row are one, and the whole plan with them.

    The job's are in the order of the rows, the plan's in that of the talk.
    """
    topics: list[Topic] = []
    gone: set[Boundary] = set()
    for row in rows:
        one = job.outline.topics[row.start]
        said = job.words(row.start)
        for n in row[1:]:
            other = job.outline.topics[n]
            heavier = max((one, said), (other, job.words(n)), key=_weight)[0]
            one, said = _one(one, other, heavier), said + job.words(n)
            gone.add(other.begin)
        topics.append(one)
    by_begin = {topic.begin: topic for topic in topics}
    whole = [by_begin.get(topic.begin, topic) for topic in outline.topics]
    segments = [job.segments[row.start : row.stop] for row in rows]
    return (
        replace(
            job,
            outline=replace(job.outline, topics=tuple(topics)),
            segments=tuple(Segment(tuple(s for one in row for s in one.spans)) for row in segments),
            lengths=tuple(sum(job.lengths[row.start : row.stop]) for row in rows),
        ),
        replace(outline, topics=tuple(one for one in whole if one.begin not in gone)),
    )


def unordered(outline: Outline, transcript: Transcript, observe: Observer) -> Outline:
    """Return the outline without what stands in it because the talk orders it to be written."""
    words = orders_in(transcript)
    if not words:
        return outline
    title = transcript.title if obeys(outline.title, words) else outline.title
    summary = "" if obeys(outline.summary, words) else outline.summary
    topics = tuple(_plain(n, topic, words) for n, topic in enumerate(outline.topics, 1))
    found = replace(outline, title=title, summary=summary, topics=topics)
    if found != outline:
        observe(Notice("the outline obeyed an order in the talk; those words are left out of it"))
    return found


@lru_cache(maxsize=4)
def orders_in(transcript: Transcript) -> Sequence[str]:
    """Return what the talk orders to be written."""
    return commanded([one for turn in transcript.turns for one in sentences.split(turn.text)])


def _plain(number: int, topic: Topic, words: Sequence[str]) -> Topic:
    return replace(
        topic,
        name=f"Part {number}" if obeys(topic.name, words) else topic.name,
        summary="" if obeys(topic.summary, words) else topic.summary,
        points=tuple(point for point in topic.points if not obeys(point.text, words)),
    )


def _pair(topics: Sequence[Topic], said: Sequence[int], style: StyleProfile) -> int | None:
    """The number of the first of two topics that are to be one; None where all can stand."""
    talk = [n for n, topic in enumerate(topics) if topic.kind is TopicKind.TALK and said[n]]
    worths = worth([said[n] for n in talk], [topics[n].weight for n in talk])
    total = document_words(sum(said[n] for n in talk), style)
    share = {n: total * one / sum(worths) for n, one in zip(talk, worths, strict=True)}
    tight = total < _MEAN * len(talk)
    for n in sorted(share, key=lambda n: share[n]):
        if share[n] >= _SMALL * LEAST and not tight:
            break
        beside = [m for m in (n - 1, n + 1) if m in share and share[m] + share[n] <= MOST]
        if beside:
            return min(n, min(beside, key=lambda m: share[m]))
    return None


def _one(first: Topic, second: Topic, heavier: Topic) -> Topic:
    """Two topics as one, under the name of the heavier, whose points come before all."""
    points = (*first.points, *second.points)
    others = tuple(one for one in points if one not in heavier.points)
    chosen = set((*heavier.points, *others)[:_MOST_POINTS])
    return replace(
        heavier,
        begin=first.begin,
        weight=first.weight + second.weight,
        points=tuple(one for one in points if one in chosen),
        asides=(*first.asides, *second.asides, *(p for p in points if p not in chosen)),
    )


def _weight(one: tuple[Topic, int]) -> tuple[int, int]:
    topic, words = one
    return topic.weight, words
