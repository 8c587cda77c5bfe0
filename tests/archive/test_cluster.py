"""Owner and worker of a cluster, without the cluster."""

import asyncio
import time
from pathlib import Path

import fsspec
import pytest

from restyle.archive.cluster.owner import Owner
from restyle.archive.cluster.worker import Made, Wanted, Worker
from restyle.archive.episode import Place
from restyle.archive.order import order_of
from restyle.archive.wanted import ArchiveOptions
from restyle.document.write import lay, refuse
from restyle.errors import BudgetError, OutputError, RestyleError, TooLongError
from restyle.events import Notice
from restyle.llm.budget import Amount
from restyle.llm.events import CallDone
from restyle.llm.request import Message, Request, Sampling
from restyle.settings import Settings
from restyle.transcript.marking import talk_alone
from restyle.transcript.read import read
from tests.archive.talks import put, talk
from tests.endpoint import Endpoint, refused, said
from tests.writer_answers import answered


def settings(endpoint: Endpoint, cache: Path, **more: object) -> Settings:
    values = {"model": "m", "base_url": endpoint.url, "cache_dir": str(cache), **more}
    return Settings(**values)  # type: ignore[arg-type]


async def test_the_owner_asks_for_all_within_one_cache_and_budget(
    endpoint: Endpoint, tmp_path: Path
) -> None:
    chosen = settings(endpoint, tmp_path, max_tokens=100_000)
    _, target = order_of(ArchiveOptions(("x",)), chosen)
    assert target is not None
    owner = Owner(target, chosen)
    writing, judge = await owner.open()
    assert (writing.judges, writing.name) == (False, "openai/m")
    assert judge is not None
    request = Request(endpoint.url, "m", (Message("user", "Say it."),), Sampling(), 100)
    for judges in (False, True, False):
        found = await owner.complete(request, judges=judges)
        assert not isinstance(found, RestyleError)
        assert found.text == "An answer."
    assert len(endpoint.bodies) == 1
    await owner.forget(request, judges=False)
    endpoint.answer = lambda body: refused(400, "maximum context length exceeded")
    assert isinstance(await owner.complete(request, judges=False), TooLongError)
    endpoint.answer = lambda body: said("Yes.")
    huge = Request(endpoint.url, "m", (Message("user", "word " * 99_000),), Sampling(), 100)
    assert isinstance(await owner.complete(huge, judges=False), RestyleError)
    events, spent = await owner.news()
    assert all(isinstance(event, Notice) for event in events)
    assert spent
    await owner.close()


@pytest.mark.parametrize("by_model", [True, False])
async def test_a_worker_writes_what_is_laid_elsewhere(
    endpoint: Endpoint, tmp_path: Path, by_model: bool
) -> None:
    endpoint.answer = answered
    model = "m" if by_model else "none"
    chosen = settings(endpoint, tmp_path / "cache", model=model, output=str(tmp_path / "out"))
    job, target = order_of(ArchiveOptions(("x",)), chosen)
    owner = Owner(target, chosen) if target else None
    named = await owner.open() if owner else (None, None)
    wanted = Wanted(job, chosen, target, named[0], named[1], "memory://show")
    worker = Worker(wanted, owner)  # type: ignore[arg-type]
    source = put(tmp_path, "talk.txt", talk(1))
    transcript = await worker.call(read, source)
    assert not isinstance(transcript, RestyleError)
    assert isinstance(await worker.call(read, tmp_path / "gone.txt"), RestyleError)
    place = Place(tmp_path / "out" / "talk.md", ("markdown",), False, str(source), False)

    made = await worker.rewrite(talk_alone(transcript), place)

    assert isinstance(made, Made)
    assert set(made.files) == {"talk.md", "talk.md.run.json"}
    assert bool(made.events) == by_model
    assert all(isinstance(event, CallDone) for event in made.events)
    assert fsspec.filesystem("memory").cat("/show/talk.md") == made.files["talk.md"]
    lay(made.files, tmp_path / "out")
    lay(made.files, tmp_path / "out")
    refuse(place.path, force=False)  # it is known as restyle's own
    place.path.write_text("changed")
    with pytest.raises(OutputError, match="was changed"):
        refuse(place.path, force=False)
    await worker.close()
    if owner:
        await owner.close()


async def test_what_hangs_is_given_up_and_costs_the_worker_nothing_else(
    endpoint: Endpoint, tmp_path: Path
) -> None:
    chosen = settings(endpoint, tmp_path, model="none", output=str(tmp_path / "out"))
    job, target = order_of(ArchiveOptions(("x",)), chosen)
    worker = Worker(Wanted(job, chosen, target, None, None), None)  # type: ignore[arg-type]
    hangs = asyncio.create_task(worker.call(time.sleep, 600))
    await asyncio.sleep(1)
    waits = asyncio.create_task(worker.call(len, "abc"))
    hangs.cancel()
    await worker.give_up()
    assert await waits == 3
    assert await worker.call(len, "ab") == 2
    await worker.close()


async def test_what_a_worker_meets_is_returned(endpoint: Endpoint, tmp_path: Path) -> None:
    endpoint.answer = lambda body: refused(401, "no such key")
    chosen = settings(endpoint, tmp_path / "cache")
    job, target = order_of(ArchiveOptions(("x",)), chosen)
    assert target is not None
    owner = Owner(target, chosen)
    worker = Worker(Wanted(job, chosen, target, *await owner.open()), owner)
    source = put(tmp_path, "talk.txt", talk(1))
    place = Place(tmp_path / "talk.md", ("markdown",), False, str(source), False)
    found = await worker.rewrite(talk_alone(read(source)), place)
    assert isinstance(found, RestyleError)
    assert "no such key" in str(found)
    await worker.close()
    await owner.close()


async def test_voices_share_one_budget(endpoint: Endpoint, tmp_path: Path) -> None:
    chosen = settings(endpoint, tmp_path, max_tokens=100_000)
    _, target = order_of(ArchiveOptions(("x",)), chosen)
    assert target is not None
    owner = Owner(target, chosen, Amount(tokens=99_990))
    await owner.open()
    request = Request(endpoint.url, "m", (Message("user", "Say it."),), Sampling(), 100)
    assert isinstance(await owner.complete(request, judges=False), BudgetError)
    assert await owner.close() == Amount(tokens=99_990)


async def test_what_cannot_be_copied_costs_no_document(endpoint: Endpoint, tmp_path: Path) -> None:
    chosen = settings(endpoint, tmp_path, model="none", output=str(tmp_path / "out"))
    job, _ = order_of(ArchiveOptions(("x",)), chosen)
    (tmp_path / "file").write_text("no folder")
    wanted = Wanted(job, chosen, None, None, None, str(tmp_path / "file"))
    worker = Worker(wanted, None)  # type: ignore[arg-type]
    source = put(tmp_path, "talk.txt", talk(1))
    place = Place(tmp_path / "talk.md", ("markdown",), False, str(source), False)
    made = await worker.rewrite(talk_alone(read(source)), place)
    assert isinstance(made, Made)
    assert "talk.md" in made.files
    assert made.fault.startswith(f"--copy-to {tmp_path / 'file'}: ")
    await worker.close()
