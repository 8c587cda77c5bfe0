"""Examining a voice: does every prompt render with it, what does it cost, what makes it weak."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from restyle.checking import Brief, draft, findings
from restyle.checking.checks.avoid import named_words
from restyle.document.document import Finding
from restyle.errors import ModelError
from restyle.events import ignore
from restyle.grounding.evidence import Evidence
from restyle.llm.dry_run import FillerModel
from restyle.llm.request import Request
from restyle.llm.tokens import counter
from restyle.pipeline.rewrite import planned
from restyle.settings import Settings
from restyle.style.files import load
from restyle.style.profile import Example, StyleProfile
from restyle.style.voiceprints import voiceprint
from restyle.stylometry.rules import contradictions
from restyle.text.english.quotations import quotations
from restyle.text.markdown.sentences import plain
from restyle.transcript.transcript import Boundary, Cue, Source, Transcript, Turn
from restyle.writing.ask import WRITING, Asker
from restyle.writing.model_writer import ModelWriter
from restyle.writing.prompts import Prompts

_SAMPLE = "Host: How long does it take?\nGuest: Two days, I think. It might be three."
_TURN = re.compile(r"(?:([^:\n]{1,60}):\s+)?(.+)")
_REHEARSED = "rehearsal/none"
_BRIEF_WORDS = range(25, 250)
_FEW = 3
_COSTLY = 2500  # tokens of a voice in every call
_FIRST_PERSON = re.compile(r"(?:(?<=[a-z,;:.!?(“] )|^)\b(?:I|I['’](?:m|ve|d|ll)|my)\b")


@dataclass(frozen=True, slots=True)
class StyleReview:
    """A voice that is valid, what makes it weak, and what it costs.

    `voice` is how many tokens it adds to each call for a section, `system` how many such a
    call has beside the talk; `exact` says that they were counted with a model's
    vocabulary. `prompts` are the stages whose prompts were rendered with it.
    """

    profile: StyleProfile
    advice: tuple[str, ...]
    voice: int
    system: int
    exact: bool
    prompts: tuple[str, ...]


def examine(style: str | Path, settings: Settings) -> StyleReview:
    """Return what there is to say of a voice.

    Raises StyleError where its profile is faulty, PromptError where a prompt does not render.
    """
    profile = load(style)
    requests = asyncio.run(_rehearsed(profile, Prompts(settings.prompts)))
    tokens = counter(settings.model.partition("/")[2])
    sent = next(one for one in requests if one.origin.stage in WRITING)
    voice = tokens.count("\n".join(_texts(profile)))
    costs = [f"{voice:,} tokens go with every call"] if voice > _COSTLY else []
    return StyleReview(
        profile,
        (*_advice(profile), *_denied(style, profile), *costs),
        voice,
        tokens.count(sent.messages[-1].content) - tokens.count(_SAMPLE),
        tokens.exact,
        tuple(dict.fromkeys(one.origin.stage for one in requests)),
    )


async def _rehearsed(profile: StyleProfile, prompts: Prompts) -> list[Request]:
    """Every request of a small run in the voice, with repairs, answered by filler."""
    model = FillerModel()
    writer = ModelWriter(Asker(model, "", _REHEARSED, prompts))
    talk = _talk(_SAMPLE)
    job, _ = await planned(talk, profile, writer, ignore)
    found = (Finding("quote", "two days", "these are not the exact words", fix="Two days"),)
    (drafted,) = await writer.sections(job, [0])
    if isinstance(drafted, ModelError):
        raise drafted
    complete = replace(profile, form=replace(profile.form, selection="complete"))
    await writer.sections(replace(job, style=complete), [0])
    section = replace(drafted, findings=found)
    await writer.repair(job, 0, section)
    takeaways = await writer.takeaways(job, (section,))
    await writer.mend_takeaways(job, (section,), [(one, found) for one in takeaways])
    return [request for request, _ in model.exchanges]


def _talk(text: str) -> Transcript:
    """A piece of talk, a turn a line, each after its speaker's name and a colon."""
    lines = [_TURN.match(line) for line in text.splitlines() if line.strip()]
    turns = (Turn(n, m[1] or "", (Cue(m[2]),)) for n, m in enumerate(filter(None, lines)))
    return Transcript("Example", tuple(turns), Source("example"))


