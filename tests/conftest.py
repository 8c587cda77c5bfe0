"""What all tests share: an empty home, a server on loopback, and the real command."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from restyle.cli.app import main
from restyle.transcript.transcript import Cue, Source, Transcript, Turn
from tests.endpoint import Endpoint

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "bitcoin-core-24.md"
RECORDING = ROOT / "examples" / "recordings" / "bitcoin-core-24.toml"

# No test depends on how fast the machine is.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def empty_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads the settings, styles, cache or keys of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(("RESTYLE_", "OPENAI_")) or name.endswith("_API_KEY"):
            monkeypatch.delenv(name)
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("COLUMNS", "120")
    return home


@pytest.fixture
def workdir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """An OpenAI-compatible server on loopback, stopped at the end."""
    with Endpoint() as server:
        yield server


@pytest.fixture
def command(workdir: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command, run within the tests' own process, in the working folder."""

    def run(
        *arguments: object, stdin: str | bytes = "", **env: str
    ) -> subprocess.CompletedProcess[str]:
        words = ["restyle", *map(str, arguments)]
        out, err = _stream(), _stream()
        with monkeypatch.context() as patch:
            for name, value in env.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", words)
            patch.setattr(sys, "stdin", _stream(stdin))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            before = signal.getsignal(signal.SIGTERM)
            try:
                main()
                code: object = 0
            except SystemExit as end:
                code = end.code
            finally:
                signal.signal(signal.SIGTERM, before)
        status = code if isinstance(code, int) else int(code is not None)
        return subprocess.CompletedProcess(words, status, _text(out), _text(err))

    return run


def _stream(text: str | bytes = "") -> io.TextIOWrapper:
    data = text.encode() if isinstance(text, str) else text
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    data = stream.buffer
    assert isinstance(data, io.BytesIO)
    return data.getvalue().decode("utf-8").replace("\r\n", "\n")


@pytest.fixture
def process(workdir: Path) -> Command:
    """The real command in a process of its own, in the working folder."""

    def run(
        *arguments: object, stdin: str | None = None, **env: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "restyle", *map(str, arguments)],
            cwd=workdir,
            env={**os.environ, **env},
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=180,
            check=False,
        )

    return run


def short_talk(path: Path, chapters: int = 4) -> Path:
    """The first chapters of the example, as a file: a run over them takes a fraction of the time."""
    head, *parts = EXAMPLE.read_text(encoding="utf-8").split("\n## ")
    path.write_text("\n## ".join([head, *parts[:chapters]]) + "\n", encoding="utf-8")
    return path


def started(*arguments: object, cwd: Path) -> subprocess.Popen[str]:
    """The real command, under way, which Ctrl-C reaches even where it would not reach the tests."""
    return subprocess.Popen(
        [sys.executable, "-m", "restyle", *map(str, arguments)],
        cwd=cwd,
        env=os.environ,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hears_interrupts,  # noqa: PLW1509 - no threads of ours hold locks
    )


def _hears_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def transcript(*turns: tuple[str, str], title: str = "A Talk") -> Transcript:
    """A transcript of speaker and words, without times."""
    made = (Turn(i, speaker, (Cue(text),)) for i, (speaker, text) in enumerate(turns))
    return Transcript(title, tuple(made), Source("talk.txt", "text"))
