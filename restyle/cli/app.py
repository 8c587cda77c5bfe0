"""The entry point: which command runs, and what an error looks like."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from restyle.cli import config, rewrite, split, styles
from restyle.cli.terminal import say
from restyle.errors import RestyleError

_INTERRUPTED = 130
_DEBUG = "--debug"

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Turn hours of talk into a document worth reading.

    [bold]restyle talk.vtt --style karpathy[/bold]

    reads a transcript, splits it by topic, rewrites each part in the chosen voice, checks it against
    what was said, and writes [bold]outputs/talk.karpathy.md[/bold]. Without a model it writes an
    extract: the central sentences of each topic, as they were said.

    [dim]restyle rewrite --help shows all options; a first word that is no command means rewrite.[/dim]""",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"restyle {version('restyle')}")
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Options that stand before a command."""


app.command("rewrite")(rewrite.rewrite)
app.command("split")(split.split)
app.add_typer(styles.app, name="styles")
app.command("config")(config.config)

_COMMANDS = ("rewrite", "split", "styles", "config")
_OWN_OPTIONS = ("-h", "--help", "--version")


def main() -> None:
    """Run the command line; a first argument that names no command is a transcript."""
    arguments = [argument for argument in sys.argv[1:] if argument != _DEBUG]
    if arguments and arguments[0] not in (*_COMMANDS, *_OWN_OPTIONS):
        arguments = ["rewrite", *arguments]
    try:
        app(args=arguments, prog_name="restyle")
    except RestyleError as error:
        if _DEBUG in sys.argv:
            raise
        say(f"restyle: {error}")
        sys.exit(error.exit_code)
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            say("restyle: interrupted; answers that were paid for are kept")
        raise
