"""`restyle TRANSCRIPT...`: the main command."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

import restyle as library
from restyle.cli.console import command
from restyle.cli.keeping import kept_format
from restyle.cli.options import later, reading
from restyle.cli.options import sections as checking
from restyle.cli.options import size as sizing
from restyle.cli.options import voice as voicing
from restyle.cli.plan_table import planned, show_plans
from restyle.cli.run import Run, has_findings, rewritten
from restyle.cli.screen import Screen
from restyle.cli.terminal import many, say
from restyle.document.citations import CitationStyle
from restyle.errors import RestyleError, UsageError
from restyle.pipeline.session import budget_of

_PARTLY = 3
_about_model = partial(typer.Option, rich_help_panel="Model, money and cache")


app = command()


@app.command()
def rewrite(
    transcripts: Annotated[
        list[str],
        typer.Argument(help="Transcript files, or - for standard input.", show_default=False),
    ],
    style: voicing.Styles = None,
    language: voicing.LanguageName = None,
    prompts: voicing.PromptsFolder = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", help="A file, a folder, or - for standard output."),
    ] = None,
    format: Annotated[
        list[str] | None,
        typer.Option(
            "--format", "-f", help="md, html, epub, docx, json or notes; may be repeated."
        ),
    ] = None,
    title: Annotated[str, typer.Option(help="The document's title.")] = "",
    model: Annotated[
        str | None,
        _about_model(
            "--model",
            "-m",
            help="Such as openai/gpt-5.4-mini or ollama/qwen3:8b.",
        ),
    ] = None,
    no_model: Annotated[
        bool,
        _about_model("--no-model", help="Ask no model: write an extract."),
    ] = False,
    base_url: Annotated[
        list[str] | None,
        _about_model(
            help="An OpenAI-compatible endpoint, such as http://localhost:8000/v1. Repeatable.",
        ),
    ] = None,
    via: later.Via = None,
    topics: sizing.Topics = None,
    section_words: sizing.SectionWords = None,
    ignore_headings: sizing.IgnoreHeadings = False,
    length: sizing.Length = "",
    complete: sizing.Complete = False,
    plan: Annotated[
        bool,
        _about_model(
            "--plan",
            help="Say what would be sent and got back; send nothing.",
        ),
    ] = False,
    as_json: Annotated[bool, _about_model("--json", help="Print the plan as JSON.")] = False,
    max_cost: Annotated[
        float | None,
        _about_model(min=0, help="Spend at most so many dollars, then stop."),
    ] = None,
    max_tokens: Annotated[
        int | None,
        _about_model(min=1, help="Use at most so many tokens, then stop."),
    ] = None,
    timeout: Annotated[
        float | None,
        _about_model(min=1, help="End a call after so many seconds without a word."),
    ] = None,
    patience: Annotated[
        float | None,
        _about_model(min=1, help="Wait at most so many seconds for a busy endpoint."),
    ] = None,
    refresh: Annotated[
        bool,
        _about_model("--refresh", help="Ask for every answer anew, and keep it."),
    ] = False,
    no_cache: Annotated[
        bool,
        _about_model("--no-cache", help="Neither read nor keep answers on disk."),
    ] = False,
    outline: checking.OutlineFile = "",
    only: checking.Only = "",
    no_edit: checking.NoEdit = False,
    judge: checking.JudgeName = None,
    no_judge: checking.NoJudge = False,
    no_check: checking.NoCheck = False,
    no_repair: checking.NoRepair = False,
    strict: checking.Strict = False,
    report: checking.ReportFlag = False,
    timestamps: checking.Timestamps = False,
    footnotes: checking.Footnotes = False,
    media_url: checking.MediaUrl = "",
    front_matter: Annotated[
        bool, typer.Option("--front-matter", help="Begin Markdown with YAML front matter.")
    ] = False,
    input_format: reading.InputFormat = "",
    encoding: reading.Encoding = "",
    rename: reading.Rename = None,
    speakers: reading.Speakers = "",
    host: reading.Host = "",
    guest: reading.Guest = "",
    keep_ads: reading.KeepAds = False,
    allow_private: reading.AllowPrivate = False,
    transcriber: reading.TranscriberName = None,
    language_spoken: reading.LanguageSpoken = None,
    keep_transcript: Annotated[
        str,
        typer.Option(
            metavar="FORMAT", help="Keep the transcript beside the document: json or vtt."
        ),
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Replace files that restyle did not write.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print every detail.")] = False,
) -> None:
    """Rewrite transcripts in a voice. The word "rewrite" may be left out."""
    _refuse_contradictions(
        (
            bool(model) and no_model,
            "--model and --no-model contradict each other; give one of them",
        ),
        (as_json and not plan, "--json prints a plan as data; give --plan too, or --format json"),
        (
            bool(outline or only) and len(transcripts) > 1,
            "--outline and --only are about one document; name one transcript",
        ),
        (
            bool(only and outline) and not Path(outline).exists(),
            f"--outline {outline}: is not there, and --only writes no new outline",
        ),
        (bool(only) and len(style or []) > 1, "--only is about one document; name one --style"),
        (plan and bool(outline or only), "--plan plans whole runs; leave --outline and --only out"),
        (no_check and (report or strict), "--no-check leaves nothing to report or be strict about"),
    )
    flags = {
        "style": style[0] if style else None,
        "language": language,
        "prompts": prompts,
        "output": output,
        "format": ",".join(format) if format else None,
        "model": "none" if no_model else model,
        "judge": checking.judge_named(judge, nobody=no_judge or no_check),
        "via": via,
        "transcriber": transcriber,
        "language_spoken": language_spoken,
        "base_url": " ".join(base_url) if base_url else None,
        "edit": False if no_edit else None,
        "cache": False if no_cache else None,
        "refresh": refresh or None,
        "max_cost": max_cost,
        "max_tokens": max_tokens,
        "timeout": timeout,
        "patience": patience,
        "front_matter": front_matter or None,
        **sizing.sizing(
            topics,
            section_words,
            ignore_headings=ignore_headings,
            length=length,
            complete=complete,
        ),
    }
    how = reading.Reader(
        input_format, encoding, rename, speakers, host, guest, keep_ads, allow_private
    )
    settings = replace(library.load_settings(flags)[0], dry=plan)
    how = replace(how, settings=settings)
    voices = voicing.voicings(style, settings)
    if plan:
        show_plans(planned(transcripts, how, voices), as_json=as_json)
        raise typer.Exit
    run = Run(
        voices,
        how,
        title,
        force,
        budget_of(settings),
        outline=outline,
        only=checking.section_numbers(only),
        check=not no_check,
        repair=not no_repair,
        report=report,
        citing=CitationStyle(timestamps, footnotes, media_url),
        keeping=kept_format(keep_transcript),
    )
    if quiet:
        voicing.name_stranger(settings)
    targets = run.targets(transcripts)
    screens = {source: Screen(quiet=quiet, verbose=verbose) for source in targets}
    alone = len(targets) * len(voices) == 1
    outcomes = [
        outcome
        for source, files in targets.items()
        for outcome in rewritten(run, source, files, screens[source], alone=alone)
    ]
    _conclude(outcomes, strict=strict)


def _conclude(outcomes: "list[library.Document | RestyleError | None]", *, strict: bool) -> None:
    """Say how many documents failed, and exit with the code that all of them together give."""
    failures = [one for one in outcomes if isinstance(one, RestyleError)]
    if failures:
        say(f"restyle: {len(failures)} of {many(len(outcomes), 'document')} failed")
        raise typer.Exit(_PARTLY if len(failures) < len(outcomes) else failures[0].exit_code)
    written = [one for one in outcomes if isinstance(one, library.Document)]
    if any(one.missing or (strict and has_findings(one)) for one in written):
        raise typer.Exit(_PARTLY)


def _refuse_contradictions(*cases: tuple[bool, str]) -> None:
    for contradict, message in cases:
        if contradict:
            raise UsageError(message)
