"""`restyle styles`: the voices there are, one of them in full, and how to make one."""

from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table

import restyle as library
from restyle.cli.commands.learn_style import compare, learn, score
from restyle.cli.commands.try_style import try_voices
from restyle.cli.console import command, safe, tables
from restyle.cli.terminal import many, printable, say
from restyle.document.write import write_new
from restyle.errors import RestyleError, StyleError
from restyle.pipeline.style_review import examine as examine_style
from restyle.settings import user_styles
from restyle.style.files import StyleFile, lineage
from restyle.style.files import faults_of as style_faults
from restyle.style.files import forms as list_forms
from restyle.style.template import new_style as new_profile

app = command()
_USAGE = 2


@app.callback(invoke_without_command=True)
def _list(context: typer.Context) -> None:
    """List the voices, or show, make, learn, check, try or score one."""
    if context.invoked_subcommand is not None:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("name", style="bold", no_wrap=True)
    table.add_column("voice", overflow="fold")
    table.add_column("from", style="dim", overflow="fold")
    faults = []
    for name, style in library.list_styles().items():
        try:
            profile = library.load_style(name)
            table.add_row(safe(name), safe(profile.description), _origin(name, style))
        except StyleError as error:
            faults.append(str(error))
    tables().print(table)
    for fault in faults:
        say(f"restyle: {fault}")
    if faults:
        raise typer.Exit(_USAGE)


def _origin(name: str, style: "StyleFile") -> str:
    """Where a voice comes from, what it hides, and what it extends."""
    hides = f", hides {' and '.join(style.hides)}" if style.hides else ""
    parents = [path.stem for path in lineage(name)[1:]]
    extends = f", extends {', then '.join(parents)}" if parents else ""
    return safe(f"{style.place}{hides}{extends}")


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
    ):
        if lines:
            console.print(f"\n[bold]{label}[/]")
            for line in lines:
                console.print(f"• {safe(line)}")
    for example in profile.examples:
        console.print("\n[bold]Example[/]")
        console.print(printable(example.source.strip()), style="dim", markup=False)
        console.print("\n" + printable(example.rewrite.strip()), markup=False)
    shape, takeaways = profile.shape, profile.takeaways
    if profile.voice.stock:
        console.print(f"\n[bold]Stock[/] {safe(', '.join(profile.voice.stock))}")
    console.print(
        f"\n[bold]Shape[/] {safe(profile.form.name)} · headings “{safe(shape.heading)}” · "
        f"{shape.length:g} words out for each word in · narrator: {profile.voice.narrator} · "
        f"{'lists' if shape.lists else 'no lists'} · at most {takeaways.count} takeaways as "
        f"“{safe(takeaways.pattern)}” under “{safe(profile.form.closing.heading)}”"
    )
    sampling = profile.sampling
    if sampling.temperature is not None:
        console.print(f"[bold]Sampling[/] temperature {sampling.temperature:g}")
    files = [*lineage(name), list_forms()[profile.form.name]]
    console.print(f"[bold]Files[/] {safe(', '.join(map(str, files)))}")


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The new voice's name, such as feynman.")],
    extends: Annotated[str, typer.Option("--extends", help="The voice that it changes.")] = "",
    user: Annotated[
        bool, typer.Option("--user", help="Put it into your own folder, not into ./styles.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a profile that is there.")
    ] = False,
) -> None:
    """Write a commented profile to edit."""
    text = new_profile(name, extends)
    folder = user_styles() if user else Path("styles")
    path = write_new(folder / f"{name}.toml", text, force=force)
    say(f"wrote {path}; edit it, then: restyle styles check {name}")


@app.command()
def check(
    voices: Annotated[
        list[str] | None,
        typer.Argument(help="Names or files; without any, all that are not bundled."),
    ] = None,
    prompts: Annotated[
        str | None, typer.Option("--prompts", metavar="DIR", help="Your own prompt templates.")
    ] = None,
) -> None:
    """Say what is wrong with a voice, what makes it weak, and what it costs in each call."""
    settings = library.load_settings({"prompts": prompts})[0]
    failed = [name for name in voices or _own() if not _is_sound(name, settings)]
    if failed:
        raise typer.Exit(_USAGE)


def _own() -> list[str]:
    known = library.list_styles()
    return [name for name, style in known.items() if style.place != "bundled"] or list(known)


def _is_sound(name: str, settings: "library.Settings") -> bool:
    """Print what there is to say of a voice; false where it cannot be used."""
    console = tables()
    faults = style_faults(name)
    try:
        found = None if faults else examine_style(name, settings)
    except RestyleError as error:
        faults = (str(error),)
        found = None
    for fault in faults:
        say(f"restyle: {fault}")
    if found is None:
        return False
    about = "" if found.exact else "about "
    console.print(
        f"[bold]{safe(found.profile.name)}[/] is valid; {len(found.prompts)} prompts render. "
        f"A call for a section carries {about}{found.system:,} tokens beside the "
        f"talk, {found.voice:,} of them the voice."
    )
    for line in found.advice:
        console.print(f"  [yellow]weak[/] {safe(line)}")
    if not found.advice:
        console.print(f"  {many(len(found.profile.examples), 'example')}, nothing to complain of")
    return True


app.command("try")(try_voices)
app.command()(learn)
app.command()(score)
app.command()(compare)
