"""A ledger that something else wrote to, or that cannot be written, is one clear line."""

import sqlite3
from pathlib import Path

import pytest

from restyle.archive.entry import Entry, State
from restyle.archive.ledger import FILE_NAME, Ledger
from restyle.errors import UsageError


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger.at(tmp_path, create=True)
    made.put(Entry("a.txt", "karpathy", "A", State.DONE))
    made.put(Entry("b.txt", "karpathy", "B", State.DONE))
    return made


def spoil(ledger: Ledger, statement: str) -> None:
    with sqlite3.connect(ledger.folder / FILE_NAME) as db:
        db.execute(statement)


@pytest.mark.parametrize(
    "change",
    [
        "guests = 'not JSON'",
        "made_with = '[1'",
        "state = 'no state'",
        "words = 'many'",
        "takeaways = '{}'",
        "cost = x'00ff'",
    ],
)
def test_a_row_that_is_damaged_is_as_if_it_were_not_there(ledger: Ledger, change: str) -> None:
    spoil(ledger, f"UPDATE episodes SET {change} WHERE key = 'a.txt'")

    assert ledger.entry("a.txt", "karpathy") is None
    assert [entry.key for entry in ledger.entries()] == ["b.txt"]


def test_a_table_that_is_gone_is_one_line_with_a_way_out(ledger: Ledger) -> None:
    spoil(ledger, "DROP TABLE episodes")

    with pytest.raises(UsageError, match="move it away, and the archive is written anew"):
        ledger.entry("a.txt", "karpathy")
    with pytest.raises(UsageError, match="no such table"):
        ledger.put(Entry("c.txt", "karpathy", "C", State.DONE))


def test_what_was_asked_for_may_be_damaged(ledger: Ledger) -> None:
    spoil(ledger, "INSERT INTO runs (began, arguments) VALUES ('now', '{\"flags\": ')")

    with pytest.raises(UsageError, match="name the sources again"):
        ledger.arguments()


def test_a_body_that_is_none_is_fetched_again(ledger: Ledger) -> None:
    spoil(ledger, "INSERT INTO fetched VALUES ('https://a.example', 1, 2, 3, 'text')")

    assert ledger.known("https://a.example") is None


def test_a_lock_that_is_no_database_is_named(ledger: Ledger) -> None:
    lock = next(
        iter(ledger.folder.glob(".restyle-archive.lock")), ledger.folder / ".restyle-archive.lock"
    )
    lock.write_bytes(b"nothing of the kind" * 100)

    assert not ledger.is_held()
    with pytest.raises(UsageError, match="remove it and run again"):
        ledger.hold()
