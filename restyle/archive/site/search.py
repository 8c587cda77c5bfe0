"""Full-text search over a site, by pagefind, which comes with the extra `site`."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from restyle.errors import OutputError

FOLDER = "search"
HOW_TO_INSTALL = "search needs pagefind: pip install 'restyle[site]'"
_BESIDE = ".at, .ref, .anchor, #turns i, #turns a"  # what stands on a page beside its words
_PATIENCE = 600  # seconds


def is_installed() -> bool:
    """Return whether pagefind is there."""
    return find_spec("pagefind") is not None and find_spec("pagefind_bin") is not None


def indexed(folder: Path) -> None:
    """Make the index of a site's pages, in its folder `search`; raises OutputError."""
    command = [sys.executable, "-m", "pagefind", "--site", str(folder)]
    command += ["--glob", "episodes/*.html", "--output-subdir", FOLDER, "--quiet"]
    command += ["--exclude-selectors", _BESIDE]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise OutputError(f"{folder}: the search index took over {_PATIENCE} seconds") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OutputError(f"{folder}: no search index: {said[-1] if said else error}") from error
