"""What the README promises."""

import re
import shutil
from pathlib import Path

import pytest

from restyle.style.files import load
from tests.conftest import EXAMPLE, RECORDING, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_library_example_runs(workdir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workdir / "examples").mkdir()
    shutil.copy(EXAMPLE, workdir / "examples")
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)

    exec(compile(code, "README.md", "exec"), {})

    assert "14 topics" in capsys.readouterr().out
    assert (workdir / "talk.html").exists()


def test_the_voice_of_the_example_loads(workdir: Path) -> None:
    (profile,) = re.findall(r'```toml\n(extends = "karpathy".*?)```', README, re.DOTALL)
    (workdir / "styles").mkdir()
    (workdir / "styles" / "postcard.toml").write_text(profile, encoding="utf-8")

    assert load("postcard").shape.length == 0.05


def test_what_is_shown_stands_in_the_example_and_its_recording() -> None:
    said, written = re.findall(r"((?:^> .*\n|^>\n)+)", README, re.MULTILINE)
    source = " ".join(EXAMPLE.read_text(encoding="utf-8").split())

    for piece in re.sub(r"> \*\*.*?:\*\*|>", "", said).split("[…]"):
        for paragraph in filter(str.strip, piece.split("\n\n")):
            assert all(
                " ".join(part.split()) in source for part in paragraph.split("\n") if part.strip()
            )
    assert written.removeprefix("> ").strip() in RECORDING.read_text(encoding="utf-8")


def test_every_file_that_is_named_exists() -> None:
    for link in re.findall(r"\]\(([\w./-]+)\)", README):
        assert (ROOT / link).exists(), link
