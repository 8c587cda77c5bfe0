"""A session: who writes and who judges, as the settings ask, opened in the loop that uses them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from restyle.errors import SettingsError, UsageError
from restyle.events import Observer
from restyle.judging.judge import Judge
from restyle.llm import Model
from restyle.llm.answers.whole import Whole
from restyle.llm.batch.batching import Batching
from restyle.llm.budget import Budget, Price
from restyle.llm.connect import CachePolicy, connect
from restyle.llm.endpoints import SCRIPTED, Target, resolve
from restyle.llm.prices import price_of
from restyle.settings import NO_MODEL, Settings
from restyle.text.languages import Language, named
from restyle.writing import Writer
from restyle.writing.ask import Asker
from restyle.writing.extract.writer import ExtractiveWriter
from restyle.writing.model_writer import ModelWriter
from restyle.writing.prompts import Prompts

_GIVEN = "given/model"  # what a document calls a model object that the caller passed


@dataclass(frozen=True, slots=True)
class Session:
    """Who writes a document, and who holds it against the talk; None where code alone does.

    `edits` says that the writer reads the whole draft once more.
    """

    writer: Writer
    judge: Judge | None = None
    edits: bool = True


@dataclass(frozen=True, slots=True)
class Voice:
    """A model that can be asked: at which endpoint, under which name, and at what price."""

    model: Model
    endpoint: str
    name: str
    price: Price | None = None

    def asker(self, prompts: Prompts, observe: Observer) -> Asker:
        """Return what asks this model by prompts, and tells an observer."""
        return Asker(self.model, self.endpoint, self.name, prompts, observe, self.price)


Sessions = Callable[[Observer], Session]  # a session that tells an observer


@asynccontextmanager
async def opened(
    settings: Settings,
    given: Model | None,
    budget: Budget | None,
    observe: Observer,
    batching: Batching | None = None,
) -> AsyncIterator[Session]:
    """Return the session that the settings ask for; a model is closed only if it was opened here.

    A model that is `given` is asked in their place, and judges, too, unless nobody is to.
    """
    if given is not None:
        voice = _given(given, observe)
        judge = voice if settings.judge != NO_MODEL else None
        yield made(settings, voice, judge)(observe)
        return
    target = resolve(settings)
    if target is None:
        yield Session(ExtractiveWriter())
        return
    async with connected(target, settings, budget, observe, batching) as sessions:
        yield sessions(observe)


@asynccontextmanager
async def connected(
    target: Target,
    settings: Settings,
    budget: Budget | None,
    observe: Observer,
    batching: Batching | None = None,
) -> AsyncIterator[Sessions]:
    """Return what makes sessions with the model at a target, and with the judge.

    Each model is behind its cache, its budget and its gate, and is closed at the end. With
    `batching`, their answers come later.
    """
    async with voices(target, settings, budget, observe, batching) as (writing, judge):
        yield made(settings, writing, judge)


@asynccontextmanager
async def voices(
    target: Target,
    settings: Settings,
    budget: Budget | None,
    observe: Observer,
    batching: Batching | None = None,
) -> AsyncIterator[tuple[Voice, Voice | None]]:
    """Return the model that writes and the one that judges, as `connected` opens them."""
    budget = budget or _budget(settings, target)
    async with AsyncExitStack() as stack:
        opened_one = _voice(target, settings, budget, observe, batching)
        writing = await stack.enter_async_context(opened_one)
        other = judge_of(settings, target)
        judge = writing if other == target else None
        if other and judge is None:
            opened_other = _voice(other, settings, budget, observe, batching)
            judge = await stack.enter_async_context(opened_other)
        yield writing, judge


@asynccontextmanager
async def judging(
    settings: Settings, given: Model | None, budget: Budget | None, observe: Observer
) -> AsyncIterator[Judge | None]:
    """Return who judges by the settings, without anybody who writes; None for nobody.

    A model that is `given` is asked in their place.
    """
    async with asking(_as_judge(settings), given, budget, observe) as asker:
        yield Judge(asker) if asker else None


@asynccontextmanager
async def asking(
    settings: Settings, given: Model | None, budget: Budget | None, observe: Observer
) -> AsyncIterator[Asker | None]:
    """Return what asks the model of the settings by prompts; None where they name none.

    A model that is `given` is asked in its place.
    """
    prompts = Prompts(settings.prompts)
    if given is not None:
        yield _given(given, observe).asker(prompts, observe)
        return
    target = resolve(settings)
    if target is None:
        yield None
        return
    async with _voice(target, settings, budget or _budget(settings, target), observe) as voice:
        yield voice.asker(prompts, observe)


def made(settings: Settings, writing: Voice, judge: Voice | None) -> Sessions:
    """Return what makes sessions of voices, with the settings' prompts."""
    prompts, at_once = Prompts(settings.prompts), settings.sections_per_call

    def session(observe: Observer) -> Session:
        asker = writing.asker(prompts, observe)
        return Session(
            ModelWriter(asker, sections_per_call=at_once, edits=settings.edit),
            Judge(judge.asker(prompts, observe)) if judge else None,
            settings.edit,
        )

    return session


def rehearsed(model: Model, target: Target, settings: Settings) -> Sessions:
    """Return what makes sessions in which a model that sends nothing answers for all."""
    judge = judge_of(settings, target)
    return made(
        settings,
        Voice(model, target.base_url, target.label),
        Voice(model, judge.base_url, judge.label) if judge else None,
    )


def judge_of(settings: Settings, writing: Target) -> Target | None:
    """Return the model that judges: the writing one unless another is named; None for none."""
    if settings.judge == NO_MODEL:
        return None
    if not settings.judge:
        return writing
    return resolve(_as_judge(settings))


def _as_judge(settings: Settings) -> Settings:
    """The settings with the judge in the place of the model that writes."""
    return replace(settings, model=settings.judge or settings.model, judge="")


def _given(model: Model, observe: Observer) -> Voice:
    return Voice(Whole(model, observe), "", _GIVEN)


def language_for(settings: Settings, *, by_model: bool) -> Language | None:
    """Return the language that is asked for; raises UsageError without a model to write it."""
    if not settings.language:
        return None
    if not by_model:
        raise UsageError("without a model nothing is translated; leave --language out, or name one")
    return named(settings.language)


def budget_of(settings: Settings) -> Budget | None:
    """Return the budget that the settings set; None without a limit.

    Raises SettingsError where a cost is limited and a model's price is not known.
    """
    return _budget(settings, resolve(settings))


def _budget(settings: Settings, target: Target | None) -> Budget | None:
    for one in (target, judge_of(settings, target) if target else None):
        if one and settings.max_cost is not None and price_of(one) is None:
            raise SettingsError(
                f"the price of {one.label} is not known, so --max-cost cannot be kept; "
                "use --max-tokens"
            )
    return Budget.within(settings.max_cost, settings.max_tokens)


@asynccontextmanager
async def _voice(
    target: Target,
    settings: Settings,
    budget: Budget | None,
    observe: Observer,
    batching: Batching | None = None,
) -> AsyncIterator[Voice]:
    keeping = CachePolicy(Path(settings.cache_dir), settings.refresh) if settings.cache else None
    if batching and target.kind != SCRIPTED:
        price, model = batching.price(target), batching.connect(target, keeping)
    else:
        price, model = price_of(target), connect(target, keeping, budget, observe)
    try:
        yield Voice(model, target.base_url, target.label, price)
    finally:
        await model.close()
