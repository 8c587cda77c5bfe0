"""`restyle config`: the settings in force, and where each comes from."""

from rich import box
from rich.table import Table

import restyle as library
from restyle.cli.console import command, safe, tables
from restyle.llm.endpoints import resolve as find_model

app = command()


@app.command()
def config() -> None:
    """Show the settings in force, and where each comes from."""
    settings, origins = library.load_settings()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("setting", style="bold", no_wrap=True)
    table.add_column("value", overflow="fold")
    table.add_column("from", style="dim", overflow="fold")
    for origin in origins:
        value = origin.value if origin.value not in ("", None, {}) else "—"
        table.add_row(origin.setting, safe(value), safe(origin.where))
    console = tables()
    console.print(table)
    target = find_model(settings)
    if target is None:
        console.print("No model is connected: documents are extracts.")
    else:
        console.print(f"Model: [bold]{safe(target.label)}[/] at {safe(target.hosts)}")
