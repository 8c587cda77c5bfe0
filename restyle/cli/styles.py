"""`restyle styles`: the voices there are, and one of them in full."""

from typing import Annotated

import typer
from rich import box
from rich.table import Table

import restyle as library
from restyle.cli.console import command, safe, tables
from restyle.cli.terminal import say
from restyle.errors import StyleError

app = command()


@app.callback(invoke_without_command=True)
def _list(context: typer.Context) -> None:
    """List the voices, or show one."""
    if context.invoked_subcommand is not None:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("name", style="bold", no_wrap=True)
    table.add_column("voice", overflow="fold")
    table.add_column("from", style="dim", no_wrap=True)
    faults = []
    for name, style in library.list_styles().items():
        try:
            table.add_row(safe(name), safe(library.load_style(name).description), style.place)
        except StyleError as error:
            faults.append(str(error))
    tables().print(table)
    for fault in faults:
        say(f"restyle: {fault}")
    if faults:
        raise typer.Exit(2)


@app.command()
def show(name: Annotated[str, typer.Argument(help="The voice's name.")]) -> None:
    """Show a voice: its profile, as it is in force."""
    profile = library.load_style(name)
    console = tables()
    console.print(f"[bold]{safe(profile.title)}[/]  [dim]{safe(profile.name)}[/]")
    console.print(f"{safe(profile.description)}\n")
    console.print(safe(profile.voice.brief), soft_wrap=False)
    for label, lines in (
        ("Do", profile.voice.do),
        ("Avoid", profile.voice.avoid),
        ("Openings", profile.voice.openings),
    ):
        if lines:
            console.print(f"\n[bold]{label}[/]")
            for line in lines:
                console.print(f"• {safe(line)}")
    shape, takeaways = profile.shape, profile.takeaways
    console.print(
        f"\n[bold]Shape[/] {shape.form} · headings “{safe(shape.heading)}” · "
        f"{shape.length:g} words out for each word in · narrator: {profile.voice.narrator} · "
        f"{takeaways.count} takeaways · {len(profile.examples)} examples"
    )
