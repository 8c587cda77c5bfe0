"""`connect`: a target in, a model out, behind its gate and its cache."""

from pathlib import Path

from restyle.events import Observer, ignore
from restyle.llm import MODELS, Model
from restyle.llm.cache import Cached
from restyle.llm.endpoints import SCRIPTED, Target
from restyle.llm.gate import Gated


def connect(target: Target, cache_dir: Path | None = None, observe: Observer = ignore) -> Model:
    """Return the model, cached where a folder is given; call it in the loop that uses it."""

    def gated() -> Model:
        return Gated(MODELS[target.kind](target, observe), target.concurrency, observe)

    free = target.kind == SCRIPTED  # replaying costs nothing, and a cache would hide an edit
    return gated() if free or cache_dir is None else Cached(gated, cache_dir, observe)
