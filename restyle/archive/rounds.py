"""Rounds over an archive whose answers come later: each brings every episode one stage further."""

from collections.abc import Callable, Collection, Sequence

from restyle.archive.reading import own_key
from restyle.archive.run import Run
from restyle.archive.sources import Episode
from restyle.llm.batch.batching import Batching


async def in_rounds(
    run: Callable[[bool], Run], episodes: Sequence[Episode], batching: Batching | None
) -> bool:
    """Settle every episode: in one run, or in as many as answers come for.

    Return whether nothing was left undone.

    `run` makes each, and is told whether there was one before.

    What still waits in the end, for a budget or for somebody who runs files, is told.
    """
    left, again, whole = list(episodes), False, True
    while True:
        one = run(again)
        again = True
        await one.over(left)
        whole = whole and one.is_whole
        if not one.deferred:
            if batching:  # else answers are left that nobody has used
                batching.done = whole
            return whole
        left = [episode for episode in left if _is_among(episode, one.deferred)]
        if batching is None or not await batching.finish():
            one.leave_waiting()
            return False


def _is_among(episode: Episode, keys: Collection[str]) -> bool:
    return episode.key in keys or any(own_key(place) in keys for place in episode.places)
