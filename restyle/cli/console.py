"""Rich's consoles, and what they print literally."""

import typer
from rich.console import Console
from rich.markup import escape

from restyle.cli.terminal import plain


def safe(text: object) -> str:
    """Return `text` as Rich prints it literally, on one line."""
    return escape(plain(str(text)))


def notes() -> Console:
    """Return the console for progress and notices, on stderr."""
    return Console(stderr=True, highlight=False)


def tables() -> Console:
    """Return the console for what was asked for, on stdout."""
    return Console(highlight=False)


def command(*, no_args_is_help: bool = False) -> typer.Typer:
    """Return the app of a command."""
    return typer.Typer(
        no_args_is_help=no_args_is_help,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
