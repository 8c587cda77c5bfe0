"""The ledger of an archive."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from restyle.archive.changes import reason
from restyle.archive.entry import Entry, State
from restyle.archive.ledger import Ledger
from restyle.errors import UsageError
from restyle.transcript.fetch import Fetched

ENTRY = Entry(
    "key",
    "karpathy",
    name="talk",
    state=State.DONE,
    guests=("Ann", "Bob"),
    fingerprint="f",
    made_with={"style": "s", "model": "m"},
    takeaways=("**One.** Two.",),
    findings=3,
    cost=0.5,
    signature=b"\x00\x01",
)


def test_what_is_written_down_is_read_back(tmp_path: Path) -> None:
    ledger = Ledger.at(tmp_path / "out", create=True)
    ledger.put(ENTRY)

    again = Ledger.at(tmp_path / "out")

    entry = again.entry("key", "karpathy")
    assert entry is not None
    assert entry.updated
    assert [one.key for one in again.entries()] == ["key"]
    assert (entry.guests, entry.made_with, entry.takeaways) == (
        ENTRY.guests,
        ENTRY.made_with,
        ENTRY.takeaways,
    )
    assert (entry.state, entry.signature, entry.cost) == (State.DONE, b"\x00\x01", 0.5)
    assert again.entry("key", "minutes") is None


def test_a_folder_without_an_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no archive was written here"):
        Ledger.at(tmp_path)
    (tmp_path / ".restyle-archive.db").write_text("no database at all, but a text" * 50)
    with pytest.raises(UsageError, match="cannot be used as a ledger"):
        Ledger.at(tmp_path)


def test_two_runs_do_not_hold_one_archive(tmp_path: Path) -> None:
    first, second = (Ledger.at(tmp_path, create=True) for _ in range(2))
    first.hold()

    with pytest.raises(UsageError, match=r"is being worked on by process \d+ on .* since 20"):
        second.hold()
    assert second.is_held()
    first.close()
    assert not second.is_held()
    second.hold()
    assert second.arguments() == {}
    second.keep({"flags": {"style": "x"}})
    assert second.arguments() == {"flags": {"style": "x"}}


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed so there")
def test_a_killed_run_holds_nothing(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from restyle.archive.ledger import Ledger\n"
        "ledger = Ledger.at(Path(sys.argv[1]), create=True); ledger.hold()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)

    Ledger.at(tmp_path).hold()


def test_what_was_fetched_is_known_with_its_body_if_wanted(tmp_path: Path) -> None:
    ledger = Ledger.at(tmp_path, create=True)
    ledger.remember("u", Fetched(b"body", "e", "m"), "d")
    ledger.remember("f", Fetched(b"body", "e", "m"), "d", body=True)

    assert ledger.known("u") == (Fetched(b"", "e", "m"), "d")
    assert ledger.known("f") == (Fetched(b"body", "e", "m"), "d")
    assert ledger.known("x") is None


@pytest.mark.parametrize(
    ("entry", "now", "made", "why"),
    [
        (None, "f", {}, "new"),
        (Entry("k", "v", state=State.FAILED), "f", {}, "failed before"),
        (Entry("k", "v", state=State.RUNNING), "f", {}, "was interrupted"),
        (Entry("k", "v", state=State.WAITING), "f", {}, "was left waiting"),
        (ENTRY, "g", {"style": "s", "model": "m"}, "source changed"),
        (ENTRY, "g", {"style": "t", "model": "m"}, "source and style changed"),
        (ENTRY, "f", {"style": "s", "model": "n"}, "model changed"),
        (ENTRY, "f", {"style": "s", "model": "m"}, "the document is gone"),
        (Entry("k", "v", state=State.DUPLICATE, fingerprint="f"), "f", {}, ""),
    ],
)
def test_why_an_episode_has_to_be_done(
    entry: Entry | None, now: str, made: dict[str, str], why: str
) -> None:
    assert reason(entry, now, made) == why


def test_a_full_disk_is_told_in_a_line(tmp_path: Path) -> None:
    ledger = Ledger.at(tmp_path, create=True)
    (pages,) = ledger._db.execute("PRAGMA page_count").fetchone()
    ledger._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UsageError, match="the disk is full; make room, and run again"):
        ledger.put(Entry("key", "v", summary="long " * 20_000))
    ledger.close()


def test_who_is_known_stays_until_a_run_leaves_nothing_undone(tmp_path: Path) -> None:
    def begun() -> Ledger:
        ledger = Ledger.at(tmp_path, create=True)
        ledger.hold()
        with sqlite3.connect(tmp_path / ".restyle-archive.db") as db:
            db.execute("UPDATE runs SET pid = -1")  # another process, as the next run is
        db.close()
        return ledger

    first = begun()
    for number in range(2):
        first.put(replace(ENTRY, key=f"{number}", speakers=("Ann",)))
    assert first.recurring() == ()
    first.close()
    second = begun()  # goes on with what was interrupted
    assert second.recurring() == ()
    second.end_whole()
    second.close()
    third = begun()
    assert third.recurring() == ("Ann",)
    third.close()
