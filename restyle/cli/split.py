"""`restyle split TRANSCRIPT`: the topics, in the terminal."""

from typing import Annotated

import typer
from rich import box
from rich.table import Table

import restyle as library
from restyle.cli import reading
from restyle.cli.console import command, safe, tables
from restyle.cli.terminal import clock, many
from restyle.domain import Segment, Transcript

app = command()


@app.command()
def split(
    transcript: Annotated[str, typer.Argument(metavar="TRANSCRIPT", help="A file, a URL, or -.")],
    input_format: reading.InputFormat = "",
    encoding: reading.Encoding = "",
    rename: reading.Rename = None,
    speakers: reading.Speakers = "",
    host: reading.Host = "",
    guest: reading.Guest = "",
    keep_ads: reading.KeepAds = False,
    allow_private: reading.AllowPrivate = False,
) -> None:
    """Show how a transcript splits by topic. Asks no model."""
    how = reading.Reader(
        input_format, encoding, rename, speakers, host, guest, keep_ads, allow_private
    )
    talk = how.read(transcript)
    segments = library.split(talk)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("#", justify="right")
    table.add_column("time" if talk.duration else "turns", no_wrap=True)
    table.add_column("words", justify="right")
    table.add_column("key phrases", overflow="fold")
    phrases = library.keyphrases([_text(talk, segment) for segment in segments])
    for number, (segment, best) in enumerate(zip(segments, phrases, strict=True), 1):
        words = len(_text(talk, segment).split())
        named = ", ".join(phrase.text for phrase in best[:6])
        table.add_row(str(number), _range(talk, segment), f"{words:,}", safe(named))
    console = tables()
    console.print(f"[bold]{safe(talk.title)}[/] · {many(len(segments), 'topic')}")
    console.print(table)


def _text(talk: Transcript, segment: Segment) -> str:
    return "\n".join(talk.said(span) for span in segment.spans)


def _range(talk: Transcript, segment: Segment) -> str:
    """From when to when, or from which turn to which where the source has no times."""
    first, last = segment.spans[0].turn, segment.spans[-1].turn
    start = talk.turns[first].start
    end = talk.turns[last].end
    if start is not None and end is not None:
        return f"{clock(start)} – {clock(end)}"
    return f"{first + 1} – {last + 1}"
