"""What the README and the pages in docs promise."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import restyle
from restyle.style.files import load
from tests.conftest import EXAMPLE, RECORDING, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def page(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def test_the_library_example_runs(workdir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workdir / "examples").mkdir()
    shutil.copy(EXAMPLE, workdir / "examples")
    (code,) = re.findall(r"```python\n(.*?)```", page("library"), re.DOTALL)

    exec(compile(code, "library.md", "exec"), {})

    assert "14 topics" in capsys.readouterr().out
    assert (workdir / "talk.html").exists()


def test_the_voice_of_the_example_loads(workdir: Path) -> None:
    (profile,) = re.findall(r'```toml\n(extends = "karpathy".*?)```', page("voices"), re.DOTALL)
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
    model = restyle.ScriptedModel.load(RECORDING)
    document = restyle.render(restyle.rewrite(EXAMPLE, style="karpathy", model=model))
    for line in filter(None, (line.removeprefix(">").strip() for line in written.split("\n"))):
        assert line in document


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_page_and_file_that_is_linked_exists(path: Path) -> None:
    for link in re.findall(r"\]\(([\w./-]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / link).exists(), link


def test_the_readme_is_a_page_that_leads_to_every_other() -> None:
    assert len(README.split()) < 1_200
    assert set(re.findall(r"\(docs/([\w-]+)\.md\)", README)) == {
        path.stem for path in (ROOT / "docs").glob("*.md")
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_option_that_is_named_is_one(path: Path) -> None:
    known = set(_options())
    for block in re.findall(
        r"(?:^    restyle .*\n)+", path.read_text(encoding="utf-8"), re.MULTILINE
    ):
        for line in block.splitlines():
            for option in re.findall(r"(?<= )--[a-z][a-z-]+", line.partition("  #")[0]):
                assert option in known, (path.name, line)


def _options() -> Iterator[str]:
    """Every option of every command, as its module declares it."""
    for module in (ROOT / "restyle" / "cli").rglob("*.py"):
        text = module.read_text(encoding="utf-8")
        yield from re.findall(r'"(--[a-z][a-z-]+)"', text)
        names = re.findall(r"^    (\w+): .*(?:=|\[)", text, re.MULTILINE)
        yield from (f"--{name.replace('_', '-')}" for name in names)
