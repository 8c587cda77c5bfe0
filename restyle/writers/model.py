"""A writer that asks a model: prompts out, answers in, each parsed at the door."""

import asyncio
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import TypeVar
from urllib.parse import urlsplit

from restyle.chat import Completion, Message, Origin, Request, Sampling
from restyle.domain import Outline, Paragraph, Section, Segment, Takeaway, Transcript
from restyle.errors import AnswerError
from restyle.events import CallDone, ModelChosen, Notice, Observer, ignore
from restyle.llm import Model
from restyle.prompts import Prompts
from restyle.tokens import estimate
from restyle.writers import Job, source_text
from restyle.writers.answers import (
    OutlinePart,
    outline_schema,
    parse_outline,
    parse_takeaways,
    takeaways_schema,
)
from restyle.writers.headings import topics
from restyle.writers.narrator import narrator
from restyle.writers.prose import inline, paragraphs

T = TypeVar("T")

_ROOM = 8192  # tokens for an answer; models that reason spend most of it unseen
_MORE_ROOM = 32768
_OUTLINE_TOKENS = 60_000  # a longer talk is planned in parts, none of it cut
_LEAST_COUNTED = 0.4  # of the estimate; below it, the endpoint has cut the prompt
_PROMPT_TOKENS = 2500  # about what a prompt has beside the talk
_ARTICLES = ("The ", "A ", "An ")
_EDGE_WORDS = 90  # of the neighbours, shown for context


