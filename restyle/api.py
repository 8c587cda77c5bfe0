"""The library's two main calls: `restyle` and `arestyle`."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from restyle.again import Again
from restyle.domain import Document, Transcript
from restyle.errors import SettingsError, UsageError
from restyle.events import Observer, ignore
from restyle.ingest.read import read
from restyle.llm import Model
from restyle.llm.budget import Budget
from restyle.llm.connect import Keeping, connect
from restyle.llm.endpoints import resolve
from restyle.llm.prices import price_of
from restyle.outline import Outline
from restyle.output.files import EXTRACT
from restyle.output.targets import Wanted
from restyle.output.targets import targets as output_targets
from restyle.pipeline import Wishes, plan, rewrite
from restyle.profile import StyleProfile
from restyle.prompts import Prompts
from restyle.settings import Settings
from restyle.settings import load as load_settings
from restyle.styles import load as load_style
from restyle.topics.sizes import wanted
from restyle.writers import Writer
from restyle.writers.extractive import ExtractiveWriter
from restyle.writers.model import ModelWriter

T = TypeVar("T")

_GIVEN = "given/model"  # what a document calls a model object that the caller passed


def restyle(
    source: str | Path | Transcript,
    *,
    style: str | Path | StyleProfile | None = None,
    model: str | Model | None = None,
    title: str = "",
    outline: Outline | None = None,
    again: Again | None = None,
    check: bool = True,
    repair: bool = True,
    settings: Settings | None = None,
    budget: Budget | None = None,
    observe: Observer = ignore,
) -> Document:
    """Return the document made of a transcript: a file's path, `-`, or a Transcript.

    `model` is a name such as `openai/gpt-5-mini`, `none` for an extract, or an opened Model;
    without it, and without `settings`, the environment and the configuration files decide.
    An `outline` is taken as it is instead of asked for; `again` has some sections of a document
    written anew. Without `check` nothing is checked, without `repair` nothing is written again
    for what was found. A `budget` may be shared by several calls; without it, the settings'
    limits hold for this one. Raises RestyleError where something cannot be done, and
    UsageError in a running event loop, as in a notebook: await `arestyle` there.
    """
    return _now(
        arestyle(
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
    voice = load_style(settings.style).name if resolve(settings) else EXTRACT
    output, front_matter = settings.output, settings.front_matter
    wanted = Wanted(output, settings.format, voice, title, front_matter, force)
    return output_targets(sources, wanted)


async def arestyle(
    source: str | Path | Transcript,
    *,
    style: str | Path | StyleProfile | None = None,
    model: str | Model | None = None,
    title: str = "",
    outline: Outline | None = None,
    again: Again | None = None,
    check: bool = True,
    repair: bool = True,
    settings: Settings | None = None,
    budget: Budget | None = None,
    observe: Observer = ignore,
) -> Document:
    """Return the document made of a transcript; as `restyle`, for a running event loop."""
    settings = settings or load_settings()[0]
    if isinstance(model, str):
        settings = replace(settings, model=model)
    profile = style if isinstance(style, StyleProfile) else load_style(style or settings.style)
    transcript = source if isinstance(source, Transcript) else await asyncio.to_thread(read, source)
    given = None if isinstance(model, str) else model
    wishes = Wishes(title, wanted(settings), outline, check=check, repair=repair)
    if again:
        extract = given is None and resolve(settings) is None
        wishes = again.wishes(wishes, transcript, "" if extract else profile.name)
        settings = replace(settings, refresh=True)
    async with _writer(settings, given, budget, observe) as writer:
        return await rewrite(transcript, profile, writer, observe, wishes)


def make_outline(
    source: str | Path | Transcript,
    *,
    settings: Settings | None = None,
    budget: Budget | None = None,
    observe: Observer = ignore,
) -> Outline:
    """Return where the topics of a transcript begin and what each is called.

    A model that the settings name chooses and names them; without one, code does. Raises as
    `restyle` does.
    """
    settings = settings or load_settings()[0]
    transcript = source if isinstance(source, Transcript) else read(source)
    return _now(_outline(transcript, settings, budget, observe))


async def _outline(
    transcript: Transcript, settings: Settings, budget: Budget | None, observe: Observer
) -> Outline:
    words = load_style(settings.style).shape.section_words
    async with _writer(settings, None, budget, observe) as writer:
        return await plan(transcript, writer, observe, wanted(settings).in_style(words))


def budget_of(settings: Settings) -> Budget | None:
    """Return the budget that the settings set; None without a limit.

    Raises SettingsError where a cost is limited and the model's price is not known.
    """
    target = resolve(settings)
    if target is None or (settings.max_cost is None and settings.max_tokens is None):
        return None
    price = price_of(target) if settings.max_cost is not None else None
    if settings.max_cost is not None and price is None:
        raise SettingsError(
            f"the price of {target.label} is not known, so --max-cost cannot be kept; "
            "use --max-tokens"
        )
    return Budget(price, settings.max_cost, settings.max_tokens)


def _now(work: Coroutine[None, None, T]) -> T:
    """Run in a loop of its own; in a running one, say what to do instead."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    work.close()
    raise UsageError("an event loop is running here: use `await restyle.arestyle(...)`")


@asynccontextmanager
async def _writer(
    settings: Settings, given: Model | None, budget: Budget | None, observe: Observer
) -> AsyncIterator[Writer]:
    """The writer that the settings ask for; a model is closed here only if it was opened here."""
    if given is not None:
        yield ModelWriter(given, "", _GIVEN, Prompts(), observe)
        return
    target = resolve(settings)
    if target is None:
        yield ExtractiveWriter()
        return
    keeping = Keeping(Path(settings.cache_dir), settings.refresh) if settings.cache else None
    model = connect(target, keeping, budget or budget_of(settings), observe)
    try:
        yield ModelWriter(model, target.base_url, target.label, Prompts(), observe)
    finally:
        await model.close()
