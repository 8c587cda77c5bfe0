"""A text held against a talk, as `restyle check --against` shows it: a table, JSON or a page."""

import json
from itertools import groupby
from pathlib import Path

from rich import box
from rich.table import Table

import restyle as library
from restyle.cli.console import safe, tables
from restyle.cli.terminal import clock, many, write_out
from restyle.document.write import write_new
from restyle.errors import UsageError
from restyle.judging.article import HeldSentence, Ruling
from restyle.pages import page

_SHOWN = 220  # letters of what was said, in a terminal
_COLOURS = {Ruling.SAID: "green", Ruling.OPEN: "dim"}
_ENDINGS = (".json", ".html", ".htm")


def show_comparison(comparison: "library.Comparison", *, whole: bool) -> None:
    """Print what the talk does not bear out; `whole` prints every sentence."""
    console = tables()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_lines=False)
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("ruling", no_wrap=True)
    table.add_column("sentence", overflow="fold", ratio=1)
    table.add_column("said", overflow="fold", ratio=1)
    for number, one in enumerate(comparison.sentences, 1):
        if whole or _is_wrong(one):
            colour = _COLOURS.get(one.ruling, "yellow")
            table.add_row(str(number), f"[{colour}]{one.ruling}[/]", _sentence(one), _said(one))
    console.print(f"[bold]{safe(comparison.text)}[/] held against [bold]{safe(comparison.talk)}[/]")
    if table.row_count:
        console.print(table)
    console.print(summary(comparison))


def summary(comparison: "library.Comparison") -> str:
    """Return in a line or two what came of a comparison, and who judged."""
    counts = [
        f"{sum(one.ruling is ruling for one in comparison.sentences):,} {ruling}"
        for ruling in Ruling
    ]
    told = f"{many(len(comparison.sentences), 'sentence')}: {', '.join(counts)}."
    if not comparison.judge:
        return (
            f"{told} Checked by code alone: quotes, numbers, dates. Whether the rest was said is "
            "open; --judge MODEL finds out."
        )
    left = f" {many(comparison.unjudged, 'sentence')} not judged." if comparison.unjudged else ""
    return f"{told} Judged by {safe(comparison.judge)}.{left}"


def write_comparison(comparison: "library.Comparison", path: str, *, force: bool = False) -> None:
    """Write a comparison as a page or as JSON, as the ending says; raises UsageError for others."""
    if not path.lower().endswith(_ENDINGS):
        raise UsageError(f"{path}: a comparison is written as .html or .json")
    text = as_json(comparison) if path.lower().endswith(".json") else _as_page(comparison)
    write_new(Path(path), text, force=force)


def print_json(comparison: "library.Comparison") -> None:
    """Print a comparison as JSON."""
    write_out(as_json(comparison))


def as_json(comparison: "library.Comparison") -> str:
    """Return a comparison as JSON."""
    return json.dumps(comparison.as_dict(), ensure_ascii=False, indent=1) + "\n"


def _as_page(comparison: "library.Comparison") -> str:
    rows = [
        {
            "part": one.part,
            "text": one.text,
            "ruling": str(one.ruling),
            "wrong": _is_wrong(one),
            "why": one.why,
            "said": one.said,
            "speaker": one.speaker,
            "time": clock(one.start),
            "instead": one.instead,
        }
        for one in comparison.sentences
    ]
    parts = [(part, list(group)) for part, group in groupby(rows, key=lambda row: row["part"])]
    return page(
        "comparison",
        {
            "title": f"{comparison.text} held against {comparison.talk}",
            "language": "",
            "rtl": False,
            "summary": summary(comparison),
            "parts": parts,
            "credit": f"restyle {library.__version__}",
        },
    )


def _is_wrong(one: HeldSentence) -> bool:
    return one.ruling not in (Ruling.SAID, Ruling.OPEN)


def _sentence(one: HeldSentence) -> str:
    why = f"\n[dim]{safe(one.why)}[/]" if one.why else ""
    return f"{safe(one.text)}{why}"


def _said(one: HeldSentence) -> str:
    if not one.said:
        return "[dim]nothing like it[/]"
    who = " ".join(filter(None, (one.speaker, clock(one.start))))
    words = one.said if len(one.said) <= _SHOWN else f"{one.said[: _SHOWN - 1]}…"
    return f"[dim]{safe(who)}[/] {safe(words)}".strip()