class ModelWriter:
    """Writes with a model, in the style's voice."""

    def __init__(
        self,
        model: Model,
        endpoint: str,
        name: str,
        prompts: Prompts,
        observe: Observer = ignore,
    ) -> None:
        self.model = name
        self._model = model
        self._endpoint = endpoint
        self._prompts = prompts
        self._observe = observe
        self._doubted = False

    async def outline(self, transcript: Transcript, segments: tuple[Segment, ...]) -> Outline:
        """Return the plan of the document; topics that the model left out are named by code."""
        texts = [source_text(transcript, segment) for segment in segments]
        groups = _groups(texts)
        self._announce(texts, calls=len(groups) + len(texts) + 1)
        parts = await asyncio.gather(
            *(
                self._outline_part(transcript, texts, group, part, len(groups))
                for part, group in enumerate(groups)
            )
        )
        named = {number: topic for part in parts for number, topic in part.topics.items()}
        fallback = topics(transcript, segments)
        if len(named) < len(texts):
            self._observe(
                Notice(
                    f"the outline names {len(named)} of {len(texts)} topics; the rest are guessed"
                )
            )
        glossary = {term.name: term for part in parts for term in part.glossary}
        return Outline(
            parts[0].title or transcript.title,
            tuple(named.get(number, plain) for number, plain in enumerate(fallback, 1)),
            tuple(glossary.values()),
        )

    async def section(self, job: Job, index: int) -> Section:
        """Return segment `index`, rewritten in the style's voice; empty if all of it is ads."""
        if not job.source(index):
            return Section("", (), job.segments[index])
        values = {
            **self._values(job, index),
            "topic": job.outline.topics[index],
            "words": max(6, round(job.words(index) * job.style.shape.length / 10)) * 10,
            "opening": _opening(job, index),
            "before": _last_words(job.source(index - 1)) if index else "",
            "after": _first_words(job.source(index + 1)) if index + 1 < len(job.segments) else "",
        }
        return await self._prose("section", job, index, values)

    async def repair(self, job: Job, index: int, section: Section) -> Section:
        """Return the section with what its findings say put right."""
        values = {
            **self._values(job, index),
            "draft": section.text,
            "findings": section.findings,
        }
        return await self._prose("repair", job, index, values)

    async def takeaways(self, job: Job, sections: tuple[Section, ...]) -> tuple[Takeaway, ...]:
        """Return the takeaways of all sections, the weightiest first."""
        style = job.style
        values = {
            "style": style,
            "outline": job.outline,
            "sections": sections,
            "narrator": narrator(style, job.transcript),
            "count": style.takeaways.count,
        }
        request = self._request("takeaways", values, takeaways_schema(), job=job)
        return await self._parsed(
            request,
            lambda text: parse_takeaways(
                text, style.takeaways.pattern, len(sections), style.takeaways.count
            ),
        )

    def _announce(self, texts: Sequence[str], calls: int) -> None:
        """Say what is about to be sent; repairs come on top."""
        spoken = sum(estimate(text) for text in texts)
        tokens = round(2 * spoken + calls * _PROMPT_TOKENS, -3)
        host = urlsplit(self._endpoint).netloc.rpartition("@")[2] or "this machine"
        self._observe(ModelChosen(self.model, host, calls, tokens))

    async def _outline_part(
        self, transcript: Transcript, texts: Sequence[str], group: range, part: int, parts: int
    ) -> OutlinePart:
        values = {
            "title": transcript.title,
            "speakers": transcript.speakers[:12],
            "part": part + 1 if parts > 1 else 0,
            "parts": parts,
            "segments": [{"number": i + 1, "text": texts[i]} for i in group],
        }
        request = self._request(
            "outline", values, outline_schema(), segment=part if parts > 1 else None
        )
        return await self._parsed(request, lambda text: parse_outline(text, [i + 1 for i in group]))

    def _values(self, job: Job, index: int) -> dict[str, object]:
        return {
            "style": job.style,
            "outline": job.outline,
            "narrator": narrator(job.style, job.transcript),
            "number": index + 1,
            "heading": _heading(job, index),
            "source": job.source(index),
        }

    async def _prose(
        self, stage: str, job: Job, index: int, values: Mapping[str, object]
    ) -> Section:
        request = self._request(stage, values, job=job, segment=index)
        answer = (await self._answered(request)).text
        heading = _heading(job, index)
        segment = job.segments[index]
        texts = paragraphs(answer, heading, job.source(index))
        if not texts:
            raise AnswerError(f"section {index + 1}: the model's answer is empty")
        blocks = tuple(Paragraph(text, segment.spans) for text in texts)
        return Section(inline(heading), blocks, segment)

    async def _parsed(self, request: Request, parse: Callable[[str], T]) -> T:
        """Parse the answer; what cannot be used is asked for once more, with what was wrong."""
        first = await self._answered(request)
        try:
            return parse(first.text)
        except AnswerError as error:
            problem = str(error)
        stage = request.origin.stage
        self._observe(Notice(f"{stage}: asking again: {problem}"))
        complaint = self._prompts.render("again", {"problem": problem})[-1]
        messages = (*request.messages, Message("assistant", first.text or "…"), complaint)
        origin = replace(request.origin, stage=f"{stage}-again")
        again = replace(request, messages=messages, origin=origin)
        second = await self._answered(again)
        try:
            return parse(second.text)
        except AnswerError as error:
            for useless in (request, again):
                await self._model.forget(useless)
            what = f"{stage}: {self.model} answered twice with what cannot be used"
            raise AnswerError(f"{what}: {error}") from error

    async def _answered(self, request: Request) -> Completion:
        """Ask; an answer that ran out of room is asked for again with more, and never taken."""
        for room in (request.max_tokens, _MORE_ROOM):
            completion = await self._model.complete(replace(request, max_tokens=room))
            self._observe(CallDone(request.origin.stage, completion.usage, completion.cached))
            self._doubt(request, completion)
            if completion.finish_reason == "stop":
                return completion
            if completion.finish_reason != "length":
                break
        reason = f"its answer ended by {completion.finish_reason!r}, so it may not be whole"
        raise AnswerError(f"{_place(request)}: {self.model}: {reason}")

    def _doubt(self, request: Request, completion: Completion) -> None:
        """Say so if the endpoint counts far fewer tokens than were sent: some cut in silence."""
        sent = sum(estimate(message.content) for message in request.messages)
        counted = completion.usage.tokens_in
        if 0 < counted < _LEAST_COUNTED * sent and not self._doubted:
            self._doubted = True
            self._observe(
                Notice(
                    f"the endpoint counts {counted:,} tokens in a prompt of about {sent:,}; "
                    "it may cut long prompts, so raise its context length"
                )
            )

    def _request(
        self,
        stage: str,
        values: Mapping[str, object],
        schema: str = "",
        *,
        job: Job | None = None,
        segment: int | None = None,
    ) -> Request:
        messages = self._prompts.render(stage, values)
        digests = {"template": self._prompts.digest(stage), "model": self.model}
        if job:
            digests["style"] = _sha256(json.dumps(asdict(job.style), sort_keys=True))
            digests["outline"] = _sha256(json.dumps(asdict(job.outline), sort_keys=True))
        if job and segment is not None:
            digests["segment"] = _sha256(job.source(segment))
        style = job.style.name if job else ""
        return Request(
            endpoint=self._endpoint,
            model=self.model.partition("/")[2],
            messages=messages,
            sampling=job.style.sampling if job else Sampling(),
            max_tokens=_ROOM,
            schema=schema,
            origin=Origin(stage, style, segment, tuple(sorted(digests.items()))),
        )


def _groups(texts: Sequence[str]) -> list[range]:
    """Runs of segments that fit into one outline call."""
    groups: list[range] = []
    start = tokens = 0
    for index, text in enumerate(texts):
        size = estimate(text)
        if index > start and tokens + size > _OUTLINE_TOKENS:
            groups.append(range(start, index))
            start, tokens = index, 0
        tokens += size
    return [*groups, range(start, len(texts))]


def _place(request: Request) -> str:
    segment = request.origin.segment
    return request.origin.stage if segment is None else f"{request.origin.stage} {segment + 1}"


def _heading(job: Job, index: int) -> str:
    """The topic in the style's pattern; an article within it is written small: On the Price."""
    pattern, topic = job.style.shape.heading, job.outline.topics[index].name
    if not pattern.startswith("{topic}") and topic.startswith(_ARTICLES):
        topic = topic[0].lower() + topic[1:]
    return pattern.replace("{topic}", topic)


def _opening(job: Job, index: int) -> str:
    openings = job.style.voice.openings
    return openings[index % len(openings)] if openings else ""


def _last_words(text: str) -> str:
    return " ".join(text.split()[-_EDGE_WORDS:])


def _first_words(text: str) -> str:
    return " ".join(text.split()[:_EDGE_WORDS])


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
