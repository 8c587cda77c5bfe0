"""The book of what was asked with batches."""

from pathlib import Path

import pytest

from restyle.errors import UsageError
from restyle.llm.batch.book import FILE_NAME, Book
from restyle.llm.request import Message, Request, Sampling


def test_one_run_holds_a_book_at_a_time(tmp_path: Path) -> None:
    book = Book(tmp_path)
    with pytest.raises(UsageError, match="another run waits for batches here"):
        Book(tmp_path)
    book.close()
    Book(tmp_path).close()


def test_a_damaged_book_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database" * 100)
    with pytest.raises(UsageError, match="cannot be used"):
        Book(tmp_path)


def test_an_empty_book_is_not_left_behind(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.note("a", "m", Request("", "m", (Message("user", "?"),), Sampling(), 9))
    book.close()
    assert (tmp_path / FILE_NAME).is_file()
    book = Book(tmp_path)
    book.forget("a")
    book.close()
    assert not (tmp_path / FILE_NAME).exists()
