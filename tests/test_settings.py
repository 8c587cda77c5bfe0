from pathlib import Path

import pytest

from restyle.errors import SettingsError
from restyle.settings import load


def where(name: str) -> tuple[object, str]:
    origin = next(origin for origin in load()[1] if origin.setting == name)
    return origin.value, origin.where


def test_flags_beat_environment_beats_project_beats_user(
    workdir: Path, empty_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = empty_home / "config" / "restyle"
    user.mkdir(parents=True)
    (user / "restyle.toml").write_text(
        'style = "user"\noutput = "user"\nformat = "html"\nmodel = "user"\n'
    )
    (workdir / "restyle.toml").write_text(
        'style = "project"\noutput = "project"\nmodel = "project"\n'
    )
    monkeypatch.setenv("RESTYLE_STYLE", "environment")
    monkeypatch.setenv("RESTYLE_MODEL", "environment")

    settings, origins = load({"model": "flag", "format": None})

    assert (settings.model, settings.style, settings.output, settings.format) == (
        "flag",
        "environment",
        "project",
        "html",
    )
    assert {o.setting: o.where for o in origins}["style"] == "RESTYLE_STYLE"
    assert where("output") == ("project", "restyle.toml")
    assert where("cache") == (True, "default")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("style = [", r"restyle\.toml: is not TOML"),
        ('sytle = "x"', r"restyle\.toml: unknown setting 'sytle'; did you mean style"),
        ('concurrency = "many"', r"restyle\.toml: concurrency: .*not 'many'"),
        ("[endpoints.mine]\nurl = 'x'", r"restyle\.toml: endpoints\.mine"),
    ],
)
def test_a_faulty_file_is_named_with_its_key(workdir: Path, text: str, complaint: str) -> None:
    (workdir / "restyle.toml").write_text(text)

    with pytest.raises(SettingsError, match=complaint):
        load()


def test_a_faulty_variable_is_named(workdir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESTYLE_CONCURRENCY", "many")

    with pytest.raises(SettingsError, match="RESTYLE_CONCURRENCY: concurrency"):
        load()


def test_a_home_directory_may_be_written_as_a_shell_has_it(
    empty_home: Path, workdir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESTYLE_OUTPUT", "~/notes")

    assert load()[0].output == str(empty_home / "notes")


@pytest.mark.parametrize("line", ['output = "~/notes"', 'output = "../x/"', 'cache_dir = "/tmp/x"'])
def test_a_folders_own_file_writes_nothing_outside_of_it(workdir: Path, line: str) -> None:
    (workdir / "restyle.toml").write_text(f"{line}\n", encoding="utf-8")

    with pytest.raises(SettingsError, match="leads out of the folder"):
        load()


def test_a_format_may_be_named_by_its_ending() -> None:
    assert load({"format": "md"})[0].format == "markdown"
