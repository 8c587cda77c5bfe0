"""The cache: what is kept, what is asked again, and what hostile rows cannot do."""

import asyncio
import logging
import os
import pickle
import sqlite3
import stat
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from restyle.errors import SettingsError
from restyle.events import Event, Notice
from restyle.llm.cache import Cached, digest
from restyle.llm.request import Completion, Message, Origin, Request, Sampling, Usage
from restyle.llm.store import Store

REQUEST = Request("http://host/v1", "m", (Message("user", "Hello"),), Sampling(), 100)


class Counting:
    """A model that counts what it is asked."""

    def __init__(self, finish_reason: str = "stop") -> None:
        self.asked = 0
        self.closed = False
        self.finish_reason = finish_reason

    async def complete(self, request: Request) -> Completion:
        self.asked += 1
        await asyncio.sleep(0.01)
        return Completion(f"Answer {self.asked}", Usage(3, 4), self.finish_reason)

    async def forget(self, request: Request) -> None:
        """Nothing is stored."""

    def stop(self) -> None:
        """Nothing is under way."""

    async def close(self) -> None:
        self.closed = True


async def ask(
    directory: Path, model: Counting, *requests: Request, events: list[Event] | None = None
) -> list[Completion]:
    observe = (events if events is not None else []).append
    cached = Cached(lambda: model, Store(directory, observe), observe)
    try:
        return [await cached.complete(request) for request in requests]
    finally:
        await cached.close()


async def test_an_answer_is_paid_for_once(tmp_path: Path) -> None:
    model = Counting()

    first = await ask(tmp_path / "c", model, REQUEST)
    second = await ask(tmp_path / "c", model, REQUEST)

    assert model.asked == 1
    assert second == [replace(first[0], cached=True)]


async def test_a_warm_run_opens_no_connection(tmp_path: Path) -> None:
    await ask(tmp_path / "c", Counting(), REQUEST)

    def refuse() -> Counting:
        raise AssertionError("opened")

    cached = Cached(refuse, Store(tmp_path / "c"))
    assert (await cached.complete(REQUEST)).cached
    await cached.close()


@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, model="n"),
        replace(REQUEST, endpoint="http://other/v1"),
        replace(REQUEST, messages=(Message("user", "Hello!"),)),
        replace(REQUEST, sampling=Sampling(temperature=0.1)),
        replace(REQUEST, max_tokens=101),
        replace(REQUEST, schema="{}"),
    ],
)
def test_whatever_decides_the_answer_is_in_the_key(other: Request) -> None:
    assert digest(other) != digest(REQUEST)


def test_what_a_request_is_for_is_not_in_the_key() -> None:
    assert digest(replace(REQUEST, origin=Origin("section", "karpathy", 3))) == digest(REQUEST)


async def test_the_same_request_in_flight_twice_is_sent_once(tmp_path: Path) -> None:
    model = Counting()
    cached = Cached(lambda: model, Store(tmp_path / "c"))

    answers = await asyncio.gather(*(cached.complete(REQUEST) for _ in range(5)))

    await cached.close()
    assert model.asked == 1
    assert {answer.text for answer in answers} == {"Answer 1"}


@pytest.mark.parametrize(("reason", "asked"), [("stop", 1), ("length", 2), ("content_filter", 2)])
async def test_only_a_whole_answer_is_kept(tmp_path: Path, reason: str, asked: int) -> None:
    model = Counting(reason)

    await ask(tmp_path / "c", model, REQUEST, REQUEST)

    assert model.asked == asked


async def test_an_answer_that_is_forgotten_is_asked_for_again(tmp_path: Path) -> None:
    model = Counting()
    cached = Cached(lambda: model, Store(tmp_path / "c"))
    await cached.complete(REQUEST)

    await cached.forget(REQUEST)
    await cached.complete(REQUEST)

    await cached.close()
    assert model.asked == 2


@pytest.mark.skipif(sys.platform == "win32", reason="no POSIX modes")
async def test_the_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    await ask(tmp_path / "deep" / "c", Counting(), REQUEST)

    assert stat.S_IMODE((tmp_path / "deep" / "c").stat().st_mode) == 0o700


