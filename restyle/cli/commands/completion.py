"""`restyle completion SHELL`: what a shell needs to complete commands, options and voices.

The script holds the words themselves, so that completing starts no Python.
"""

import json
from enum import StrEnum
from importlib import import_module
from typing import Annotated

import typer
from typer.main import get_command

import restyle as library
from restyle.cli.console import command
from restyle.cli.terminal import write_out

app = command(no_args_is_help=True)


class Shell(StrEnum):
    """A shell for which there is a script."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


_WITHIN = ("archive", "cache", "styles", "prompts")  # commands with commands of their own
_BASH = """\
# restyle: completion for {shell}; renew it after an update.
_restyle() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD-1]}}" words=""
  case "$before" in
    --style|-s) words="{styles}" ;;
    --format|-f) words="md html epub docx json notes" ;;
    *) case "${{COMP_WORDS[1]}}" in
{cases}
       *) words="{rewrite}" ;;
       esac
       [ "$COMP_CWORD" -eq 1 ] && words="$words {commands}" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -o default -o bashdefault -F _restyle restyle
"""


@app.command()
def completion(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")],
) -> None:
    """Print a script for a shell.

    bash: restyle completion bash > ~/.local/share/bash-completion/completions/restyle

    zsh: restyle completion zsh >> ~/.zshrc

    fish: restyle completion fish > ~/.config/fish/completions/restyle.fish
    """
    words = _words()
    write_out(_fish(words) if shell is Shell.FISH else _bash(words, shell))


def _words() -> dict[str, list[str]]:
    """What may follow each command: its options, and the commands within it."""
    app_module = import_module("restyle.cli.app")
    return {name: _of(name) for name in app_module.COMMANDS}


def _of(name: str) -> list[str]:
    group = get_command(import_module(f"restyle.cli.commands.{name}").app)
    inner = dict(getattr(group, "commands", {}))
    commands = [*inner.values()] if name in _WITHIN else [group]
    options = [
        option
        for one in commands
        for parameter in one.params
        for option in parameter.opts
        if option.startswith("--")
    ]
    return [*(inner if name in _WITHIN else ()), *dict.fromkeys(options)]


def _bash(words: dict[str, list[str]], shell: Shell) -> str:
    cases = "\n".join(f'       {name}) words="{" ".join(own)}" ;;' for name, own in words.items())
    script = _BASH.format(
        shell=shell,
        styles=" ".join(library.list_styles()),
        cases=cases,
        rewrite=" ".join(words["rewrite"]),
        commands=" ".join(words),
    )
    start = "autoload -U +X bashcompinit && bashcompinit\n" if shell is Shell.ZSH else ""
    return start + script


def _fish(words: dict[str, list[str]]) -> str:
    lines = ["# restyle: completion for fish; renew it after an update."]
    first = " ".join(words)
    lines.append(f"complete -c restyle -n __fish_use_subcommand -a {json.dumps(first)}")
    for name, own in words.items():
        seen = f'"__fish_seen_subcommand_from {name}"'
        for word in own:
            what = f"-l {word[2:]}" if word.startswith("--") else f"-a {word}"
            lines.append(f"complete -c restyle -n {seen} {what}")
    lines += [f"complete -c restyle -n __fish_use_subcommand -l {w[2:]}" for w in words["rewrite"]]
    styles = json.dumps(" ".join(library.list_styles()))
    lines.append(f"complete -c restyle -l style -s s -x -a {styles}")
    return "\n".join(lines) + "\n"
