"""`restyle TRANSCRIPT...`: the main command."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table

import restyle as library
from restyle.cli import reading, sizing
from restyle.cli.console import command, safe, tables
from restyle.cli.progress import Screen
from restyle.cli.terminal import many, say, write_out
from restyle.errors import RestyleError, UsageError

_HOW_TO_CONNECT = (
    "no model is connected, so this is an extract; for a rewrite set OPENAI_API_KEY, "
    "or name a model, such as --model ollama/qwen3:8b"
)
_PARTLY = 3


app = command()


@app.command()
def rewrite(
    transcripts: Annotated[
        list[str],
        typer.Argument(help="Transcript files, or - for standard input.", show_default=False),
    ],
    style: Annotated[
        str | None, typer.Option("--style", "-s", help="The voice: a name, or a .toml file.")
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help="A file, a folder, or - for standard output."),
    ] = None,
    format: Annotated[
        str | None, typer.Option("--format", "-f", help="markdown, html or json.")
    ] = None,
    title: Annotated[str, typer.Option(help="The document's title.")] = "",
    model: Annotated[
        str | None,
        typer.Option("--model", "-m", help="Such as openai/gpt-5-mini or ollama/qwen3:8b."),
    ] = None,
    no_model: Annotated[
        bool, typer.Option("--no-model", help="Ask no model: write an extract.")
    ] = False,
    base_url: Annotated[
        str | None,
        typer.Option(help="An OpenAI-compatible endpoint, such as http://localhost:8000/v1."),
    ] = None,
    topics: sizing.Topics = None,
    section_words: sizing.SectionWords = None,
    ignore_headings: sizing.IgnoreHeadings = False,
    plan: Annotated[
        bool, typer.Option("--plan", help="Say what would be sent and got back; send nothing.")
    ] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Neither read nor keep answers on disk.")
    ] = False,
    front_matter: Annotated[
        bool, typer.Option("--front-matter", help="Begin Markdown with YAML front matter.")
    ] = False,
    input_format: reading.InputFormat = "",
    encoding: reading.Encoding = "",
    rename: reading.Rename = None,
    speakers: reading.Speakers = "",
    host: reading.Host = "",
    guest: reading.Guest = "",
    keep_ads: reading.KeepAds = False,
    allow_private: reading.AllowPrivate = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace files that restyle did not write.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print every detail.")] = False,
) -> None:
    """Rewrite transcripts in a voice. The word "rewrite" may be left out."""
    if model and no_model:
        raise UsageError("--model and --no-model contradict each other; give one of them")
    flags = {
        "style": style,
        "output": output,
        "format": format,
        "model": "none" if no_model else model,
        "base_url": base_url,
        "cache": False if no_cache else None,
        "front_matter": front_matter or None,
        **sizing.sizing(topics, section_words, ignore_headings=ignore_headings),
    }
    how = reading.Reader(
        input_format, encoding, rename, speakers, host, guest, keep_ads, allow_private
    )
    settings = library.load_settings(flags)[0]
    run = _Run(settings, how, title, force)
    if plan:
        _show_plan(run, transcripts)
        raise typer.Exit
    targets = library.targets(transcripts, settings, title, force=force)
    screens = {source: Screen(quiet=quiet, verbose=verbose) for source in targets}
    failures = [
        error
        for source, target in targets.items()
        if (error := _tried(run, source, target, screens[source], alone=len(targets) == 1))
    ]
    if failures:
        say(f"restyle: {len(failures)} of {many(len(targets), 'transcript')} failed")
        raise typer.Exit(_PARTLY if len(failures) < len(targets) else failures[0].exit_code)


def _show_plan(run: "_Run", transcripts: list[str]) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("transcript", "calls", "repairs", "tokens in", "tokens out"):
        table.add_column(title, justify="left" if title == "transcript" else "right")
    plans = {
        source: library.make_plan(run.how.read(source), run.settings) for source in transcripts
    }
    for source, plan in plans.items():
        counts = (
            f"{plan.calls:,}",
            f"up to {plan.repairs:,}",
            f"{plan.tokens_in:,}",
            f"{plan.tokens_out:,}",
        )
        table.add_row(safe(source), *counts)
    first = next(iter(plans.values()))
    console = tables()
    console.print(f"[bold]{safe(first.model)}[/] at {safe(first.host)}")
    console.print(table)
    how = "counted" if first.exact else "estimated, as the model's vocabulary is not at hand"
    console.print(f"Tokens are {how}. What a model reasons unseen comes on top.")
    console.print("Nothing was sent.")


@dataclass(frozen=True, slots=True)
class _Run:
    """What is the same for every transcript of a run."""

    settings: "library.Settings"  # quoted: the name is imported only when a run needs it
    how: reading.Reader
    title: str
    force: bool


def _tried(
    run: _Run, source: str, target: Path | None, screen: Screen, *, alone: bool
) -> RestyleError | None:
    """Rewrite one transcript of several; its failure is said and returned, and ends no other."""
    try:
        _one(run, source, target, screen)
    except RestyleError as error:
        if alone:
            raise
        say(f"restyle: {error}")
        return error
    finally:
        screen.stop()
    return None


def _one(run: _Run, source: str, target: Path | None, screen: Screen) -> None:
    settings = run.settings
    talk = run.how.read(source)
    document = library.restyle(talk, title=run.title, settings=settings, observe=screen)
    front_matter = settings.front_matter
    if target is None:
        text = library.render(document, settings.format, front_matter=front_matter)
        write_out(text)
    else:
        library.write(
            document,
            target,
            format=settings.format,
            front_matter=front_matter,
            force=run.force,
            record={"path": _path(source), **screen.tally.record()},
        )
        screen.line("wrote", f"[bold]{safe(target)}[/] · {many(document.words, 'word')}")
    if document.model:
        screen.line("asked", str(screen.tally))
    elif not settings.model:
        screen.warn(_HOW_TO_CONNECT)


def _path(source: str) -> str | None:
    if source == "-":
        return None
    return source if "://" in source else str(Path(source).absolute())
