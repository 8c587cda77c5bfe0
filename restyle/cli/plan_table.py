"""What `--plan` prints: calls, tokens, price and time, a transcript a row, or all as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import PurePath

from rich import box
from rich.table import Table

import restyle as library
from restyle.cli.console import safe, tables
from restyle.cli.options.reading import Reader
from restyle.cli.options.voice import Voicing
from restyle.cli.terminal import clock, write_out
from restyle.media.listening import NotTranscribedError
from restyle.media.transcribe import Transcribing


def planned(
    sources: Sequence[str], how: Reader, voices: Sequence[Voicing]
) -> "dict[str, library.Plan | Transcribing]":
    """Return the plan of each document by its name; several voices share one outline.

    Of a recording that is not transcribed, what the transcription takes.
    """
    several = len(voices) > 1
    plans: dict[str, library.Plan | Transcribing] = {}
    for source in sources:
        try:
            talk = how.talk(source)
        except NotTranscribedError as error:
            plans[source] = error.takes
            continue
        for number, one in enumerate(voices):
            name = f"{source} · {library.load_style(one.style).name}" if several else source
            plans[name] = library.estimate(talk, one.settings, outlined=number > 0)
    return plans


def show_plans(plans: "Mapping[str, library.Plan | Transcribing]", *, as_json: bool) -> None:
    """Print the plans by the names of their transcripts."""
    if as_json:
        value = {
            source: {"transcription": asdict(plan)}
            if isinstance(plan, Transcribing)
            else plan.as_dict()
            for source, plan in plans.items()
        }
        write_out(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
        return
    heard = [plan for plan in plans.values() if isinstance(plan, Transcribing)]
    if read := {s: p for s, p in plans.items() if not isinstance(p, Transcribing)}:
        _show_table(read)
    console = tables()
    for plan in heard:
        console.print(safe(plan.line), soft_wrap=True)
    if heard:
        console.print("What the rest takes can be said once they are transcribed: `restyle read`.")
    console.print("Nothing was sent.")


def _show_table(plans: "Mapping[str, library.Plan]") -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("transcript", overflow="fold")
    for title in ("calls", "kept", "repairs", "in", "out", "price", "time"):
        table.add_column(title, justify="right", no_wrap=True)
    for source, plan in plans.items():
        table.add_row(
            safe(PurePath(source).name),
            f"{plan.calls:,}",
            f"{plan.cached:,}",
            f"≤{plan.repairs:,}",
            f"{plan.tokens_in:,}",
            f"{plan.tokens_out:,}",
            _price(plan),
            f"{clock(plan.seconds[0])}–{clock(plan.seconds[1])}",
        )
    first = next(iter(plans.values()))
    console = tables()
    console.print(f"[bold]{safe(first.model)}[/] at {safe(first.host)}")
    console.print(table)
    how = "counted" if first.exact else "estimated, as the model's vocabulary is not at hand"
    console.print(
        f"Tokens in and out are {how}, and of what is not kept yet. What a model reasons unseen "
        "comes on top, in price and time. A repair follows where the checks find something."
    )
    console.print(_kept(list(plans.values())))
    costs = [one.cost for one in plans.values() if one.cost]
    if len(costs) == len(plans) and any(most for _, most in costs):
        console.print(f"{by_batch(*map(sum, zip(*costs, strict=True)))}.")
    if first.cost is None:
        console.print(f"The price of {safe(first.model)} is not known.")


def by_batch(least: float, most: float) -> str:
    """What the same costs by the Batch API, and what that cannot take."""
    half = f"${least / 2:.2f}–{most / 2:.2f} with --via batch"
    return f"{half} (a day at most a stage, of about seven; not what transcribes recordings)"


def _kept(plans: "Sequence[library.Plan]") -> str:
    """What the calls take where an endpoint keeps the beginnings of prompts, as most do."""
    tokens, again = sum(one.tokens_in for one in plans), sum(one.tokens_again for one in plans)
    costs = [one.cost_kept for one in plans if one.cost_kept]
    price = f", which costs ${sum(c[0] for c in costs):.3f}–{sum(c[1] for c in costs):.3f}"
    cost = price if any(most for _, most in costs) else ""
    return (
        f"Of the {tokens:,} tokens in, {again:,} begin a prompt as one before it began: an "
        f"endpoint that keeps the beginnings of prompts reads {tokens - again:,}{cost}."
    )


def _price(plan: "library.Plan") -> str:
    """From no repair to every section repaired."""
    if plan.cost is None:
        return "unknown"
    least, most = plan.cost
    return "free" if most == 0 else f"${least:.3f}–{most:.3f}"
