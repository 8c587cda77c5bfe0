"""The entry point: which command runs, and what an error looks like.

Each command is a module with a Typer app of its own, and only the one that was asked for is
imported: `restyle --help` needs none of them.
"""

import difflib
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from restyle._version import __version__
from restyle.cli.terminal import never_fail, say
from restyle.errors import RestyleError, UsageError

COMMANDS = {
    "rewrite": "Rewrite transcripts in a voice; the word itself may be left out.",
    "read": "Show what was understood of a transcript, or convert it.",
    "split": "Show how a transcript splits by topic, or write chapters.",
    "find": "Find what was said: the passages that answer a question.",
    "discuss": "Ask a talk, and read answers in its own words.",
    "mcp": "Let an assistant look into talks: find, quote exactly, read.",
    "check": "Check a document again, or hold any text against any talk.",
    "judge": "Try how well a model judges, on faults that were planted.",
    "styles": "List the voices; show, make, learn, check, try or score one.",
    "prompts": "List the prompts, or show what would be sent.",
    "archive": "Rewrite a whole archive: folders, lists, podcast feeds.",
    "cache": "Show or drop the answers that are kept, or explain a miss.",
    "config": "Show the settings in force, and where each comes from.",
    "completion": "Print what a shell needs to complete commands, options and voices.",
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
{chr(10).join(f"  {name:11}{line}" for name, line in COMMANDS.items())}

Options:
  -h, --help   Show this; after a command, show what it takes.
  --version    Show the version.
  --debug      Show the whole traceback of an error.

`restyle rewrite --help` lists all options for a rewrite.
"""
_ARCHIVE = "archive"
_OF_ARCHIVE = ("run", "retry", "resume", "status", "index", "site", "-h", "--help")
_USAGE = 2
_INTERRUPTED = 130
_DEBUG = "--debug"


def main() -> None:
    """Run the command line; a first argument that names no command is a transcript."""
    never_fail()
    signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        _main([_expanded(argument) for argument in sys.argv[1:] if argument != _DEBUG])
    except BaseException as error:
        _end(error)


def _end(error: BaseException) -> None:
    """Say what ended the command, and leave; what is no error of ours is raised again."""
    if _is_interrupt(error):
        say("restyle: interrupted; nothing half-written is left, and answers in the cache are kept")
        sys.exit(_INTERRUPTED)
    if isinstance(error, RestyleError):
        _fail(str(error), error.exit_code)
    if isinstance(error, BrokenPipeError):
        sys.exit(1)  # whoever read the output has gone
    if isinstance(error, OSError):
        _fail(f"{error.filename or 'the output'}: {error.strerror or error}", 1)
    if not isinstance(error, Exception):
        raise error
    _fail(f"{type(error).__name__}: {error}; please report it, with what --debug shows", 1)


def _is_interrupt(error: BaseException) -> bool:
    """Whether somebody ended the command; an event loop tells of it by cancelling its work."""
    return (
        isinstance(error, KeyboardInterrupt)
        or type(error).__name__ == "CancelledError"
        or (isinstance(error, SystemExit) and error.code == _INTERRUPTED)
    )


def _as_interrupt(number: int, frame: object) -> None:
    """Take a request to end for Ctrl-C: what is under way and paid for is waited for."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a script's background
        raise KeyboardInterrupt
    signal.raise_signal(signal.SIGINT)


def _expanded(argument: str) -> str:
    """An argument whose `~/` is the home directory, also where it was quoted."""
    return str(Path(argument).expanduser()) if argument.startswith("~/") else argument


def _main(arguments: list[str]) -> None:
    if not arguments or arguments[0] in ("-h", "--help"):
        sys.stdout.write(_HELP)
        sys.exit(0 if arguments else _USAGE)
    if arguments[0] == "help":
        if arguments[1:] and arguments[1] not in COMMANDS:
            raise UsageError(f"{arguments[1]}: no such command; there are: {', '.join(COMMANDS)}")
        _main([*arguments[1:2], "--help"])
        return
    if arguments[0] == "--version":
        sys.stdout.write(f"restyle {__version__}\n")
        return
    command = arguments[0] if arguments[0] in COMMANDS else ""
    _refuse_typo(arguments[0])
    if command == _ARCHIVE and arguments[1:] and arguments[1] not in _OF_ARCHIVE:
        arguments = [command, "run", *arguments[1:]]
    if command == _ARCHIVE and arguments[1:] in (["-h"], ["--help"]):
        arguments = [command, "run", "--help"]
    module = import_module(f"restyle.cli.commands.{command or 'rewrite'}")
    module.app(args=arguments[1:] if command else arguments, prog_name=f"restyle {command}".strip())


def _refuse_typo(word: str) -> None:
    """Say what was probably meant, where a first word is neither command nor file."""
    near = difflib.get_close_matches(word, COMMANDS, n=1, cutoff=0.75)
    if word not in COMMANDS and near and not Path(word).exists():
        raise UsageError(f"{word}: no such command or file; did you mean {near[0]}?")


def _fail(message: str, code: int) -> NoReturn:
    if _DEBUG in sys.argv:
        raise  # noqa: PLE0704 - called while the error is handled
    say(f"restyle: {message}")
    sys.exit(code)
