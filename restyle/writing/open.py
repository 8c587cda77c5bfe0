"""The writer that the settings ask for, opened in the loop that uses it, and its budget."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from restyle.errors import SettingsError, UsageError
from restyle.events import Observer
from restyle.llm import Model
from restyle.llm.answers.whole import Whole
from restyle.llm.budget import Budget
from restyle.llm.connect import CachePolicy, connect
from restyle.llm.endpoints import Target, resolve
from restyle.llm.prices import price_of
from restyle.settings import Settings
from restyle.text.languages import Language, named
from restyle.writing import Writer
from restyle.writing.extract.writer import ExtractiveWriter
from restyle.writing.model_writer import ModelWriter
from restyle.writing.prompts import Prompts

_GIVEN = "given/model"  # what a document calls a model object that the caller passed


@asynccontextmanager
async def opened(
    settings: Settings, given: Model | None, budget: Budget | None, observe: Observer
) -> AsyncIterator[Writer]:
    """Return the writer that the settings ask for; a model is closed only if it was opened here.

    A model that is `given` is asked in their place.
    """
    if given is not None:
        whole = Whole(given, observe)
        yield _writing(whole, "", _GIVEN, settings)(observe)
        return
    target = resolve(settings)
    if target is None:
        yield ExtractiveWriter()
        return
    async with connected(target, settings, budget, observe) as model:
        yield writers(model, target, settings)(observe)


def writers(model: Model, target: Target, settings: Settings) -> Callable[[Observer], ModelWriter]:
    """Return what makes a writer that asks the model at a target, and tells an observer."""
    return _writing(model, target.base_url, target.label, settings)


def _writing(
    model: Model, endpoint: str, name: str, settings: Settings
) -> Callable[[Observer], ModelWriter]:
    prompts, at_once = Prompts(settings.prompts), settings.sections_per_call
    return lambda observe: ModelWriter(
        model, endpoint, name, prompts, observe, sections_per_call=at_once
    )


@asynccontextmanager
async def connected(
    target: Target, settings: Settings, budget: Budget | None, observe: Observer
) -> AsyncIterator[Model]:
    """Return the model at a target, behind its cache, budget and gate; it is closed at the end."""
    keeping = CachePolicy(Path(settings.cache_dir), settings.refresh) if settings.cache else None
    model = connect(target, keeping, budget or budget_of(settings), observe)
    try:
        yield model
    finally:
        await model.close()


def language_for(settings: Settings, given: Model | None) -> Language | None:
    """Return the language that is asked for; raises UsageError without a model to write it."""
    if not settings.language:
        return None
    if given is None and resolve(settings) is None:
        raise UsageError("without a model nothing is translated; leave --language out, or name one")
    return named(settings.language)


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
