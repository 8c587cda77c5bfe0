"""A writer that needs no model: everything it prints was said."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from restyle.document.document import Finding, Paragraph, Section, Takeaway
from restyle.text.centrality import diverse
from restyle.text.languages import Language
from restyle.text.markdown.prose import escape
from restyle.text.vectors import centred, embed, unit
from restyle.topics.outline import BoundaryProposal, Outline, Topic
from restyle.transcript.roles import cast
from restyle.transcript.transcript import Transcript
from restyle.writing import Drafted, Edited, Job
from restyle.writing.extract.outcomes import outcome_of, outcomes
from restyle.writing.extract.passages import Ranked, choose, rank
from restyle.writing.extract.spoken import Sentence, credited, follows, sentences_of
from restyle.writing.extract.topic_names import Names, topics, whole_question

_GAP = "[…]"
_NOBODY = "Somebody else"
_TAKEAWAY_WORDS = range(10, 36)
_LEAST_WORDS = 40
_SHARE = 0.4  # of the words that a written section would have
_MOST_A_SECTION = 2
_REDUNDANCY = 0.9
_FIGURES = 1.2
_HOST_SHARE = 0.6  # what the host says weighs less than what he is told
# No subject, an order, or the first of several.
_NO_CLAIM = re.compile(
    r"(?:actually|basically|usually|currently|realistically|technically|is|are|was|were|has|had|"
    r"do|does|did|don't|doesn't|didn't|just|one of (?:the|them|my)|some of|going|being|having|"
    r"at this point|by the way|for something|in terms of|as soon as|in the sense|what i|where|"
    r"when i|maybe we)\b",
    re.IGNORECASE,
)
# Said to the other speaker, or about the talk itself: no claim for a reader.
_TO_SOMEBODY = re.compile(
    r"""
    \b(?:you(?:'re|\ are)?\ (?:said|say|mention\w*|just|pointed|hinting|suggesting|ask\w*)
    |you(?:'re)?\ talk\w*
    |your\ question|thank|curious|i\ was\ (?:alluding|referring|saying|talking)|let\ me|let's
    |(?:i\ don't|i'm\ not)\ (?:know|sure)|gist\ of\ it|what\ i\ meant?|i\ mean|as\ i\ said
    |we(?:'ll|\ will|\ are\ going\ to|\ should)\ (?:discuss|talk|move)|i'?m\ gonna|i\ guess
    |this|these|those|here)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


class ExtractiveWriter:
    """Keeps the most central sentences of every topic, cleaned, in order, attributed."""

    model = ""

    def __init__(self) -> None:
        self._last: _Chosen | None = None

    async def outline(
        self,
        transcript: Transcript,
        cuts: BoundaryProposal,
        language: Language | None = None,
        *,
        selective: bool = True,
    ) -> Outline:
        """Return the best cuts, with headings from the phrases that set each segment apart."""
        return Outline(transcript.title, topics(transcript, cuts.best))

    async def sections(self, job: Job, numbers: Sequence[int]) -> tuple[Drafted, ...]:
        """Return the segments' central sentences, to the length that the style wants."""
        return tuple(self._section(job, index) for index in numbers)

    def _section(self, job: Job, index: int) -> Section:
        chosen = self._chosen(job)
        paragraphs = _paragraphs(chosen.ranked[index].sentences, chosen.kept[index])
        return Section(escape(chosen.names[index]), paragraphs, job.segments[index])

    async def freely(self, job: Job) -> str:
        """Return nothing: there is one extract."""
        return ""

    async def edit(self, job: Job, draft: Mapping[int, Section], second: str) -> Edited | None:
        """Return nothing: an extract holds what was said, and nobody edits it."""
        return None

    async def copyedit(self, job: Job, sections: Mapping[int, Section]) -> Edited | None:
        """Return nothing, as for `edit`."""
        return None

    async def repair(self, job: Job, index: int, section: Section) -> Section:
        """Return the section as it is: it holds nothing but what was said."""
        return section

    async def takeaways(self, job: Job, sections: tuple[Section, ...]) -> tuple[Takeaway, ...]:
        """Return central sentences that stand by themselves, with little overlap.

        In a form that asks for decisions, actions and open questions, those come first.
        """
        closing = job.style.form.closing
        came = outcomes(job.transcript, self._chosen(job).ranked, closing.groups)
        kinds = {group.name for group in closing.groups}
        heading = closing.groups[-1].heading if closing.groups else closing.heading
        points = (
            Takeaway(credited(sentence), (section,), heading)
            for section, sentence in self._central(job)
            if outcome_of(job.transcript, sentence)[0] not in kinds
        )
        return (*came, *points)

    def _central(self, job: Job) -> Iterator[tuple[int, Sentence]]:
        """The sentences to take away, each with the section in which it stands."""
        host = cast(job.transcript).host
        chosen = self._chosen(job)
        pool = [
            (index, sentence, score * _weight(sentence, host))
            for index, (ranked, kept) in enumerate(zip(chosen.ranked, chosen.kept, strict=True))
            for place in kept
            for sentence, score in [(ranked.sentences[place], float(ranked.scores[place]))]
            if score > 0 and _stands_alone(sentence)
        ]
        for place in sorted(_spread(pool, job.style.takeaways.count)):
            yield pool[place][:2]

    async def mend_takeaways(
        self,
        job: Job,
        sections: tuple[Section, ...],
        found: Sequence[tuple[Takeaway, tuple[Finding, ...]]],
    ) -> tuple[Takeaway, ...]:
        """Return the takeaways as they are: somebody said each of them."""
        return tuple(takeaway for takeaway, _ in found)

    def _chosen(self, job: Job) -> "_Chosen":
        """What is kept of the whole talk, looked at once for all its sections."""
        if self._last is None or self._last.job is not job:
            self._last = _Chosen.of(job)
        return self._last


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What an extract prints: of each segment its sentences, the places of those kept, its name."""

    job: Job
    ranked: Sequence[Ranked]
    kept: Sequence[Sequence[int]]
    names: Sequence[str]

    @classmethod
    def of(cls, job: Job) -> "_Chosen":
        ranked = rank([sentences_of(job.transcript, segment) for segment in job.segments])
        lengths = [max(_LEAST_WORDS, round(words * _SHARE)) for words in job.lengths]
        kept = [choose(*pair) for pair in zip(ranked, lengths, strict=True)]
        names = Names(job.transcript, job.segments)
        return cls(
            job,
            ranked,
            kept,
            [
                _heading(topic, job.outline, ranked[n]) or names.name(n, ranked[n], kept[n])
                for n, topic in enumerate(job.outline.topics)
            ],
        )


def _heading(topic: Topic, outline: Outline, ranked: Ranked) -> str:
    """The heading that somebody gave a topic: in an outline of their own, or in the source."""
    if outline.settled:
        return topic.name
    return whole_question(topic.name, ranked.sentences) if topic.begin.heading else ""


def _weight(sentence: Sentence, host: str) -> float:
    """How much more than others a sentence is worth taking away: what has figures, by a guest."""
    figures = _FIGURES if any(map(str.isdigit, sentence.text)) else 1.0
    return figures * (_HOST_SHARE if sentence.speaker == host else 1.0)


def _stands_alone(sentence: Sentence) -> bool:
    """Whether a sentence is a claim that can be read without what was said around it."""
    claims = not sentence.leans and not sentence.text.endswith(("?", ":", "…", "..."))
    whole = not _NO_CLAIM.match(sentence.text) and not _TO_SOMEBODY.search(sentence.text)
    return claims and whole and sentence.words in _TAKEAWAY_WORDS


def _spread(pool: Sequence[tuple[int, Sentence, float]], most: int) -> list[int]:
    """The best of the pool, unlike one another, at most two from one section."""
    vectors = unit(centred(embed([sentence.text for _, sentence, _ in pool])))
    taken: list[int] = []
    sections: Counter[int] = Counter()
    for position in diverse(vectors, np.array([score for *_, score in pool]), _REDUNDANCY):
        section = pool[position][0]
        if sections[section] < _MOST_A_SECTION and len(taken) < most:
            taken.append(position)
            sections[section] += 1
    return taken


def _paragraphs(found: Sequence[Sentence], kept: Sequence[int]) -> tuple[Paragraph, ...]:
    """One paragraph a stretch; where words of the same turn are left out, a mark says so."""
    groups: list[list[int]] = []
    for before, index in pairwise([-1, *kept]):
        if before >= 0 and follows(found[index], found[before]):
            groups[-1].append(index)
        else:
            groups.append([index])
    paragraphs = []
    speaker, turn = "", -1
    for group in groups:
        first = found[group[0]]
        gap = f"{_GAP} " if first.span.turn == turn else ""
        named = escape(first.speaker or _NOBODY)
        label = f"**{named}:** " if first.speaker != speaker else ""
        speaker, turn = first.speaker, first.span.turn
        text = escape(" ".join(found[index].text for index in group))
        spans = tuple(found[index].span for index in group)
        paragraphs.append(Paragraph(f"{label}{gap}{text}", spans))
    return tuple(paragraphs)
