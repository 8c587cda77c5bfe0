"""Models: what answers a request. Wrappers compose: `Cached(Gated(Budgeted(OpenAIModel)))`."""

from collections.abc import Callable, Mapping
from typing import Protocol

from restyle.events import Observer
from restyle.llm.endpoints import Target
from restyle.llm.request import Completion, Request
from restyle.plugins import Registry


class Model(Protocol):
    """What answers requests. It is opened in the loop that uses it, and closed there."""

    async def complete(self, request: Request) -> Completion:
        """Return the answer; raises ModelError where there is none that can be used."""
        ...

    async def forget(self, request: Request) -> None:
        """Drop the answer to a request, where it is stored: it turned out to be useless."""
        ...

    def stop(self) -> None:
        """Send nothing more; what is under way may end."""
        ...

    async def close(self) -> None:
        """Give back connections and files."""
        ...


Learn = Callable[[Mapping[str, str]], None]  # is told the headers of every answer

MODELS: Registry[Callable[[Target, Observer, Learn], Model]] = Registry(
    "restyle.llm.providers", "kind of model"
)
