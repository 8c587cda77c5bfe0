"""The command on a real terminal, narrow and wide, with colour and without, in any encoding."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import Command
from tests.endpoint import Endpoint, said
from tests.writer_answers import answered

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
FORGED = "[/INST] [bold red]x"


def on_terminal(
    arguments: list[str], folder: Path, columns: int, environment: Mapping[str, str]
) -> tuple[int, str]:
    """Run restyle on a pseudo-terminal; return its exit code and all that it shows."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execvpe(sys.executable, [sys.executable, "-m", "restyle", *arguments], environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    shown = b""
    while True:
        try:
            part = os.read(terminal, 65_536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode("utf-8", "replace")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("columns", [40, 80, 140])
@pytest.mark.parametrize("colour", [True, False])
def test_a_run_shows_words_and_nothing_of_a_talk_or_model_is_markup(
    workdir: Path, endpoint: Endpoint, columns: int, colour: bool
) -> None:
    turns = (f"{who}: We speak of bridge {n} {FORGED}, and of its beams." for n in range(40)
             for who in ("Ann", "Bob"))  # fmt: skip
    name = "talk [red].txt"
    (workdir / name).write_text("\n\n".join(turns), encoding="utf-8")
    endpoint.answer = lambda body: (
        answered(body)
        if "response_format" in body
        else said(f"{FORGED} was said to somebody called Zebediah.")
    )
    environment = {**os.environ, "TERM": "xterm-256color"}
    environment |= {} if colour else {"NO_COLOR": "1"}
    environment.pop("NO_COLOR" if colour else "FORCE_COLOR", None)
    arguments = [name, "-m", "m", "--base-url", endpoint.url, "--force", "-o", "out.md"]

    code, shown = on_terminal(arguments, workdir, columns, environment)

    text = _ESCAPES.sub("", shown)
    assert code in (0, 3), text
    assert "Traceback" not in text
    assert "Tally(" not in text
    assert "please report" not in text
    assert "talk [red].txt" in text.replace("\r\n", "")
    assert re.search(r"\d+ tokens?", text)


@pytest.mark.parametrize("arguments", [["read"], ["split"], []])
def test_what_a_terminals_encoding_lacks_is_replaced(workdir: Path, arguments: list[str]) -> None:
    talk = "\n\n".join(
        f"Анна: Мы говорим о мосте {n}.\n\nБорис: И о балках, № {n}." for n in range(30)
    )
    (workdir / "cyr.txt").write_text(talk, encoding="utf-8")

    run = [sys.executable, "-m", "restyle", *arguments, "cyr.txt"]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}

    done = subprocess.run(run, cwd=workdir, env=environment, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr
    assert b"please report" not in done.stderr


def test_a_finding_says_its_reason_first_and_whole(
    command: Command, workdir: Path, endpoint: Endpoint
) -> None:
    (workdir / "t.txt").write_text(
        "\n\n".join(f"Ann: We built bridge {n} of oak.\n\nBob: And of steel?" for n in range(30)),
        encoding="utf-8",
    )
    long = "It cost 98765 " + "and it was long and wide and tall and old " * 8
    endpoint.answer = lambda body: answered(body) if "response_format" in body else said(long)

    done = command("t.txt", "-m", "m", "--base-url", endpoint.url, "--no-repair")

    (line, *_) = [one for one in done.stderr.splitlines() if "this number was not said" in one]
    assert line.index("this number was not said") < line.index("98765")
