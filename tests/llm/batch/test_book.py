"""The book of what was asked with batches."""

from pathlib import Path

import pytest

from restyle.errors import UsageError
from restyle.llm.batch.book import FILE_NAME, Book


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
