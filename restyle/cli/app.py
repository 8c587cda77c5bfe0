"""The entry point: which command runs, and what an error looks like.

Each command is a module with a Typer app of its own, and only the one that was asked for is
imported: `restyle --help` needs none of them.
"""

import sys
from importlib import import_module

from restyle import __version__
from restyle.cli.terminal import say
from restyle.errors import RestyleError

_COMMANDS = {
    "rewrite": "Rewrite transcripts in a voice; the word itself may be left out.",
    "read": "Show what was understood of a transcript, or convert it.",
    "split": "Show how a transcript splits by topic. Asks no model.",
    "styles": "List the voices, or show one.",
    "config": "Show the settings in force, and where each comes from.",
}
_HELP = f"""\
Turn hours of talk into a document worth reading.

  restyle talk.vtt --style karpathy

reads a transcript, splits it by topic, rewrites each part in the chosen voice,
checks it against what was said, and writes outputs/talk.karpathy.md. Without a
model it writes an extract: the central sentences of each topic, as they were said.

Usage: restyle TRANSCRIPT... [OPTIONS]
       restyle COMMAND [ARGUMENTS]

Commands:
{chr(10).join(f"  {name:9}{line}" for name, line in _COMMANDS.items())}

Options:
  -h, --help   Show this; after a command, show what it takes.
  --version    Show the version.
  --debug      Show the whole traceback of an error.

`restyle rewrite --help` lists all options for a rewrite.
"""
_USAGE = 2
_INTERRUPTED = 130
_DEBUG = "--debug"


def main() -> None:
    """Run the command line; a first argument that names no command is a transcript."""
    arguments = [argument for argument in sys.argv[1:] if argument != _DEBUG]
    if not arguments or arguments[0] in ("-h", "--help"):
        sys.stdout.write(_HELP)
        sys.exit(0 if arguments else _USAGE)
    if arguments[0] == "--version":
        sys.stdout.write(f"restyle {__version__}\n")
        return
    if arguments[0] not in _COMMANDS:
        arguments = ["rewrite", *arguments]
    _run(arguments[0], arguments[1:])


def _run(command: str, arguments: list[str]) -> None:
    app = import_module(f"restyle.cli.{command}").app
    try:
        app(args=arguments, prog_name=f"restyle {command}")
    except RestyleError as error:
        if _DEBUG in sys.argv:
            raise
        say(f"restyle: {error}")
        sys.exit(error.exit_code)
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            say("restyle: interrupted; answers that were paid for are kept")
        raise
