"""A run over an archive, or the plan of one, in each voice that is asked for."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import typer

import restyle as library
from restyle.archive.entry import Entry, State
from restyle.archive.plan import plan_archive
from restyle.archive.start import run_archive
from restyle.archive.wanted import ArchiveOptions, as_arguments
from restyle.cli.archive_plan_table import show_archive_plans
from restyle.cli.archive_screen import ArchiveScreen, opened_log
from restyle.cli.options.voice import name_stranger
from restyle.cli.terminal import say
from restyle.errors import UsageError
from restyle.llm.endpoints import LOCAL
from restyle.llm.endpoints import resolve as find_model
from restyle.pipeline.session import budget_of
from restyle.transcript.addresses import without_password

_PARTLY = 3


def run_in_voices(
    wanted: ArchiveOptions,
    flags: Mapping[str, object],
    voices: Sequence[str],
    json_log: str,
    *,
    quiet: bool,
    verbose: bool,
    only: Sequence[State] = (),
) -> None:
    """Write the archive in each voice; one budget is for all of them."""
    shared = library.load_settings(flags)[0]
    budget = budget_of(shared)
    if quiet:
        name_stranger(shared)
    ended: list[Entry] = []
    if find_model(shared) is None:
        voices = voices[:1]  # without a model all voices are the same extract
    for voice in voices:
        settings = library.load_settings({**flags, "style": voice})[0]
        screen = ArchiveScreen(quiet=quiet, verbose=verbose, log=opened_log(json_log))
        kept = [_kept(flags, replace(settings, style=one))["style"] for one in voices]
        arguments = {
            "flags": _kept(flags, settings),
            "wanted": as_arguments(wanted),
            "voices": kept,
        }
        archive = run_archive(
            wanted, settings, screen, budget=budget, arguments=arguments, only=only
        )
        try:
            asyncio.run(archive)
        finally:
            screen.stop()
        screen.conclude()
        screen.close()
        ended += screen.totals.ended
    if only and not ended:
        say("restyle: nothing of what the last run was asked for has failed")
    if any(one.state in (State.FAILED, State.WAITING) for one in ended):
        raise typer.Exit(_PARTLY)


def _kept(flags: Mapping[str, object], settings: "library.Settings") -> dict[str, object]:
    """The flags with what decided the documents, so that they mean the same anywhere, any day."""
    style = settings.style
    return {
        **flags,
        "style": str(Path(style).absolute()) if style.endswith(".toml") else style,
        "prompts": str(Path(settings.prompts).absolute()) if settings.prompts else None,
        "model": settings.model or None,
        "base_url": " ".join(
            map(without_password, (settings.base_url or settings.openai_base_url).split())
        )
        or None,
        "language": settings.language or None,
        "format": settings.format,
    }


def plan_in_voices(
    wanted: ArchiveOptions, flags: Mapping[str, object], voices: Sequence[str], *, as_json: bool
) -> None:
    """Print what a run would do in each voice; nothing is sent, so that no key is needed."""
    plans = {}
    for voice in voices:
        settings = replace(library.load_settings({**flags, "style": voice})[0], dry=True)
        plans[voice] = asyncio.run(plan_archive(wanted, settings))
    show_archive_plans(plans, as_json=as_json)


def own_address(folder: str, kept: object) -> str | None:
    """The endpoint that the ledger has kept, if the user's own settings name it or it is here.

    Raises UsageError for one that only the ledger names, or a folder's file: others may have
    made both.
    """
    if not isinstance(kept, str):
        return None
    mine = library.load_settings()[0]
    own = {mine.base_url, mine.openai_base_url} - set(mine.project_urls)
    same = [url for url in own if without_password(url) == kept]  # no password is kept
    foreign = [one for one in kept.split() if urlsplit(one).hostname not in LOCAL]
    if same or not foreign:
        return same[0] if same else kept
    host = urlsplit(foreign[0]).hostname
    raise UsageError(
        f"{folder}: the last run asked {host}, which only the archive names; "
        f"if it is yours, give {' '.join(f'--base-url {one}' for one in kept.split())}"
    )
