"""How long the site of a large archive takes, and what memory.

    python -m benchmarks.site [--episodes 2000] DOCUMENT

DOCUMENT is one that restyle wrote, with its record beside it; it stands for every episode.
"""

import argparse
import resource
import shutil
import tempfile
import time
from pathlib import Path

from restyle.archive.entry import Entry, State
from restyle.archive.site.build import SiteOptions, build
from restyle.document.write import record_of


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("document", type=Path)
    parser.add_argument("--episodes", type=int, default=2000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        entries = [_entry(arguments.document, Path(folder), n) for n in range(arguments.episodes)]
        options = SiteOptions("A Show", address="https://show.example/", searchable=False)
        for run in ("first", "again"):
            began = time.monotonic()
            built = build(entries, Path(folder) / "site", options)
            seconds = time.monotonic() - began
            print(f"{run}: {built.episodes} episodes, {built.written} files, {seconds:.1f} s")
        size = sum(one.stat().st_size for one in (Path(folder) / "site").rglob("*.*"))
        print(f"{size / 1e6:.0f} MB; peak of this process {_peak(resource.RUSAGE_SELF):.0f} MB")
        print(f"largest of the others {_peak(resource.RUSAGE_CHILDREN):.0f} MB")


def _entry(document: Path, folder: Path, n: int) -> Entry:
    path = folder / f"Episode {n}.karpathy{document.suffix}"
    shutil.copy(document, path)
    shutil.copy(record_of(document), record_of(path))
    date = f"{2000 + n // 100}-01-{n % 28 + 1:02}"
    return Entry(str(n), "karpathy", path.stem, State.DONE, date=date, output=str(path))


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


if __name__ == "__main__":
    main()
