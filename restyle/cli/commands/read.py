"""`restyle read TRANSCRIPT`: what was understood, or the transcript in another format."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table

import restyle as library
from restyle.cli.console import command, safe, tables
from restyle.cli.options import reading
from restyle.cli.terminal import clock, many, write_out
from restyle.transcript.marking import talk_alone
from restyle.transcript.roles import cast
from restyle.transcript.transcript import Transcript, TurnKind
from restyle.transcript.write import refuse_unknown

app = command()
_FIRST_TURNS = 5
_NOT_TALK = {
    TurnKind.AD: "sponsor reads",
    TurnKind.TEASER: "a teaser",
    TurnKind.INTRO: "the show's introduction",
    TurnKind.HOUSEKEEPING: "requests and goodbyes",
}
_MOST_LETTERS = 160


@app.command()
def read(
    transcript: Annotated[str, typer.Argument(metavar="TRANSCRIPT", help="A file, a URL, or -.")],
    format: Annotated[
        str,
        typer.Option("--format", "-f", help="Write it out: json, vtt, srt, md or podcasting20."),
    ] = "",
    turns: Annotated[
        bool, typer.Option("--turns", help="Print every turn with its number, as outlines name it.")
    ] = False,
    input_format: reading.InputFormat = "",
    encoding: reading.Encoding = "",
    rename: reading.Rename = None,
    speakers: reading.Speakers = "",
    host: reading.Host = "",
    guest: reading.Guest = "",
    keep_ads: reading.KeepAds = False,
    allow_private: reading.AllowPrivate = False,
    transcriber: reading.TranscriberName = None,
    language_spoken: reading.LanguageSpoken = None,
) -> None:
    """Show what was understood of a transcript, or write it out in another format."""
    how = reading.Reader(
        input_format, encoding, rename, speakers, host, guest, keep_ads, allow_private
    ).by(transcriber, language_spoken)
    if format:
        refuse_unknown(format)  # before anything is paid for
    talk = how.read(transcript)
    if format:
        write_out(library.write_transcript(talk, format))
    else:
        _show(talk, how, tables(), whole=turns)


def _show(talk: Transcript, how: reading.Reader, console: Console, *, whole: bool) -> None:
    source, known = talk.source, talk.metadata
    console.print(f"[bold]{safe(talk.title)}[/]")
    cues = sum(len(turn.cues) for turn in talk.turns)
    facts = [source.format, source.encoding, clock(talk.duration), many(talk.words, "word")]
    facts += [many(len(talk.turns), "turn"), many(cues, "cue"), known.date, known.url]
    console.print(safe(" · ".join(fact for fact in facts if fact)))
    if talk.speakers:
        console.print(_people(talk))
    else:
        console.print("Speakers are not named.\n")
    shown = talk_alone(talk) if whole else talk
    for turn in shown.turns if whole else shown.turns[:_FIRST_TURNS]:
        text = turn.text
        if len(text) > _MOST_LETTERS and not whole:
            text = f"{text[:_MOST_LETTERS]}…"
        number = f"[dim]{turn.index + 1:>4}[/] " if whole else ""
        start = f"[dim]{clock(turn.start)}[/] " if turn.start is not None else ""
        who = f"[bold]{safe(turn.speaker)}:[/] " if turn.speaker else ""
        kind = "" if turn.kind.is_talk else f"[dim]({turn.kind})[/] "
        console.print(f"{number}{start}{kind}{who}{safe(text)}")
    for note in () if how.keep_ads else _left_out(talk):
        console.print(f"\n[dim]{safe(note)}[/]", end="")
    for note in _notes(talk):
        console.print(f"\n[dim]{safe(note)}[/]", end="")
    for warning in talk.warnings:
        console.print(f"\n[yellow]{safe(warning)}[/]", end="")
    console.print()


def _left_out(talk: Transcript) -> Iterator[str]:
    """What is not the talk, with its words."""
    words = Counter[TurnKind]()
    for turn in talk_alone(talk).turns:
        words[turn.kind] += len(turn.text.split())
    if kinds := [kind for kind in words if not kind.is_talk]:
        found = (f"{many(words[kind], 'word')} of {_NOT_TALK[kind]}" for kind in kinds)
        yield f"left out of documents: {', '.join(found)}; --keep-ads keeps them"


def _notes(talk: Transcript) -> Iterator[str]:
    """What was found besides speech."""
    if talk.headings:
        yield f"{many(len(talk.headings), 'heading')} in the source"
    for dropped in talk.dropped:
        yield f"not speech: {dropped}"


def _people(talk: Transcript) -> Table:
    """Who speaks, how much, and which part code guesses that they have."""
    words = talk.words_by_speaker
    turns = Counter(turn.speaker for turn in talk.turns)
    part = cast(talk)
    parts = {part.host: "host", part.guest: "guest"}
    guess = " (guessed)" if part.guessed else ""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("speaker")
    for title in ("words", "share", "turns"):
        table.add_column(title, justify="right")
    table.add_column(f"part{guess}")
    total = max(1, sum(words.values()))
    for name, count in words.items():
        share = f"{count / total:.0%}"
        table.add_row(safe(name), f"{count:,}", share, str(turns[name]), parts.get(name, ""))
    return table
