"""Which episodes of a feed are wanted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from restyle.media.feed import Item


@dataclass(frozen=True, slots=True)
class Choice:
    """Which episodes of a feed are wanted: by their titles, from a day on, the latest so many.

    Without `allow_private`, a feed leads into no private network but its own. With `sounds`, what
    has no transcript is taken by its recording.
    """

    title: str = ""
    since: str = ""
    latest: int | None = None
    allow_private: bool = False
    sounds: bool = False


def chosen(items: Sequence[Item], choice: Choice) -> list[Item]:
    """Return the items that are wanted, the oldest first."""
    pattern = re.compile(choice.title, re.IGNORECASE)
    wanted = [
        item
        for item in reversed(items)  # feeds have the latest first
        if pattern.search(item.title) and (not item.date or item.date >= choice.since)
    ]
    return sorted(wanted, key=lambda item: item.date)
