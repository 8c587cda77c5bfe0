"""The library's two main calls: `rewrite` and `arewrite`."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from restyle.document.article import Article, read_article
from restyle.document.document import Document
from restyle.document.paths import WriteOptions
from restyle.document.paths import targets as output_targets
from restyle.document.write import EXTRACT
from restyle.errors import UsageError
from restyle.events import Event, Notice, Observer, ignore
from restyle.judging.article import Comparison, compared
from restyle.judging.trial import JudgeTrial, tried
from restyle.llm import Model
from restyle.llm.budget import Budget
from restyle.llm.endpoints import resolve
from restyle.llm.events import ModelChosen
from restyle.media.read import read
from restyle.now import at_once
from restyle.pipeline.events import TopicsFound
from restyle.pipeline.later import Once, batching_for, folder_of, with_answers
from restyle.pipeline.partial import PartialRewrite
from restyle.pipeline.rewrite import RewriteOptions, planned
from restyle.pipeline.rewrite import rewrite as written
from restyle.pipeline.session import judging, language_for, opened
from restyle.pipeline.trial import Trial, trial
from restyle.settings import Settings
from restyle.settings import load as load_settings
from restyle.style.files import hides_bundled
from restyle.style.files import load as load_style
from restyle.style.length import in_force
from restyle.style.profile import StyleProfile
from restyle.text.tokens import estimate
from restyle.topics.outline import Outline
from restyle.topics.sizes import wanted
from restyle.transcript.marking import talk_alone
from restyle.transcript.transcript import Transcript
from restyle.writing.outline import PROMPT_TOKENS


def rewrite(
    source: str | Path | Transcript,
    *,
    style: str | Path | StyleProfile | None = None,
    model: str | Model | None = None,
    title: str = "",
    outline: Outline | None = None,
    again: PartialRewrite | None = None,
    check: bool = True,
    repair: bool = True,
    settings: Settings | None = None,
    budget: Budget | None = None,
    observe: Observer = ignore,
) -> Document:
    """Return the document made of a transcript: a file's path, `-`, or a Transcript.

    `model` is a name such as `openai/gpt-5.4-mini`, `none` for an extract, or an opened Model;
    without it, and without `settings`, the environment and the configuration files decide.
    An `outline` is taken instead of asked for, as it is if it is `settled`; `again` has some
    sections of a document written anew. Without `check` nothing is checked, without `repair`
    nothing is written again for what was found. A `budget` may be shared by several calls;
    without it, the settings' limits hold for this one. The document's spans are about its own
    `transcript`, in which what is not the talk stands in turns of its own. Raises RestyleError
    where something cannot be done, and UsageError in a running event loop, as in a notebook:
    await `arewrite` there.
    """
    return at_once(
        arewrite(
            source,
            style=style,
            model=model,
            title=title,
            outline=outline,
            again=again,
            check=check,
            repair=repair,
            settings=settings,
            budget=budget,
            observe=observe,
        )
    )


def targets(
    sources: Sequence[str], settings: Settings, title: str = "", *, force: bool = False
) -> dict[str, Path | None]:
    """Return the file that each source's document will be written to; None stands for stdout.

    Raises OutputError where one could not be written, before anything is read or paid for.
    """
    by_model = resolve(settings) is not None
    voice = load_style(settings.style).name if by_model else EXTRACT
    if language := language_for(settings, by_model=by_model):
        voice = f"{voice}.{language.code}"
    output, front_matter = settings.output, settings.front_matter
    wanted = WriteOptions(output, settings.formats, voice, title, front_matter, force)
    return output_targets(sources, wanted)


async def arewrite(
    source: str | Path | Transcript,
    *,
    style: str | Path | StyleProfile | None = None,
    model: str | Model | None = None,
    title: str = "",
    outline: Outline | None = None,
    again: PartialRewrite | None = None,
    check: bool = True,
    repair: bool = True,
    settings: Settings | None = None,
    budget: Budget | None = None,
    observe: Observer = ignore,
) -> Document:
    """Return the document made of a transcript; as `rewrite`, for a running event loop."""
    settings = settings or load_settings()[0]
    if isinstance(model, str):
        settings = replace(settings, model=model)
    profile = style if isinstance(style, StyleProfile) else load_style(style or settings.style)
    profile = in_force(profile, settings)
    if not isinstance(style, StyleProfile) and (note := hides_bundled(style or settings.style)):
        observe(Notice(note))
    transcript = await asyncio.to_thread(_talk, source, settings, budget, observe)
    given = None if isinstance(model, str) else model
    if again:
        settings = replace(settings, refresh=True)
    if settings.via:
        observe = Once(observe)
    async with (
        batching_for(settings, folder_of(settings.output), budget, observe) as batching,
        opened(settings, given, budget, observe, batching) as session,
    ):
        by_model = bool(session.writer.model)
        options = RewriteOptions(
            title,
            wanted(settings),
            outline,
            language=language_for(settings, by_model=by_model),
            edit=settings.edit,
            check=check,
            repair=repair,
            judge=session.judge,
        )
        if again:
            options = again.options(options, transcript, profile.name if by_model else "")
        document = await with_answers(
            lambda: written(transcript, profile, session.writer, observe, options), batching
        )
    return again.titled(document, title, outline) if again else document


def compare(
    article: str | Path | Article,
    against: str | Path | Transcript,
    *,
    model: str | Model | None = None,
    settings: Settings | None = None,
    budget: Budget | None = None,
    observe: Observer = ignore,
) -> Comparison:
    """Return what is to be said of each sentence of a text, whoever wrote it, beside a talk.

    `article` is a Markdown or text file. `model` judges: a name or an opened Model, `none` for
    code alone; without it the settings' judge, or else their model. Raises OutputError for an
    article, TranscriptError for a talk that cannot be read.
    """
    settings, given = _judged_by(model, settings)
    text = article if isinstance(article, Article) else read_article(article)
    talk = _talk(against, settings, budget, observe)

    async def held() -> Comparison:
        async with judging(settings, given, budget, observe) as judge:
            return await compared(text, talk, judge)

    return at_once(held())


def try_judge(
    model: str | Model,
    *,
    settings: Settings | None = None,
    budget: Budget | None = None,
    observe: Observer = ignore,
) -> JudgeTrial:
    """Return how well a model judges: what it finds of planted faults, and its false alarms.

    Raises RestyleError where the model cannot be asked.
    """
    settings, given = _judged_by(model, settings)

    async def judged() -> JudgeTrial:
        async with judging(settings, given, budget, observe) as judge:
            if judge is None:
                raise UsageError("no model is named; name one, such as ollama/qwen3:8b")
            return await tried(judge)

    return at_once(judged())


def make_outline(
    source: str | Path | Transcript,
    *,
    settings: Settings | None = None,
    for_document: bool = False,
    budget: Budget | None = None,
    observe: Observer = ignore,
) -> Outline:
    """Return where the topics of a transcript begin, what each is called and what carries it.

    `for_document` joins topics that are too small for a section in the settings' style. A model
    that the settings name chooses and names them; without one, code does. Raises as
    `rewrite` does.
    """
    settings = settings or load_settings()[0]
    transcript = _talk(source, settings, budget, observe)
    style = in_force(load_style(settings.style), settings)
    if not for_document:
        style = replace(style, form=replace(style.form, selection="complete"))

    def alone(event: Event) -> None:
        """Tell of the one call that this is, where no document follows it."""
        if isinstance(event, ModelChosen) and not for_document:
            spoken = sum(estimate(turn.text) for turn in transcript.turns)
            event = replace(event, calls=1, tokens=round(spoken + PROMPT_TOKENS, -3))
        observe(event)

    async def made() -> Outline:
        async with opened(settings, None, budget, alone) as session:
            language = language_for(settings, by_model=bool(session.writer.model))
            options = RewriteOptions(sizes=wanted(settings), language=language)
            _, outline = await planned(transcript, style, session.writer, ignore, options)
            observe(TopicsFound(len(outline.topics)))
            return outline

    return at_once(made())


def try_topic(
    source: str | Path | Transcript,
    *,
    topic: int = 1,
    model: Model | None = None,
    outline: Outline | None = None,
    settings: Settings | None = None,
    budget: Budget | None = None,
    observe: Observer = ignore,
) -> Trial:
    """Return one topic of a transcript, by its number from 1, as it was said and as rewritten.

    Asks for the outline, unless it is given, one section and at most one repair: a `model` that
    is given, or that of the settings. Raises as `rewrite` does.
    """
    settings = settings or load_settings()[0]
    transcript = _talk(source, settings, budget, observe)

    async def tried() -> Trial:
        async with opened(settings, model, budget, observe) as session:
            profile = in_force(load_style(settings.style), settings)
            language = language_for(settings, by_model=bool(session.writer.model))
            sizes, judge = wanted(settings), session.judge
            options = RewriteOptions(sizes=sizes, outline=outline, language=language, judge=judge)
            return await trial(transcript, profile, session.writer, observe, options, topic)

    return at_once(tried())


def _judged_by(
    model: str | Model | None, settings: Settings | None
) -> tuple[Settings, Model | None]:
    """The settings with the judge that is named, and the opened one that is given instead."""
    settings = settings or load_settings()[0]
    if isinstance(model, str):
        return replace(settings, judge=model), None
    return settings, model


def _talk(
    source: str | Path | Transcript, settings: Settings, budget: Budget | None, observe: Observer
) -> Transcript:
    """The talk in a source, with what is not the talk in turns of its own."""
    if isinstance(source, Transcript):
        return talk_alone(source)
    return talk_alone(read(source, settings=settings, budget=budget, observe=observe))
