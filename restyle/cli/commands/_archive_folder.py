"""Commands on the folder of an archive: retry, resume, status, site, index."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from restyle.archive.entry import State
from restyle.archive.index import index as render_index
from restyle.archive.index import is_index
from restyle.archive.ledger import Ledger
from restyle.archive.site.build import SiteOptions
from restyle.archive.wanted import from_arguments
from restyle.cli.commands._archive_run import own_address, run_in_voices
from restyle.cli.commands._archive_site import build_site
from restyle.cli.commands._archive_status import show_status
from restyle.cli.terminal import say, write_out
from restyle.document.write import write_new
from restyle.errors import UsageError
from restyle.transcript.addresses import is_url

# What no flag of this command sets, and so only a hand could have put into a ledger.
_NOT_KEPT = ("openai_base_url", "endpoints", "cache_dir")
_AGAIN = (State.FAILED, State.WAITING, State.RUNNING)

_Folder: TypeAlias = Annotated[
    str, typer.Argument(metavar="DIR", help="The archive's output folder.")
]
_BaseUrl: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(help="The endpoint, where only the archive names it. Repeatable."),
]
_JsonLog: TypeAlias = Annotated[
    str, typer.Option(metavar="FILE", help="Write every event as a line of JSON; - is stderr.")
]
_Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
_Verbose: TypeAlias = Annotated[bool, typer.Option("--verbose", "-v", help="Print every detail.")]


def add_folder_commands(app: typer.Typer) -> None:
    """Add the commands that work on an archive which is there."""
    for one in (retry, resume, status, site, index):
        app.command()(one)


def retry(
    folder: _Folder,
    base_url: _BaseUrl = None,
    json_log: _JsonLog = "",
    quiet: _Quiet = False,
    verbose: _Verbose = False,
) -> None:
    """Try what failed again, with the options of the last run."""
    _run_again(folder, base_url, json_log, _AGAIN, quiet=quiet, verbose=verbose)


def resume(
    folder: _Folder,
    base_url: _BaseUrl = None,
    json_log: _JsonLog = "",
    quiet: _Quiet = False,
    verbose: _Verbose = False,
) -> None:
    """Go on with the last run, with its options, on whatever machine and day.

    Batches that were sent are looked after, and their answers taken.
    """
    _run_again(folder, base_url, json_log, (), quiet=quiet, verbose=verbose)


def _run_again(
    folder: str,
    base_url: list[str] | None,
    json_log: str,
    only: Sequence[State],
    *,
    quiet: bool,
    verbose: bool,
) -> None:
    ledger = Ledger.at(Path(folder))
    kept = ledger.arguments()
    ledger.close()
    if not kept:
        raise UsageError(f"{folder}: no run is known; run `restyle archive SOURCE...` first")
    flags = {**dict(kept["flags"]), "output": folder}  # type: ignore[call-overload]
    voices = [str(voice) for voice in kept.get("voices") or [flags["style"]]]  # type: ignore[attr-defined]
    wanted = from_arguments(kept["wanted"])
    flags = {name: value for name, value in flags.items() if name not in _NOT_KEPT}
    flags["base_url"] = " ".join(base_url or ()) or own_address(folder, flags.get("base_url"))
    if not quiet or any(map(is_url, wanted.sources)):  # nothing is fetched unannounced
        say(f"restyle: reads again: {', '.join(wanted.sources)}")
    run_in_voices(wanted, flags, voices, json_log, quiet=quiet, verbose=verbose, only=only)


def status(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The archive's output folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print every entry as JSON.")] = False,
) -> None:
    """Show how far an archive is: what is done, what failed and why, what it cost."""
    show_status(Path(folder), as_json=as_json)


def site(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The archive's output folder.")],
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", help="The site's folder; DIR/site without it.", show_default=False
        ),
    ] = "",
    title: Annotated[str, typer.Option(help="What the site is called.")] = "",
    about: Annotated[str, typer.Option(help="What it is, in a sentence.")] = "",
    address: Annotated[
        str, typer.Option(metavar="URL", help="Where it will be published, for feed and sitemap.")
    ] = "",
    art: Annotated[str, typer.Option(metavar="FILE", help="A picture for the front page.")] = "",
    theme: Annotated[
        str, typer.Option(metavar="DIR", help="Templates that hide restyle's, file by file.")
    ] = "",
    voice: Annotated[str, typer.Option(help="Only the documents in this voice.")] = "",
    no_search: Annotated[bool, typer.Option("--no-search", help="Make no search index.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace files that no site of restyle wrote.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
) -> None:
    """Make a site that one can publish: a page an episode, people, terms, takeaways, search, feed.

    Run it again after the archive: only what changed is made anew.
    """
    options = SiteOptions(
        title,
        about,
        f"{address.rstrip('/')}/" if address else "",
        art,
        theme,
        voice,
        searchable=not no_search,
        force=force,
    )
    place = Path(output) if output else Path(folder) / "site"
    raise typer.Exit(build_site(Path(folder), place, options, quiet=quiet))


def index(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The archive's output folder.")],
    title: Annotated[str, typer.Option(help="The page's title.")] = "",
    output: Annotated[
        str, typer.Option("--output", "-o", help="The page; - is standard output.")
    ] = "",
) -> None:
    """Write a page with every episode: title, date, guests, summary, takeaways, documents."""
    ledger = Ledger.at(Path(folder))
    entries = list(ledger.entries())
    ledger.close()
    path = Path(output) if output not in ("", "-") else Path(folder) / "index.md"
    text = render_index(entries, path.parent, title or Path(folder).resolve().name)
    if output == "-":
        write_out(text)
        return
    ours = path.is_file() and is_index(path.read_text("utf-8", errors="replace"))
    if path.is_file() and not ours:
        raise UsageError(f"{path}: is there, and is no index; --output names another file")
    write_new(path, text, force=ours)
    say(f"wrote {path}")
