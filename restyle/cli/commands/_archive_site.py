"""`restyle archive site DIR`: pages that one can publish."""

from dataclasses import replace
from pathlib import Path

from restyle.archive.ledger import Ledger
from restyle.archive.site.build import CALLED, SiteOptions, build
from restyle.archive.site.state import load_state
from restyle.cli.terminal import many, say
from restyle.errors import UsageError

_PARTLY = 3


def build_site(folder: Path, output: Path, options: SiteOptions, *, quiet: bool) -> int:
    """Write the site of an archive, say what came of it, and return the exit code."""
    _refuse(folder, output, options)
    ledger = Ledger.at(folder)
    entries = list(ledger.entries())
    ledger.close()
    built = build(entries, output, _called(options, folder, output))
    for name, fault in built.lost:
        say(f"restyle: {name}: {fault}")
    if not quiet:
        facts = [
            many(built.episodes, "episode"),
            f"{many(built.written, 'file')} written",
            f"{built.removed} removed" if built.removed else "",
        ]
        say(f"wrote {output / 'index.html'} · {' · '.join(filter(None, facts))}")
    return _PARTLY if built.lost else 0


def _called(options: SiteOptions, folder: Path, output: Path) -> SiteOptions:
    """The options, with what the site was called before where nothing is said now."""
    before = load_state(output).called
    kept = {
        name: before[name] for name in CALLED if before.get(name) and not getattr(options, name)
    }
    options = replace(options, **kept)  # type: ignore[arg-type]
    return options if options.title else replace(options, title=folder.resolve().name)


def _refuse(folder: Path, output: Path, options: SiteOptions) -> None:
    if options.address and not options.address.startswith(("http://", "https://")):
        raise UsageError(f"--address {options.address}: expected one such as https://example.org/")
    if options.theme and not Path(options.theme).is_dir():
        raise UsageError(f"--theme {options.theme}: is no folder")
    if output.exists() and output.samefile(folder):
        raise UsageError(f"{output}: is the archive's own folder; a site needs one of its own")
