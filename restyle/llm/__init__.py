"""Models: what answers a request. Wrappers compose, such as `Cached(Gated(OpenAIModel))`."""

from collections.abc import Callable
from typing import Protocol

from restyle.chat import Completion, Request
from restyle.events import Observer
from restyle.llm.endpoints import Target
from restyle.registry import Registry


class Model(Protocol):
    """What answers requests. It is opened in the loop that uses it, and closed there."""

    async def complete(self, request: Request) -> Completion:
        """Return the answer; raises ModelError where there is none that can be used."""
        ...

    async def forget(self, request: Request) -> None:
        """Drop the answer to a request, where it is stored: it turned out to be useless."""
        ...

    async def close(self) -> None:
        """Give back connections and files."""
        ...


MODELS: Registry[Callable[[Target, Observer], Model]] = Registry(__name__, "kind of model")
