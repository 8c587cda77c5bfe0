"""`connect`: a target in, a model out, behind its budget, its gate and its cache."""

from dataclasses import dataclass
from pathlib import Path

from restyle.events import Notice, Observer, ignore
from restyle.llm import MODELS, Model
from restyle.llm.answers.whole import Whole
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
    if target.exposed:
        observe(
            Notice(
                f"the key is sent to {target.host} over plain http, where others can read it; "
                "use https"
            )
        )

    def gated() -> Model:
        gate = gate_of(target.base_url, target.key, target.concurrency)
        model = MODELS[target.kind](target, observe, gate.learn)
        asked = Budgeted(model, budget, price_of(target)) if budget else model
        return Whole(RetryingModel(asked, gate, observe, patience=target.patience), observe)

    if keeping is None or target.kind == SCRIPTED:
        return gated()  # replaying costs nothing, and a cache would hide an edit
    store = Store(keeping.directory, observe)
    return Cached(gated, store, observe, refresh=keeping.refresh)
