"""`connect`: a target in, a model out, behind its budget, its gate and its cache."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from restyle.events import Notice, Observer, ignore
from restyle.llm import MODELS, Model
from restyle.llm.answers.whole import Whole
from restyle.llm.balance import Balanced, Place
from restyle.llm.budget import Budget, Budgeted
from restyle.llm.cache import Cached
from restyle.llm.endpoints import SCRIPTED, Target
from restyle.llm.prices import price_of
from restyle.llm.rate_limit import gate_of
from restyle.llm.retry import RetryingModel
from restyle.llm.store import Store


@dataclass(frozen=True, slots=True)
class CachePolicy:
    """Where answers are kept, and whether each is asked for anew."""

    directory: Path
    refresh: bool = False


def connect(
    target: Target,
    keeping: CachePolicy | None = None,
    budget: Budget | None = None,
    observe: Observer = ignore,
) -> Model:
    """Return the model; call it in the loop that uses it. Without `keeping` it has no cache."""
    if any(place.exposed for place in target.places):
        observe(
            Notice(
                f"the key is sent to {target.hosts} over plain http, where others can read it; "
                "use https"
            )
        )

    if target.others:
        observe(Notice(f"{target.label} is asked at {target.hosts}"))

    def gated(place: Target) -> Model:
        gate = gate_of(place.base_url, place.key, place.concurrency)
        model = MODELS[place.kind](place, observe, gate.learn)
        asked = Budgeted(model, budget, price_of(place)) if budget else model
        return RetryingModel(asked, gate, observe, patience=place.patience)

    def opened() -> Model:
        if not target.others:
            return Whole(gated(target), observe)
        places = [Place(gated(one), one.host, one.concurrency) for one in target.places]
        return Whole(Balanced(places, observe), observe)

    # Replaying costs nothing, and a cache would hide an edit.
    return kept(opened, None if target.kind == SCRIPTED else keeping, observe)


def kept(
    opened: Callable[[], Model], keeping: CachePolicy | None, observe: Observer = ignore
) -> Model:
    """Return a model whose answers are kept; without `keeping` it is opened at once."""
    if keeping is None:
        return opened()
    store = Store(keeping.directory, observe)
    return Cached(opened, store, observe, refresh=keeping.refresh)
