"""With what an archive is done: processes and a model here, batches, or a cluster."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from restyle.archive.options import ArchiveJob
from restyle.archive.run import Means
from restyle.archive.wanted import ArchiveOptions
from restyle.errors import UsageError
from restyle.events import Observer
from restyle.llm.batch.batching import Batching
from restyle.llm.endpoints import Target
from restyle.pipeline.later import batching_for
from restyle.pipeline.session import connected
from restyle.settings import Settings

if TYPE_CHECKING:
    from restyle.archive.cluster.owner import Named

Having = tuple[ArchiveJob, Means, Batching | None]


@asynccontextmanager
async def means_for(
    wanted: ArchiveOptions,
    settings: Settings,
    target: Target | None,
    job: ArchiveJob,
    here: Means,
    observe: Observer,
) -> AsyncIterator[Having]:
    """Return a job with the means to do it; `here` are those of this process, without a model.

    Raises UsageError for a cluster that is not there.
    """
    if wanted.copy_to and not wanted.ray:
        raise UsageError("--copy-to goes with --ray; without a cluster, name a folder by --output")
    if wanted.ray:
        async with _on_cluster(wanted, settings, target, job, here, observe) as having:
            yield having
    elif target is None:
        yield job, here, None
    else:
        async with (
            batching_for(settings, job.output, here.budget, observe) as batching,
            connected(target, settings, here.budget, observe, batching) as sessions,
        ):
            yield job, replace(here, sessions=sessions, later=batching is not None), batching


@asynccontextmanager
async def _on_cluster(
    wanted: ArchiveOptions,
    settings: Settings,
    target: Target | None,
    job: ArchiveJob,
    here: Means,
    observe: Observer,
) -> AsyncIterator[Having]:
    try:
        from restyle.archive.cluster.nodes import Asking, cluster_at
        from restyle.archive.cluster.worker import Wanted, open_address
    except ImportError as error:
        raise UsageError("--ray takes Ray: pip install 'restyle[ray]'") from error
    if settings.via:
        raise UsageError("--ray and --via contradict each other: a batch needs no cluster")
    if here.budget and here.heard:
        raise UsageError(
            "--ray with a budget transcribes nothing: two processes would spend it; transcribe "
            "first, without --ray"
        )
    if wanted.copy_to:
        open_address(wanted.copy_to)

    def for_worker(named: "tuple[Named, Named | None] | None") -> Wanted:
        writing, judge = named or (None, None)
        return Wanted(job, settings, target, writing, judge, wanted.copy_to)

    asking = Asking(target, settings, here.budget)
    async with cluster_at(wanted.ray, asking, for_worker, observe) as cluster:
        at_once = wanted.at_once or cluster.episodes
        yield replace(job, at_once=at_once), replace(here, crew=cluster, cluster=cluster), None
