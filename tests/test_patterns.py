"""No pattern over a talk's or a model's text takes more time than its text is long."""

import dataclasses
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from re import _constants as codes  # type: ignore[attr-defined]  # as pickled patterns have no tree
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import restyle

SEEDS = (
    *("[Music] ", "[", "(", "(a", " ", "\t", "\n", "a", "a ", "A", "A ", "Ab ", "Ab. ", "0", "0:"),
    *(
        "00:",
        "[00:00:01]",
        "<",
        "<a ",
        "<a>",
        "<!--",
        "-",
        "* ",
        "**",
        "_",
        "`",
        '"',
        "“",
        "'",
        "’",
    ),
    *(". ", "...", ", ", "Name: ", "{", "&", "# ", "|", "~", "http://a ", "a-", "a'", "one ", "1,"),
    *(
        "1.",
        "1 ",
        "$1",
        "?",
        "♪",
        "字",
        "\\",
        "=",
        "…",
        "you know ",
        "ha ",
        "dot ",
        "<think>",
        "![](",
        "```\n",
        "NOTE\n",
        "\n\n",
        " \n",
        "-->",
    ),
)
LENGTHS = (10_000, 20_000, 40_000)
PROBE = 4_000
SUSPICIOUS = 0.008  # seconds for the probe; what is linear takes a tenth of it
MOST = 1.0  # seconds for the longest; what is quadratic takes several


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern of the package, by the name of where it stands."""
    found: dict[re.Pattern[str], str] = {}
    for module in pkgutil.walk_packages(restyle.__path__, "restyle."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                for pattern in within(value):
                    found.setdefault(pattern, f"{module.name}.{name}")
    return {f"{name} {number}": pattern for number, (pattern, name) in enumerate(found.items())}


def within(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The patterns in a value: itself, or the parts of a collection or a dataclass."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, tuple | list | set | frozenset | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from within(part, depth + 1)
    elif depth < 4 and dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from within(getattr(value, field.name, None), depth + 1)


def literals(pattern: re.Pattern[str]) -> set[str]:
    """The rows of letters that stand in a pattern."""
    found: set[str] = set()

    def gather(tree: Any) -> None:
        run = ""
        for code, argument in tree:
            if code is codes.LITERAL:
                run += chr(argument)
                continue
            found.add(run)
            run = ""
            for part in argument if isinstance(argument, tuple) else (argument,):
                for inner in part if isinstance(part, list) else (part,):
                    if isinstance(inner, parser.SubPattern):
                        gather(inner)
        found.add(run)

    gather(parser.parse(pattern.pattern, pattern.flags))
    return {row for row in found if 0 < len(row) < 30}


def taken(pattern: re.Pattern[Any], text: str) -> float:
    row = text.encode() if isinstance(pattern.pattern, bytes) else text
    began = time.process_time()
    pattern.match(row)
    for _ in pattern.finditer(row):
        pass
    return time.process_time() - began


@pytest.mark.parametrize("name", PATTERNS := patterns())
def test_no_pattern_backtracks_over_a_row_that_nearly_matches(name: str) -> None:
    pattern = PATTERNS[name]
    words = sorted(literals(pattern), key=len, reverse=True)[:8]
    for seed in (*SEEDS, *words):
        for start in ("", *words[:2]):
            if taken(pattern, start + seed * (PROBE // len(seed)) + "\x01") < SUSPICIOUS:
                continue
            first = taken(pattern, start + seed * (LENGTHS[0] // len(seed)) + "\x01")
            for length in LENGTHS:
                seconds = taken(pattern, start + seed * (length // len(seed)) + "\x01")
                linear = seconds < 2 * first * length / LENGTHS[0]  # on however slow a machine
                assert linear or seconds < MOST, (
                    f"{seconds:.1f} s for {length:,} letters of {start + seed!r}"
                )
