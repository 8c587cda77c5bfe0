"""`restyle TRANSCRIPT...`: the main command."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

import restyle as library
from restyle.cli import reading, sizing
from restyle.cli.console import command, safe
from restyle.cli.plan import show_plans
from restyle.cli.progress import Screen
from restyle.cli.terminal import many, say, write_out
from restyle.errors import RestyleError, UsageError

_HOW_TO_CONNECT = (
    "no model is connected, so this is an extract; for a rewrite set OPENAI_API_KEY, "
    "or name a model, such as --model ollama/qwen3:8b"
)
_PARTLY = 3
_about_model = partial(typer.Option, rich_help_panel="Model, money and cache")


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
        _about_model(
            "--model",
            "-m",
            help="Such as openai/gpt-5-mini or ollama/qwen3:8b.",
        ),
    ] = None,
    no_model: Annotated[
        bool,
        _about_model("--no-model", help="Ask no model: write an extract."),
    ] = False,
    base_url: Annotated[
        str | None,
        _about_model(
            help="An OpenAI-compatible endpoint, such as http://localhost:8000/v1.",
        ),
    ] = None,
    topics: sizing.Topics = None,
    section_words: sizing.SectionWords = None,
    ignore_headings: sizing.IgnoreHeadings = False,
    plan: Annotated[
        bool,
        _about_model(
            "--plan",
            help="Say what would be sent and got back; send nothing.",
        ),
    ] = False,
    as_json: Annotated[bool, _about_model("--json", help="Print the plan as JSON.")] = False,
    max_cost: Annotated[
        float | None,
        _about_model(min=0, help="Spend at most so many dollars, then stop."),
    ] = None,
    max_tokens: Annotated[
        int | None,
        _about_model(min=1, help="Use at most so many tokens, then stop."),
    ] = None,
    refresh: Annotated[
        bool,
        _about_model("--refresh", help="Ask for every answer anew, and keep it."),
    ] = False,
    no_cache: Annotated[
        bool,
        _about_model("--no-cache", help="Neither read nor keep answers on disk."),
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
    if as_json and not plan:
        raise UsageError("--json prints a plan as data; give --plan too, or use --format json")
    flags = {
        "style": style,
        "output": output,
        "format": format,
        "model": "none" if no_model else model,
        "base_url": base_url,
        "cache": False if no_cache else None,
        "refresh": refresh or None,
        "max_cost": max_cost,
        "max_tokens": max_tokens,
        "front_matter": front_matter or None,
        **sizing.sizing(topics, section_words, ignore_headings=ignore_headings),
    }
    how = reading.Reader(
        input_format, encoding, rename, speakers, host, guest, keep_ads, allow_private
    )
    settings = library.load_settings(flags)[0]
    if plan:
        plans = {one: library.make_plan(how.read(one), settings) for one in transcripts}
        show_plans(plans, as_json=as_json)
        raise typer.Exit
    run = _Run(settings, how, title, force, library.budget_of(settings))
    targets = library.targets(transcripts, settings, title, force=force)
    screens = {source: Screen(quiet=quiet, verbose=verbose) for source in targets}
    failures: list[RestyleError] = []
    incomplete = False
    for source, target in targets.items():
        outcome = _tried(run, source, target, screens[source], alone=len(targets) == 1)
        if isinstance(outcome, RestyleError):
            failures.append(outcome)
        else:
            incomplete = incomplete or bool(outcome.missing)
    if failures:
        say(f"restyle: {len(failures)} of {many(len(targets), 'transcript')} failed")
        raise typer.Exit(_PARTLY if len(failures) < len(targets) else failures[0].exit_code)
    if incomplete:
        raise typer.Exit(_PARTLY)


@dataclass(frozen=True, slots=True)
class _Run:
    """What is the same for every transcript of a run."""

    settings: "library.Settings"  # quoted: the name is imported only when a run needs it
    how: reading.Reader
    title: str
    force: bool
    budget: "library.Budget | None"


def _tried(
    run: _Run, source: str, target: Path | None, screen: Screen, *, alone: bool
) -> "RestyleError | library.Document":
    """Rewrite one transcript of several; its failure is said and returned, and ends no other."""
    try:
        return _one(run, source, target, screen)
    except RestyleError as error:
        if alone:
            raise
        say(f"restyle: {error}")
        return error
    finally:
        screen.stop()


def _one(run: _Run, source: str, target: Path | None, screen: Screen) -> "library.Document":
    settings = run.settings
    talk = run.how.read(source)
    document = library.restyle(
        talk, title=run.title, settings=settings, budget=run.budget, observe=screen
    )
    model = library.find_model(settings)
    price = library.price_of(model) if model else None
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
            record={"path": _path(source), **screen.tally.record(price)},
        )
        screen.line("wrote", f"[bold]{safe(target)}[/] · {many(document.words, 'word')}")
    if document.model:
        screen.line("asked", screen.tally.summary(price))
    elif not settings.model:
        screen.warn(_HOW_TO_CONNECT)
    if document.missing:
        say(f"restyle: {source}: not written: {'; '.join(document.missing)}")
    return document


def _path(source: str) -> str | None:
    if source == "-":
        return None
    return source if "://" in source else str(Path(source).absolute())
