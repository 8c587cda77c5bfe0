"""`restyle TRANSCRIPT...`: the main command."""

from pathlib import Path
from typing import Annotated

import typer

import restyle as library
from restyle.cli.console import command, safe
from restyle.cli.progress import Screen
from restyle.cli.terminal import many, say
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
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Neither read nor keep answers on disk.")
    ] = False,
    front_matter: Annotated[
        bool, typer.Option("--front-matter", help="Begin Markdown with YAML front matter.")
    ] = False,
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
    }
    settings = library.load_settings(flags)[0]
    targets = library.targets(transcripts, settings, title, force=force)
    failures: list[RestyleError] = []
    for transcript, target in targets.items():
        screen = Screen(quiet=quiet, verbose=verbose)
        try:
            _one(transcript, target, settings, title, screen, force=force)
        except RestyleError as error:
            if len(targets) == 1:
                raise
            say(f"restyle: {error}")
            failures.append(error)
        finally:
            screen.stop()
    if failures:
        say(f"restyle: {len(failures)} of {many(len(targets), 'transcript')} failed")
        raise typer.Exit(_PARTLY if len(failures) < len(targets) else failures[0].exit_code)


def _one(
    transcript: str,
    target: Path | None,
    settings: "library.Settings",  # quoted: the name is imported only when a run needs it
    title: str,
    screen: Screen,
    *,
    force: bool,
) -> None:
    document = library.restyle(transcript, title=title, settings=settings, observe=screen)
    if target is None:
        typer.echo(
            library.render(document, settings.format, front_matter=settings.front_matter),
            nl=False,
        )
    else:
        library.write(
            document,
            target,
            format=settings.format,
            front_matter=settings.front_matter,
            force=force,
            record=screen.tally.record(),
        )
        screen.line("wrote", f"[bold]{safe(target)}[/] · {many(document.words, 'word')}")
    if document.model:
        screen.line("asked", str(screen.tally))
    else:
        screen.warn(_HOW_TO_CONNECT)
