"""`restyle cache`: what is kept of paid answers and of searches, and what a run would use."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table

import restyle as library
from restyle.cli.console import command, safe, tables
from restyle.cli.options import size as sizing
from restyle.cli.terminal import many, say, write_out
from restyle.errors import UsageError
from restyle.llm.store import at as open_store
from restyle.pipeline.estimate import CacheExplanation
from restyle.pipeline.estimate import explain as explained
from restyle.search.vectors_file import FOLDER, drop, files_in
from restyle.settings import Settings
from restyle.transcript.marking import talk_alone

app = command(no_args_is_help=True)
_DAY = 86_400.0
_UNITS = {"h": 3600.0, "d": _DAY, "w": 7 * _DAY, "m": 30 * _DAY, "y": 365 * _DAY}
_AGE = re.compile(r"(\d{1,9})\s*+([hdwmy])")


@app.command()
def info() -> None:
    """Show how many answers are kept, where, since when, and the vectors of how many talks."""
    folder = _folder()
    store = open_store(folder)
    vectors = files_in(folder / FOLDER)
    if store is None and not vectors:
        say(f"{folder}: nothing is kept yet")
        return
    console = tables()
    console.print(f"{safe(folder)}", soft_wrap=True)
    if store is not None:
        times = [stored.when for _, stored in store]
        console.print(f"{many(len(store), 'answer')} · {store.size / 2**20:.1f} MB")
        if times:
            console.print(f"from {_day(min(times))} to {_day(max(times))}")
        store.close()
    if vectors:
        size = sum(path.stat().st_size for path in vectors)
        console.print(f"vectors of {many(len(vectors), 'talk')} · {size / 2**20:.1f} MB")


@app.command()
def path() -> None:
    """Print the folder."""
    write_out(f"{_folder()}\n")


@app.command()
def clear(
    yes: Annotated[
        bool, typer.Option("--yes", help="Do not ask. These answers were paid for.")
    ] = False,
) -> None:
    """Drop every answer, and the vectors that searches made of talks."""
    folder = _folder()
    store = open_store(folder)
    answers = len(store) if store else 0
    if answers and not yes and not typer.confirm(f"Drop {many(answers, 'paid answer')}?"):
        raise typer.Exit(1)
    vectors = drop(folder / FOLDER)
    if store is not None:
        store.clear()
        store.close()
    say(_dropped(answers, vectors) if answers or vectors else "the cache is empty")


@app.command()
def prune(
    older_than: Annotated[
        str, typer.Option(metavar="AGE", help="Such as 12h, 30d, 8w, 6m or 1y.", show_default=False)
    ],
) -> None:
    """Drop the answers, and vectors of talks, that are older than an age."""
    age = _AGE.fullmatch(older_than.strip().lower())
    if age is None:
        raise UsageError(f"--older-than {older_than}: expected an age such as 12h, 30d, 8w, 6m, 1y")
    seconds = int(age[1]) * _UNITS[age[2]]
    store = open_store(_folder())
    dropped = store.prune(seconds) if store else 0
    vectors = drop(_folder() / FOLDER, seconds)
    say(_dropped(dropped, vectors))


@app.command()
def explain(
    transcript: Annotated[str, typer.Argument(metavar="TRANSCRIPT", help="A file, a URL, or -.")],
    style: Annotated[str | None, typer.Option("--style", "-s", help="The voice.")] = None,
    model: Annotated[str | None, typer.Option("--model", "-m", help="The model.")] = None,
    base_url: Annotated[str | None, typer.Option(help="The endpoint.")] = None,
    topics: sizing.Topics = None,
    section_words: sizing.SectionWords = None,
    ignore_headings: sizing.IgnoreHeadings = False,
    length: sizing.Length = "",
    complete: sizing.Complete = False,
) -> None:
    """Show for each call of a run whether it is kept and, if not, what differs. Asks nobody."""
    sizes = sizing.sizing(
        topics,
        section_words,
        ignore_headings=ignore_headings,
        length=length,
        complete=complete,
    )
    flags = {"style": style, "model": model, "base_url": base_url, **sizes}
    settings = library.load_settings(flags)[0]
    calls = explained(talk_alone(library.read(transcript)), settings)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("call", "kept", "what differs from the nearest that is kept"):
        table.add_column(title)
    for call in calls:
        place = "" if call.segment is None else f" {call.segment + 1}"
        table.add_row(f"{call.stage}{place}", "yes" if call.cached else "no", _why(call))
    console = tables()
    kept = sum(call.cached for call in calls)
    console.print(f"{kept} of {many(len(calls), 'call')} would cost nothing")
    console.print(table)


def _dropped(answers: int, vectors: int) -> str:
    told = f"dropped {many(answers, 'answer')}"
    return f"{told} and the vectors of {many(vectors, 'talk')}" if vectors else told


def _why(call: "CacheExplanation") -> str:
    if call.cached:
        return ""
    if call.open:
        return "rests on an answer that is not kept"
    return ", ".join(call.differs) or "no such call is kept"


def _day(when: float) -> str:
    return datetime.fromtimestamp(when, UTC).date().isoformat()


def _folder() -> Path:
    settings: Settings = library.load_settings()[0]
    return Path(settings.cache_dir)
