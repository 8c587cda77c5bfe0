"""`restyle archive status DIR`: how far an archive is."""

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from rich import box
from rich.table import Table

from restyle.archive.entry import State
from restyle.archive.ledger import Ledger
from restyle.cli.console import safe, tables
from restyle.cli.terminal import many, write_out


def show_status(folder: Path, *, as_json: bool) -> None:
    """Print what is done, what failed and why, and what it cost."""
    ledger = Ledger.at(folder)
    entries, held = list(ledger.entries()), ledger.is_held()
    ledger.close()
    if as_json:
        rows = [{k: v for k, v in asdict(e).items() if k != "signature"} for e in entries]
        write_out(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        return
    console = tables()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("voice", *(state.value for state in State)):
        table.add_column(title, justify="left" if title == "voice" else "right")
    counts = Counter((entry.voice, entry.state) for entry in entries)
    for voice in sorted({entry.voice for entry in entries}):
        table.add_row(safe(voice), *(f"{counts[voice, state]:,}" for state in State))
    console.print(table)
    for entry in entries:
        if entry.state is State.FAILED:
            console.print(f"[bold]failed[/] {safe(entry.name or entry.key)}: {safe(entry.reason)}")
    found = sum(entry.findings for entry in entries)
    cost = sum(entry.cost or 0 for entry in entries)
    tokens = sum(entry.tokens_in + entry.tokens_out for entry in entries)
    facts = [many(found, "finding"), many(tokens, "token"), f"${cost:.4f}" if cost else ""]
    console.print(" · ".join(filter(None, facts)))
    console.print("A run is under way." if held else "No run is under way.")
