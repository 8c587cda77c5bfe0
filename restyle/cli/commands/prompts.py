"""`restyle prompts`: the templates in force, and the prompt that would be sent for a topic."""

from typing import Annotated

import typer
from rich import box
from rich.table import Table

import restyle as library
from restyle.cli.console import command, safe, tables
from restyle.cli.options import reading
from restyle.cli.options import size as sizing
from restyle.cli.options import voice as voicing
from restyle.cli.terminal import say, write_out
from restyle.errors import PromptError
from restyle.pipeline.preview import preview as preview_prompt
from restyle.writing.prompts import Prompts

app = command()


@app.callback(invoke_without_command=True)
def _list(
    context: typer.Context,
    prompts: voicing.PromptsFolder = None,
) -> None:
    """List the prompt templates, or show one."""
    if context.invoked_subcommand is not None:
        return
    settings = library.load_settings({"prompts": prompts})[0]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("name", style="bold", no_wrap=True)
    table.add_column("from", style="dim", overflow="fold")
    for name, file in Prompts(settings.prompts).files().items():
        table.add_row(safe(name), safe(file.place))
    console = tables()
    console.print(table)
    console.print(
        "To change one, put a file of its name into a folder of your own, and name that with "
        "--prompts. It may extend the bundled one and replace a block of it:\n\n"
        '  {% extends "bundled/section.md.jinja" %}\n'
        "  {% block user %}{{ super() }}\n"
        "  Write no paragraph of more than three sentences.{% endblock %}",
        markup=False,
    )


@app.command()
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The template, such as section.")],
    transcript: Annotated[
        str,
        typer.Argument(
            metavar="[TRANSCRIPT]", help="Show what would be sent for it; else the template."
        ),
    ] = "",
    style: Annotated[str | None, typer.Option("--style", "-s", help="The voice.")] = None,
    topic: Annotated[
        int, typer.Option("--topic", "-t", min=1, help="The topic's number in the outline.")
    ] = 1,
    language: voicing.LanguageName = None,
    prompts: voicing.PromptsFolder = None,
    model: Annotated[str | None, typer.Option("--model", "-m", help="The model.")] = None,
    base_url: Annotated[str | None, typer.Option(help="The endpoint.")] = None,
    topics: sizing.Topics = None,
    section_words: sizing.SectionWords = None,
    ignore_headings: sizing.IgnoreHeadings = False,
    length: sizing.Length = "",
    complete: sizing.Complete = False,
    input_format: reading.InputFormat = "",
    encoding: reading.Encoding = "",
    rename: reading.Rename = None,
    speakers: reading.Speakers = "",
    host: reading.Host = "",
    guest: reading.Guest = "",
    keep_ads: reading.KeepAds = False,
    allow_private: reading.AllowPrivate = False,
) -> None:
    """Print a template, or exactly what would be sent for a topic. Sends nothing."""
    flags = {
        "style": style,
        "language": language,
        "prompts": prompts or (context.parent.params.get("prompts") if context.parent else None),
        "model": model,
        "base_url": base_url,
        **sizing.sizing(
            topics,
            section_words,
            ignore_headings=ignore_headings,
            length=length,
            complete=complete,
        ),
    }
    settings = library.load_settings(flags)[0]
    if not transcript:
        write_out(_template(settings, name))
        return
    how = reading.Reader(
        input_format, encoding, rename, speakers, host, guest, keep_ads, allow_private
    )
    found = preview_prompt(how.talk(transcript), settings, name, topic)
    for message in found.messages:
        write_out(f"--- {message.role}\n\n{message.content}\n\n")
    if found.filler:
        say(
            f"restyle: not in the cache, so made up here: the answers for {', '.join(found.filler)}"
        )


def _template(settings: "library.Settings", name: str) -> str:
    files = Prompts(settings.prompts).files()
    if name not in files:
        raise PromptError(f"there is no prompt {name!r}; there are: {', '.join(files)}")
    return files[name].path.read_text(encoding="utf-8")
