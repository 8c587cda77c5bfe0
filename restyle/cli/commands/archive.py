"""`restyle archive SOURCE...`: many transcripts, remembered in a ledger."""

from datetime import date
from functools import partial
from typing import Annotated

import typer

import restyle as library
from restyle.archive.choice import Choice
from restyle.archive.wanted import ArchiveOptions
from restyle.cli.commands._archive_folder import add_folder_commands
from restyle.cli.commands._archive_run import plan_in_voices, run_in_voices
from restyle.cli.console import command
from restyle.cli.options import later, reading
from restyle.cli.options import size as sizing
from restyle.cli.options import voice as voicing
from restyle.errors import UsageError
from restyle.transcript.speakers import names_from, names_in

app = command(no_args_is_help=True)
add_folder_commands(app)
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
    via: later.Via = None,
    ray: Annotated[
        str,
        _about_model(
            metavar="ADDRESS", help="Work on a Ray cluster; auto: the one here, or a new one."
        ),
    ] = "",
    copy_to: Annotated[
        str,
        _about_model(
            metavar="ADDRESS", help="With --ray, lay documents there, too: s3://…, a folder."
        ),
    ] = "",
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
        "via": via,
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
        ray=ray,
        copy_to=copy_to,
    )
    voices = tuple(dict.fromkeys(style or [library.load_settings(flags)[0].style]))
    if plan:
        plan_in_voices(wanted, flags, voices, as_json=as_json)
        return
    run_in_voices(wanted, flags, voices, json_log, quiet=quiet, verbose=verbose)


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