def _texts(profile: StyleProfile) -> Iterator[str]:
    """All words of a profile that stand in a prompt for a section."""
    voice = profile.voice
    yield from (voice.brief, *voice.do, *voice.avoid, *voice.stock)
    yield profile.form.section.ask
    for example in profile.examples:
        yield from (example.source, example.rewrite)


def _advice(profile: StyleProfile) -> Iterator[str]:
    """What makes the voice weak, the weightiest first."""
    voice = profile.voice
    if not profile.examples:
        yield "examples: there is none; one piece of talk and its rewrite say more than any rule"
    for number, example in enumerate(profile.examples, 1):
        for fault in _broken(profile, example):
            yield f"examples {number}: {fault}"
    yield from _contradictions(profile)
    words = len(voice.brief.split())
    if words not in _BRIEF_WORDS:
        many = "few" if words < _BRIEF_WORDS.start else "many"
        yield f"voice.brief: {words} words are {many}; say who speaks, to whom, and how"
    for key, lines in (("do", voice.do), ("avoid", voice.avoid)):
        if len(lines) < _FEW:
            yield f"voice.{key}: {len(lines)} of them; three or more make a difference"


def _denied(style: str | Path, profile: StyleProfile) -> tuple[str, ...]:
    """What the rules say and the voice's measured texts deny."""
    known = voiceprint(style)
    return contradictions(profile.voice.do, profile.voice.avoid, known.habits) if known else ()


def _contradictions(profile: StyleProfile) -> Iterator[str]:
    """Words that the voice avoids and that its own rules use or ask for."""
    voice = profile.voice
    for line in voice.avoid:
        for word in named_words(line):
            pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
            if pattern.search(voice.brief):
                yield f"voice.brief: says {word!r}, which voice.avoid forbids"
            for number, rule in enumerate(voice.do, 1):
                if any(pattern.search(asked) for asked in named_words(rule)):
                    yield f"voice.do {number}: asks for {word!r}, which voice.avoid forbids"
    if voice.narrator in ("neutral", "author") and re.search(
        r"first person", " ".join((voice.brief, *voice.do)), re.IGNORECASE
    ):
        yield f"voice.do: asks for the first person, but voice.narrator is {voice.narrator!r}"


def _broken(profile: StyleProfile, example: Example) -> Iterator[str]:
    """Where an example is no faithful rewrite, or not in its own style."""
    talk = _talk(example.source.strip())
    paragraphs = re.split(r"\n\s*\n", example.rewrite.strip())
    words = len(example.rewrite.split())
    segments = talk.cut([Boundary(0)])
    written = draft(paragraphs, Brief(profile, (), words), Evidence(talk), segments)
    for finding in findings(written):
        about = f" ({finding.text!r})" if finding.text else ""
        yield f"{finding.kind}: {finding.message}{about}"
    if profile.voice.narrator == "neutral" and (line := _says_i(paragraphs)):
        yield f"somebody says “I”, but voice.narrator is 'neutral' ({line!r})"


def _says_i(paragraphs: list[str]) -> str:
    """The first sentence outside quotation marks with somebody's "I" in it."""
    for paragraph in paragraphs:
        text = plain(paragraph)
        if paragraph.startswith(">"):
            continue
        for quote in reversed(list(quotations(text))):
            text = text[: quote.start] + text[quote.end :]
        if match := _FIRST_PERSON.search(text):
            return text[max(0, match.start() - 30) : match.end() + 30].strip()
    return ""
