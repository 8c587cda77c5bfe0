"""What the library reports while it works, to an observer that the caller may pass.

Each room has events of its own: `llm.events` those of calls, `pipeline.events` those of stages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


class Event:
    """Something that has happened; a dataclass with what there is to know of it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Notice(Event):
    """Something that a person should know; the work goes on."""

    message: str


Observer: TypeAlias = Callable[[Event], None]


def ignore(event: Event) -> None:
    """Observe nothing; the default observer."""
