"""`restyle styles try`: one topic as it was said, beside it in each voice."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console, Group
from rich.markdown import Markdown
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

import restyle as library
from restyle.cli.console import safe, tables
from restyle.cli.options import reading
from restyle.cli.options import voice as voicing
from restyle.cli.run import tried as attempted
from restyle.cli.screen import Screen
from restyle.cli.terminal import printable, say
from restyle.pipeline.session import budget_of
from restyle.pipeline.trial import Trial
from restyle.style.voiceprints import voiceprint
from restyle.stylometry.nearness import score
from restyle.stylometry.prose import blocks_of
from restyle.stylometry.rules import likened

_PARTLY = 3
_COLUMN = 36  # characters that a column needs to be read at ease


def try_voices(
    name: Annotated[str, typer.Argument(help="The voice: a name, or a .toml file.")],
    transcript: Annotated[str, typer.Argument(metavar="TRANSCRIPT", help="A file, a URL, or -.")],
    topic: Annotated[
        int, typer.Option("--topic", "-t", min=1, help="The topic's number in the outline.")
    ] = 1,
    style: Annotated[
        list[str] | None, typer.Option("--style", "-s", help="Another voice beside it. Repeatable.")
    ] = None,
    language: voicing.LanguageName = None,
    prompts: voicing.PromptsFolder = None,
    model: Annotated[str | None, typer.Option("--model", "-m", help="The model.")] = None,
    base_url: Annotated[str | None, typer.Option(help="An OpenAI-compatible endpoint.")] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Neither read nor keep answers on disk.")
    ] = False,
    input_format: reading.InputFormat = "",
    encoding: reading.Encoding = "",
    rename: reading.Rename = None,
    speakers: reading.Speakers = "",
    host: reading.Host = "",
    guest: reading.Guest = "",
    keep_ads: reading.KeepAds = False,
    allow_private: reading.AllowPrivate = False,
) -> None:
    """Rewrite one topic only, and show it beside what was said."""
    how = reading.Reader(
        input_format, encoding, rename, speakers, host, guest, keep_ads, allow_private
    )
    flags = {
        "language": language,
        "prompts": prompts,
        "model": model,
        "base_url": base_url,
        "cache": False if no_cache else None,
    }
    settings = library.load_settings(flags)[0]
    voices = voicing.voicings([name, *(style or [])], settings)
    talk = how.talk(transcript)
    screen = Screen(quiet=False, verbose=False)
    budget = budget_of(settings)
    try:
        outline = library.make_outline(
            talk,
            settings=voices[0].settings,
            for_document=True,
            budget=budget,
            observe=screen,
        )
        tried = [
            attempted(
                lambda one=one: library.try_topic(  # type: ignore[misc]
                    talk,
                    topic=topic,
                    outline=outline,
                    settings=one.settings,
                    budget=budget,
                    observe=screen,
                ),
                alone=len(voices) == 1,
            )
            for one in voices
        ]
    finally:
        screen.stop()
    trials = [one for one in tried if isinstance(one, Trial)]
    if trials:
        _show(tables(), topic, trials)
    if len(trials) < len(tried):
        raise typer.Exit(_PARTLY if trials else 1)
    if len(style or []) + 1 > len(voices):
        say("restyle: without a model every voice is the same extract")


def _show(console: Console, topic: int, trials: "Sequence[Trial]") -> None:
    """The source and the sections side by side, or below one another where that is too narrow."""
    first = trials[0]
    said = Text(printable(first.source))
    columns: list[tuple[str, Text | Group]] = [("what was said", said)]
    columns += [(one.style if one.model else "extract", _section(one)) for one in trials]
    console.print(f"[bold]Topic {topic} of {first.topics}[/]\n")
    if console.width < _COLUMN * len(columns):
        for title, content in columns:
            console.print(Rule(safe(title)), content, "")
        return
    table = Table(box=None, pad_edge=False, expand=True, padding=(0, 2))
    for title, _ in columns:
        table.add_column(safe(title), ratio=1, overflow="fold", vertical="top")
    table.add_row(*(content for _, content in columns))
    console.print(table)


def _section(trial: "Trial") -> Group:
    section = trial.section
    parts = [Text(printable(section.heading), style="bold"), Text("")]
    body = Markdown(printable(section.text))
    found = [
        Text(
            f"{finding.kind}: {printable(finding.text or finding.fix)}: {finding.message}",
            style="yellow",
        )
        for finding in section.findings
    ]
    words = f"{len(section.text.split())} words"
    if trial.model and (known := voiceprint(trial.style)):
        near = score(blocks_of(section.text), {trial.style: known}).voices[0]
        words += f"; in voice {likened(near)}"
    return Group(*parts, body, Text(""), *found, Text(words, style="dim"))
