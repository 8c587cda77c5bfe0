"""`restyle styles learn`, `score` and `compare`: voices learned from writing, and scored."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table

import restyle as library
from restyle.cli.console import safe, tables
from restyle.cli.options import voice as voicing
from restyle.cli.screen import Screen
from restyle.cli.terminal import say, write_out
from restyle.document.write import write_new
from restyle.errors import OutputError
from restyle.settings import user_styles
from restyle.style.template import named_style
from restyle.style.voiceprints import voiceprint_path, voiceprints
from restyle.stylometry.habits import HABITS
from restyle.stylometry.nearness import LEAST_WORDS, SURE_WORDS, Nearness, VoiceScore
from restyle.stylometry.rules import told
from restyle.stylometry.voiceprint import as_json as voiceprint_json

_SHOWN = 8  # voices in a table
_APART = 1.5  # spreads, from which on two voices differ in a habit


def learn(
    name: Annotated[str, typer.Argument(help="The new voice's name, such as hoare.")],
    samples: Annotated[
        list[str],
        typer.Argument(metavar="SAMPLE...", help="Texts of one writer: files, folders, URLs."),
    ],
    model: Annotated[str | None, typer.Option("--model", "-m", help="The model.")] = None,
    base_url: Annotated[str | None, typer.Option(help="An OpenAI-compatible endpoint.")] = None,
    prompts: voicing.PromptsFolder = None,
    quote_samples: Annotated[
        bool,
        typer.Option("--quote-samples", help="Let sentences of the samples into the profile."),
    ] = False,
    user: Annotated[
        bool, typer.Option("--user", help="Put it into your own folder, not into ./styles.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a profile that is there.")
    ] = False,
) -> None:
    """Learn a voice from at least 1,500 words of somebody's writing.

    Code measures it; with a model, the rules are written from the samples, too.
    """
    named_style(name)
    folder = user_styles() if user else Path("styles")
    path = folder / f"{name}.toml"
    if path.exists() and not force:
        raise OutputError(f"{path}: is there already; --force replaces it")
    flags = {"model": model, "base_url": base_url, "prompts": prompts}
    settings = library.load_settings(flags)[0]
    screen = Screen(quiet=False, verbose=False)
    try:
        voice = library.learn_style(
            name, samples, quote_samples=quote_samples, settings=settings, observe=screen
        )
    finally:
        screen.stop()
    path = write_new(path, voice.profile, force=force)
    write_new(voiceprint_path(path), voiceprint_json(voice.voiceprint), force=True)
    measured = voice.voiceprint
    say(f"wrote {path}, learned from {measured.words:,} words; look at it, then:")
    say(f"restyle styles check {name}")


def score(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A text in .md or .txt.")],
    style: Annotated[
        list[str] | None, typer.Option("--style", "-s", help="This voice only. Repeatable.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Say how near a text is to each voice, and which habits are off in which paragraph.

    It measures how a text is written, not whether it is true.
    """
    found = library.score_voice(text, style or ())
    if as_json:
        write_out(json.dumps(_facts(found), ensure_ascii=False, indent=2) + "\n")
        return
    console = tables()
    console.print(_verdict(found, many=not style or len(style) > 1))
    if not found.voices:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("voice", style="bold", no_wrap=True)
    table.add_column("alike", justify="right")
    table.add_column("its own texts", justify="right")
    for one in found.voices[:_SHOWN]:
        colour = "yellow" if one.is_far else "green"
        table.add_row(safe(one.voice), f"[{colour}]{one.likeness:.2f}[/]", _range(one))
    console.print(table)
    if (nearest := found.voices[0]).off:
        console.print(f"What is off, beside [bold]{safe(nearest.voice)}[/]:")
        for off in nearest.off:
            console.print(f"  • {safe(told(off))}")


def compare(
    first: Annotated[str, typer.Argument(metavar="A", help="A voice.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Another.")],
) -> None:
    """Set two measured voices side by side: what each does more of."""
    known = voiceprints([first, second])
    one, other = (known[name] for name in known) if len(known) == 2 else (known[first],) * 2
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("habit")
    for name in (first, second):
        table.add_column(safe(name), justify="right")
    for habit in HABITS:
        mine, theirs = one.habits[habit.name], other.habits[habit.name]
        spread = max(mine.spread, theirs.spread)
        strong = abs(mine.mean - theirs.mean) >= _APART * spread
        mark = "[bold]" if strong else "[dim]"
        unit = {"words": "per 1,000 words", "sentences": "%", "blocks": "%"}.get(habit.per)
        what = f"{habit.what}, {unit or habit.unit}".rstrip(", ")
        table.add_row(f"{mark}{safe(what)}[/]", f"{mark}{mine.mean:.1f}[/]",
                      f"{mark}{theirs.mean:.1f}[/]")  # fmt: skip
    tables().print(table)
    tables().print(
        f"measured on {one.words:,} and {other.words:,} words; what differs most is in bold"
    )


def _verdict(found: VoiceScore, *, many: bool) -> str:
    words = f"{found.words:,} words"
    if not found.voices:
        return "No voice is measured; `restyle styles learn` measures one."
    if not found.named:
        return f"{words} are too few for a verdict; {LEAST_WORDS} are needed."
    nearest = found.voices[0]
    if not many:
        far = "far from" if nearest.is_far else "near"
        return f"{words}: {far} [bold]{safe(nearest.voice)}[/]."
    sure = f" (a guess: {SURE_WORDS} words or more make it surer)" if found.is_guess else ""
    far = ", but far from it" if nearest.is_far else ""
    return f"{words}: nearest to [bold]{safe(nearest.voice)}[/]{far}{sure}."


def _range(one: Nearness) -> str:
    return f"{one.own.mean - one.own.spread:.2f} to {one.own.mean + one.own.spread:.2f}"


def _facts(found: VoiceScore) -> dict[str, object]:
    return {
        "words": found.words,
        "nearest": found.named or None,
        "guess": found.is_guess,
        "voices": [
            {
                "voice": one.voice,
                "likeness": round(one.likeness, 4),
                "own": asdict(one.own),
                "far": one.is_far,
                "off": [
                    {
                        "habit": off.habit.name,
                        "value": round(off.value, 2),
                        "voice": round(off.voice.mean, 2),
                        "spreads": round(off.by, 2),
                        "paragraph": None if off.block is None else off.block + 1,
                    }
                    for off in one.off
                ],
            }
            for one in found.voices
        ],
    }
