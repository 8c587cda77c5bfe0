import pytest
from hypothesis import given
from hypothesis import strategies as st

from restyle.text.markdown.tables import relined

TABLE = "| When | Check |\n|:--|--:|\n| Before | a few tests |\n| After | all of them |"
WORD = st.text(alphabet="abc d.%", min_size=1, max_size=9).filter(str.strip)


def test_a_table_in_one_line_has_its_rows_again() -> None:
    line = "| When | Check | |---|---| | Before | perhaps a few tests | | After | all of them |"

    assert relined(line, TABLE) == (
        "| When | Check |\n|:--|--:|\n| Before | perhaps a few tests |\n| After | all of them |"
    )
    assert relined(line.replace("| |", "|\n|"), TABLE) == relined(line, TABLE)


@pytest.mark.parametrize(
    ("line", "old"),
    [
        ("Before the release, all of them.", TABLE),
        ("| When | Check | Why | |---|---|---| | a | b | c |", TABLE),
        ("| When | Check | |---|---| | Before |", TABLE),
        ("| When | Check | | Before | a |", TABLE),
        ("", TABLE),
        ("| When | Check | |---|---| | a | b |", "```\nrun it\n```"),
        ("| When | Check | |---|---| | a | b |", "A sentence."),
    ],
)
def test_what_is_no_such_table_is_none(line: str, old: str) -> None:
    assert relined(line, old) == ""


def test_what_stands_in_a_cell_is_text() -> None:
    line = "| When | Check | |---|---| | <b>a</b> | [b](http://x.example) |"

    found = relined(line, TABLE)
    assert "<b>" not in found
    assert "](http" not in found


@given(st.lists(st.tuples(WORD, WORD), min_size=1, max_size=5))
def test_rows_that_were_joined_are_parted(rows: list[tuple[str, str]]) -> None:
    lines = ["| a | b |", "|---|---|", *(f"| {x.strip()} | {y.strip()} |" for x, y in rows)]
    table = "\n".join(" ".join(line.split()) for line in lines)

    assert relined(" ".join(table.split()), table).count("\n") == table.count("\n")
