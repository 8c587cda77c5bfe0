"""`restyle archive SOURCE...`: many transcripts, remembered in a ledger."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

import restyle as library
from restyle.archive.choice import Choice
from restyle.archive.entry import State
from restyle.archive.index import index as render_index
from restyle.archive.index import is_index
from restyle.archive.ledger import Ledger
from restyle.archive.site.build import SiteOptions
from restyle.archive.site.search import is_installed
from restyle.archive.wanted import ArchiveOptions, from_arguments
from restyle.cli.commands._archive_run import own_address, plan_in_voices, run_in_voices
from restyle.cli.commands._archive_site import build_site
from restyle.cli.commands._archive_status import show_status
from restyle.cli.console import command
from restyle.cli.options import reading
from restyle.cli.options import size as sizing
from restyle.cli.options import voice as voicing
from restyle.cli.terminal import say, write_out
from restyle.document.write import write_new
from restyle.errors import UsageError
from restyle.transcript.addresses import is_url
from restyle.transcript.speakers import names_from, names_in

app = command(no_args_is_help=True)
# What no flag of this command sets, and so only a hand could have put into a ledger.
_NOT_KEPT = ("openai_base_url", "endpoints", "cache_dir")
_AGAIN = (State.FAILED, State.WAITING, State.RUNNING)
_about_feed = partial(typer.Option, rich_help_panel="Feeds")
_about_model = partial(typer.Option, rich_help_panel="Model, money and cache")


@app.command()
def run(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Folders, patterns, files, feeds, addresses, or @FILE: a list of these.",
            show_default=False,
        ),
    ],
    style: voicing.Styles = None,
    language: voicing.LanguageName = None,
    prompts: voicing.PromptsFolder = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="The folder for documents and ledger.")
    ] = None,
    format: Annotated[
        list[str] | None,
        typer.Option(
            "--format", "-f", help="md, html, epub, docx, json or notes; may be repeated."
        ),
    ] = None,
    front_matter: Annotated[
        bool, typer.Option("--front-matter", help="Begin Markdown with YAML front matter.")
    ] = False,
    feed_title_match: Annotated[
        str, _about_feed(metavar="PATTERN", help="Episodes whose title has this in it (a regex).")
    ] = "",
    since: Annotated[
        str, _about_feed(metavar="DATE", help="Episodes from this day on: 2024-03-01.")
    ] = "",
    latest: Annotated[int | None, _about_feed(min=1, help="The latest so many.")] = None,
    model: Annotated[
        str | None, _about_model("--model", "-m", help="Such as openai/gpt-5.4-mini.")
    ] = None,
    no_model: Annotated[
        bool, _about_model("--no-model", help="Ask no model: write extracts.")
    ] = False,
    base_url: Annotated[
        list[str] | None, _about_model(help="An OpenAI-compatible endpoint. Repeatable.")
    ] = None,
    at_once: Annotated[
        int, _about_model("--at-once", min=0, help="Episodes at a time; 0: as the endpoint takes.")
    ] = 0,
    plan: Annotated[
        bool, _about_model("--plan", help="Say what would be done, why and for how much.")
    ] = False,
    as_json: Annotated[bool, _about_model("--json", help="Print the plan as JSON.")] = False,
    max_cost: Annotated[
        float | None, _about_model(min=0, help="Spend at most so many dollars, then stop.")
    ] = None,
    max_tokens: Annotated[
        int | None, _about_model(min=1, help="Use at most so many tokens, then stop.")
    ] = None,
    timeout: Annotated[
        float | None, _about_model(min=1, help="End a call after so many seconds without a word.")
    ] = None,
    patience: Annotated[
        float | None, _about_model(min=1, help="Wait at most so many seconds for a busy endpoint.")
    ] = None,
    refresh: Annotated[
        bool, _about_model("--refresh", help="Ask for every answer anew, and keep it.")
    ] = False,
    no_cache: Annotated[
        bool, _about_model("--no-cache", help="Neither read nor keep answers on disk.")
    ] = False,
    no_check: Annotated[bool, typer.Option("--no-check", help="Check nothing.")] = False,
    no_repair: Annotated[bool, typer.Option("--no-repair", help="Repair nothing.")] = False,
    topics: sizing.Topics = None,
    section_words: sizing.SectionWords = None,
    ignore_headings: sizing.IgnoreHeadings = False,
    length: sizing.Length = "",
    complete: sizing.Complete = False,
    rename: reading.Rename = None,
    speakers: reading.Speakers = "",
    keep_ads: reading.KeepAds = False,
    allow_private: reading.AllowPrivate = False,
    transcriber: reading.TranscriberName = None,
    language_spoken: reading.LanguageSpoken = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace files that restyle did not write.")
    ] = False,
    json_log: Annotated[
        str, typer.Option(metavar="FILE", help="Write every event as a line of JSON; - is stderr.")
    ] = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print every detail.")] = False,
) -> None:
    """Rewrite an archive. Run it again: what is done and unchanged costs nothing.

    `restyle archive status DIR` shows how far it is, `retry DIR` tries what failed again,
    `index DIR` writes a page of all episodes, `site DIR` makes a site of them.
    """
    _refuse(model=model, no_model=no_model, plan=plan, as_json=as_json, since=since)
    flags = {
        "style": None,
        "language": language,
        "prompts": prompts,
        "output": output,
        "format": ",".join(format) if format else None,
        "front_matter": front_matter or None,
        "model": "none" if no_model else model,
        "transcriber": transcriber,
        "language_spoken": language_spoken,
        "base_url": " ".join(base_url) if base_url else None,
        "cache": False if no_cache else None,
        "refresh": refresh or None,
        "max_cost": max_cost,
        "max_tokens": max_tokens,
        "timeout": timeout,
        "patience": patience,
        **sizing.sizing(
            topics,
            section_words,
            ignore_headings=ignore_headings,
            length=length,
            complete=complete,
        ),
    }
    listed = names_in(speakers) if speakers else {}
    wanted = ArchiveOptions(
        tuple(sources),
        Choice(feed_title_match, since, latest),
        {**listed, **names_from(rename or [])},
        keep_ads,
        allow_private,
        check=not no_check,
        repair=not no_repair,
        force=force,
        at_once=at_once,
    )
    voices = tuple(dict.fromkeys(style or [library.load_settings(flags)[0].style]))
    if plan:
        plan_in_voices(wanted, flags, voices, as_json=as_json)
        return
    run_in_voices(wanted, flags, voices, json_log, quiet=quiet, verbose=verbose)


@app.command()
def retry(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The archive's output folder.")],
    base_url: Annotated[
        str | None, typer.Option(help="The endpoint, where only the archive names it.")
    ] = None,
    json_log: Annotated[
        str, typer.Option(metavar="FILE", help="Write every event as a line of JSON; - is stderr.")
    ] = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print every detail.")] = False,
) -> None:
    """Try what failed again, with the options of the last run."""
    ledger = Ledger.at(Path(folder))
    kept = ledger.arguments()
    ledger.close()
    if not kept:
        raise UsageError(f"{folder}: no run is known; run `restyle archive SOURCE...` first")
    flags = {**dict(kept["flags"]), "output": folder}  # type: ignore[call-overload]
    voices = [str(voice) for voice in kept.get("voices") or [flags["style"]]]  # type: ignore[attr-defined]
    wanted = from_arguments(kept["wanted"])
    flags = {name: value for name, value in flags.items() if name not in _NOT_KEPT}
    flags["base_url"] = base_url or own_address(folder, flags.get("base_url"))
    if not quiet or any(map(is_url, wanted.sources)):  # nothing is fetched unannounced
        say(f"restyle: reads again: {', '.join(wanted.sources)}")
    run_in_voices(wanted, flags, voices, json_log, quiet=quiet, verbose=verbose, only=_AGAIN)


@app.command()
def status(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The archive's output folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print every entry as JSON.")] = False,
) -> None:
    """Show how far an archive is: what is done, what failed and why, what it cost."""
    show_status(Path(folder), as_json=as_json)


@app.command()
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
        searchable=not no_search and is_installed(),
        force=force,
    )
    place = Path(output) if output else Path(folder) / "site"
    raise typer.Exit(build_site(Path(folder), place, options, quiet=quiet))


@app.command()
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


def _refuse(*, model: str | None, no_model: bool, plan: bool, as_json: bool, since: str) -> None:
    if model and no_model:
        raise UsageError("--model and --no-model contradict each other; give one of them")
    if as_json and not plan:
        raise UsageError("--json prints a plan as data; give --plan too, or --json-log FILE")
    if since and not _is_day(since):
        raise UsageError(f"--since {since}: expected a day, such as 2024-03-01")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
