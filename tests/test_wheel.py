"""A wheel built from the tree carries its prompts and styles, and works outside it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import EXAMPLE, RECORDING, ROOT


def test_a_wheel_works_outside_the_tree(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)

    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "restyle",
            str(EXAMPLE),
            "--model",
            f"scripted/{RECORDING}",
            "-o",
            "out.md",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    where = subprocess.run(
        [sys.executable, "-c", "import restyle; print(restyle.__file__)"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.returncode == 0, run.stderr
    assert where.stdout.startswith(str(unpacked))
    assert "Rewritten in Karpathy Style" in (tmp_path / "out.md").read_text(encoding="utf-8")
    assert (unpacked / "restyle" / "py.typed").exists()
    assert {p.name for p in (unpacked / "restyle" / "_data" / "styles").iterdir()} == {
        p.name for p in (ROOT / "styles").iterdir()
    }