class Trap:
    """Leaves a mark when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (os.mkdir, (str(self.mark),))


def plant(directory: Path, **columns: object) -> None:
    """Overwrite the one row of the cache."""
    with sqlite3.connect(directory / "cache.db") as database:
        assignments = ", ".join(f"{name} = ?" for name in columns)
        database.execute(f"UPDATE Cache SET {assignments}", tuple(columns.values()))
    database.close()


HOSTILE_ROWS: dict[str, Callable[[object, str], dict[str, object]]] = {
    "pickle": lambda bomb, victim: {"mode": 4, "value": bomb},
    "pickled key": lambda bomb, victim: {"raw": 0, "mode": 4, "value": bomb},
    "file": lambda bomb, victim: {"mode": 2, "filename": victim, "value": None},
    "text file": lambda bomb, victim: {"mode": 3, "filename": victim, "value": None},
    "binary": lambda bomb, victim: {"value": sqlite3.Binary(b"{}")},
    "oversize": lambda bomb, victim: {"value": "x" * 5_000_000},
    "not ours": lambda bomb, victim: {"value": '{"answer": {"text": 7}}'},
}


@pytest.mark.parametrize("row", HOSTILE_ROWS)
async def test_a_hostile_row_is_a_miss_and_does_nothing(tmp_path: Path, row: str) -> None:
    directory, mark, victim = tmp_path / "c", tmp_path / "mark", tmp_path / "victim.txt"
    victim.write_text("precious")
    await ask(directory, Counting(), REQUEST)
    bomb = sqlite3.Binary(pickle.dumps(Trap(mark)))
    plant(directory, **HOSTILE_ROWS[row](bomb, str(victim)))
    model, events = Counting(), list[Event]()

    answers = await ask(directory, model, REQUEST, REQUEST, events=events)

    assert model.asked == 1, "asked again once, then kept again"
    assert [a.text for a in answers] == ["Answer 1", "Answer 1"]
    assert not mark.exists()
    assert victim.read_text() == "precious"
    if row != "pickled key":  # this row is simply never found
        assert any(isinstance(event, Notice) for event in events)


async def test_replacing_a_row_that_names_a_file_deletes_nothing(tmp_path: Path) -> None:
    directory, victim = tmp_path / "c", tmp_path / "victim.txt"
    victim.write_text("precious")
    await ask(directory, Counting(), REQUEST)
    plant(directory, filename=str(victim))

    await ask(directory, Counting(), REQUEST)

    assert victim.exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("disk_min_file_size", 0),
        ("disk_evil", 1),
        ("set", 1),
        ("_disk", 1),
        ("eviction_policy", "least-recently-used"),
        ("cull_limit", 10),
        ("size_limit", 1),
        ("statistics", 1),
    ],
)
async def test_settings_in_the_database_change_nothing(
    tmp_path: Path, key: str, value: object
) -> None:
    directory = tmp_path / "c"
    await ask(directory, Counting(), REQUEST)
    with sqlite3.connect(directory / "cache.db") as database:
        database.execute("INSERT OR REPLACE INTO Settings VALUES (?, ?)", (key, value))
    database.close()
    model = Counting()

    await ask(directory, model, REQUEST, replace(REQUEST, model="other"))

    assert model.asked == 1
    assert [path.name for path in directory.iterdir() if path.is_dir()] == []


async def test_a_corrupt_database_is_set_aside(tmp_path: Path) -> None:
    directory = tmp_path / "c"
    directory.mkdir()
    (directory / "cache.db").write_bytes(b"this is no database " * 500)
    (directory / "thesis.txt").write_text("")
    model, events = Counting(), list[Event]()

    await ask(directory, model, REQUEST, REQUEST, events=events)

    assert model.asked == 1
    assert (directory / "cache.db.damaged-1").read_bytes().startswith(b"this is no")
    assert (directory / "thesis.txt").exists(), "nothing else is touched"
    assert any("damaged" in event.message for event in events if isinstance(event, Notice))


async def test_a_busy_database_loses_no_answer_and_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = tmp_path / "c"
    await ask(directory, Counting(), replace(REQUEST, model="first"))
    blocker = sqlite3.connect(directory / "cache.db", isolation_level=None)
    cached = Cached(Counting, Store(directory), patience=0.1)
    blocker.execute("BEGIN EXCLUSIVE")

    answer = await cached.complete(REQUEST)

    blocker.execute("ROLLBACK")
    blocker.close()
    await cached.close()
    assert answer.text == "Answer 1"
    assert [path.name for path in tmp_path.iterdir()] == ["c"]


async def test_a_cache_folder_that_cannot_be_made_names_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(SettingsError, match="--no-cache"):
        Cached(Counting, Store(tmp_path / "file" / "c"))


async def test_keys_and_headers_are_not_in_the_cache(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    await ask(
        tmp_path / "c",
        Counting(),
        replace(REQUEST, origin=Origin("section", digests=(("style", "ab"),))),
    )

    with sqlite3.connect(tmp_path / "c" / "cache.db") as database:
        (value,) = database.execute("SELECT value FROM Cache").fetchone()
    database.close()
    assert '"digests": [["style", "ab"]]' in value
    assert "Hello" not in value


async def test_refresh_asks_for_each_answer_once_a_run_and_keeps_the_new_one(
    tmp_path: Path,
) -> None:
    model = Counting()
    await ask(tmp_path / "c", model, REQUEST)
    refreshing = Cached(lambda: model, Store(tmp_path / "c"), refresh=True)

    answers = [await refreshing.complete(REQUEST) for _ in range(2)]

    await refreshing.close()
    (kept,) = await ask(tmp_path / "c", model, REQUEST)
    assert model.asked == 2
    assert [answer.text for answer in (*answers, kept)] == ["Answer 2"] * 3


async def test_a_row_of_somebody_else_hides_no_answer(tmp_path: Path) -> None:
    await ask(tmp_path / "c", Counting(), REQUEST)
    with sqlite3.connect(tmp_path / "c" / "cache.db") as database:
        database.execute(
            "INSERT INTO Cache (key, raw, store_time, access_time, size, mode, value) "
            "VALUES ('abc', 1, 0, 0, 0, 1, 'x')"
        )
    database.close()
    store = Store(tmp_path / "c")

    assert [stored.completion.text for _, stored in store] == ["Answer 1"]
    assert store.prune(older_than=-1) == 1
    assert list(store) == []
    store.close()


async def test_a_database_that_another_process_writes_to_is_opened_all_the_same(
    tmp_path: Path,
) -> None:
    await ask(tmp_path / "c", Counting(), REQUEST)
    path = tmp_path / "c" / "cache.db"
    blocker = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    blocker.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.3, blocker.execute, ("ROLLBACK",))
    release.start()

    store = Store(tmp_path / "c")

    release.join()
    blocker.close()
    assert len(store) == 1
    store.close()
