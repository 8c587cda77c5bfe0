"""What `restyle archive --plan` prints: an episode a row, with the reason; or all as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from rich import box
from rich.table import Table

from restyle.archive.plan import Planned
from restyle.archive.sources import Found
from restyle.cli.console import safe, tables
from restyle.cli.plan_table import by_batch
from restyle.cli.terminal import many, write_out
from restyle.media.transcribe import Transcribing

ArchivePlan = tuple[Sequence[Planned], Found]


def show_archive_plans(plans: Mapping[str, ArchivePlan], *, as_json: bool) -> None:
    """Print what would be done in each voice; one voice's plan stands alone."""
    if as_json:
        values = {voice: _value(*plan) for voice, plan in plans.items()}
        value = values if len(values) > 1 else next(iter(values.values()))
        write_out(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
        return
    for voice, plan in plans.items():
        if len(plans) > 1:
            tables().print(f"[bold]{safe(voice)}[/]")
        _show(*plan)
    tables().print("Nothing was sent to a model.")


def _value(planned: Sequence[Planned], found: Found) -> dict[str, object]:
    rows = [_row(one) for one in planned]
    return {"episodes": rows, "passed": [list(one) for one in found.passed]}


def _show(planned: Sequence[Planned], found: Found) -> None:
    """An episode a row: why it has to be done and what it would take; then all together."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("episode", overflow="fold")
    table.add_column("why", overflow="fold")
    for title in ("calls", "kept", "in", "out"):
        table.add_column(title, justify="right")
    for one in planned:
        cost = one.plan
        numbers = (cost.calls, cost.cached, cost.tokens_in, cost.tokens_out) if cost else ()
        why = one.fault or one.why or "unchanged"
        table.add_row(safe(one.episode.name), safe(why), *(f"{n:,}" for n in numbers))
    console = tables()
    console.print(table)
    for one in planned:
        if one.transcription:
            console.print(safe(one.transcription.line), soft_wrap=True)
    console.print(_totals(planned))
    if found.passed:
        console.print(f"{many(len(found.passed), 'file')} passed over.")


def _row(one: Planned) -> dict[str, object]:
    return {
        "name": one.episode.name,
        "key": one.episode.key,
        "why": one.why,
        "fault": one.fault,
        "plan": one.plan.as_dict() if one.plan else None,
        "transcription": asdict(one.transcription) if one.transcription else None,
    }


def _totals(planned: Sequence[Planned]) -> str:
    plans = [one.plan for one in planned if one.plan]
    todo = sum(bool(one.why) for one in planned)
    facts = [f"{todo} of {many(len(planned), 'episode')} to do"]
    if plans:
        facts.append(f"{sum(one.calls - one.cached for one in plans):,} calls to pay for")
        facts.append(many(sum(one.tokens_in + one.tokens_out for one in plans), "token"))
        costs = [one.cost for one in plans if one.cost]
        if len(costs) == len(plans):
            low, high = (sum(cost[n] for cost in costs) for n in (0, 1))
            facts.append(f"${low:.2f}–{high:.2f}")
            facts.append(by_batch(low, high))
    if recordings := [one.transcription for one in planned if one.transcription]:
        facts.append(_transcribing(recordings))
    return " · ".join(facts)


def _transcribing(recordings: Sequence[Transcribing]) -> str:
    """What transcribing takes, and that the rest can be said only then."""
    costs = [one.cost for one in recordings if one.cost is not None]
    price = f", ${sum(costs):.2f}" if len(costs) == len(recordings) else ""
    calls = many(sum(one.calls for one in recordings), "call")
    what = many(len(recordings), "recording")
    return f"{what} to transcribe: {calls}{price}, and what the documents take"
