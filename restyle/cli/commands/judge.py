"""`restyle judge MODEL`: how well a model judges, before one relies on it."""

import json
from typing import Annotated

import typer
from rich import box
from rich.table import Table

import restyle as library
from restyle.cli.console import command, safe, tables
from restyle.cli.screen import Screen
from restyle.cli.terminal import many, write_out

app = command()
_GOOD, _FEW = 0.9, 0.05  # of the faults found; false alarms a text: a judge to rely on
_SHOWN = 8


@app.command()
def judge(
    model: Annotated[str, typer.Argument(help="Such as openai/gpt-5.4-mini or ollama/qwen3:8b.")],
    base_url: Annotated[
        str | None, typer.Option(help="An OpenAI-compatible endpoint.", show_default=False)
    ] = None,
    max_cost: Annotated[
        float | None, typer.Option(min=0, help="Spend at most so many dollars.")
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Neither read nor keep answers on disk.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Try a model as a judge: what it finds of planted faults, and what it cries wolf at.

    Some two dozen short texts are judged, half of them with a fault of each kind, which people
    wrote who knew nothing of the judge. That takes a minute or two and some 50,000 tokens.
    """
    flags = {
        "model": model,
        "base_url": base_url,
        "max_cost": max_cost,
        "cache": False if no_cache else None,
    }
    settings = library.load_settings(flags)[0]
    screen = Screen(quiet=as_json, verbose=False)
    try:
        found = library.try_judge(model, settings=settings, observe=screen)
    finally:
        screen.stop()
    if as_json:
        write_out(json.dumps(found.as_dict(), ensure_ascii=False, indent=1) + "\n")
        return
    _show(found)
    screen.line("asked", screen.tally.summary())


def _show(found: "library.JudgeTrial") -> None:
    console = tables()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("fault")
    table.add_column("planted", justify="right")
    table.add_column("found", justify="right")
    for kind, count in found.planted.items():
        table.add_row(kind, f"{count}", f"{found.found[kind]}")
    table.add_row("all", f"{sum(found.planted.values())}", f"{sum(found.found.values())}")
    console.print(f"[bold]{safe(found.model)}[/] as a judge of {many(found.texts, 'text')}")
    console.print(table)
    alarms = len(found.false_alarms)
    console.print(
        f"{many(alarms, 'false alarm')} in {many(found.sentences, 'sound sentence')}; "
        f"{many(found.rejected, 'verdict')} quoted what nobody said; "
        f"{many(found.unjudged, 'text')} without an answer."
    )
    for line in found.false_alarms[:_SHOWN]:
        console.print(f"  [dim]cried wolf at[/] {safe(line)}", soft_wrap=True)
    console.print(_advice(found))


def _advice(found: "library.JudgeTrial") -> str:
    noisy = len(found.false_alarms) / max(1, found.texts) > _FEW
    if found.recall >= _GOOD and not noisy:
        return "A judge to rely on."
    if found.recall >= _GOOD:
        return "It finds what is wrong, and changes sound sentences too: read what was mended."
    missed = f"It misses {1 - found.recall:.0%} of what is wrong"
    if noisy:
        return f"{missed} and changes sound sentences: let another model judge, or --no-judge."
    return f"{missed}, and leaves sound sentences alone: of use, and no proof."
