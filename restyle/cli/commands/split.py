"""`restyle split TRANSCRIPT`: the topics in the terminal, as JSON, or as chapters."""

import json
from typing import Annotated

import typer
from rich import box
from rich.table import Table

import restyle as library
from restyle.cli.console import command, safe, tables
from restyle.cli.options import reading
from restyle.cli.options import size as sizing
from restyle.cli.screen import Screen
from restyle.cli.terminal import clock, many, write_out
from restyle.document.write import write_chapters
from restyle.errors import UsageError
from restyle.llm.endpoints import resolve as find_model
from restyle.topics.facts import TopicFacts, topic_facts
from restyle.transcript.transcript import Transcript

app = command()
_PHRASES = 5


@app.command()
def split(
    transcript: Annotated[str, typer.Argument(metavar="TRANSCRIPT", help="A file, a URL, or -.")],
    topics: sizing.Topics = None,
    section_words: sizing.SectionWords = None,
    ignore_headings: sizing.IgnoreHeadings = False,
    refine: Annotated[
        bool, typer.Option("--refine", help="Let the model choose the topics and name them.")
    ] = False,
    model: Annotated[
        str | None, typer.Option("--model", "-m", help="The model for --refine.")
    ] = None,
    base_url: Annotated[
        str | None, typer.Option(help="The OpenAI-compatible endpoint for --refine.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the topics as JSON.")] = False,
    chapters: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="Write chapters: .json (Podcasting 2.0), .vtt (WebVTT) or .txt (YouTube).",
        ),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace the file of --chapters.")] = False,
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
    """Show the topics of a transcript. Asks no model unless told to --refine."""
    how = reading.Reader(
        input_format, encoding, rename, speakers, host, guest, keep_ads, allow_private
    ).by(transcriber, language_spoken)
    flags = {
        **sizing.sizing(topics, section_words, ignore_headings=ignore_headings),
        "model": (model if refine else "none"),
        "base_url": base_url,
    }
    settings = library.load_settings(flags)[0]
    if refine and find_model(settings) is None:
        raise UsageError("--refine asks a model, and none is connected; name one with --model")
    talk = how.talk(transcript)
    outline = library.make_outline(
        talk, settings=settings, observe=Screen(quiet=not refine, verbose=False)
    )
    if chapters:
        write_chapters(talk, outline, chapters, force=force)
    facts = topic_facts(talk, outline)
    if as_json:
        write_out(_json(outline.title, facts))
    elif not chapters:
        _show(talk, outline.title, facts)


def _json(title: str, facts: tuple[TopicFacts, ...]) -> str:
    value = {"title": title, "topics": [fact.as_dict() for fact in facts]}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _show(talk: Transcript, title: str, facts: tuple[TopicFacts, ...]) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("#", justify="right")
    table.add_column("from", justify="right", no_wrap=True)
    table.add_column("words", justify="right")
    table.add_column("sure", justify="right")
    table.add_column("topic", overflow="fold", ratio=3)
    table.add_column("speakers", overflow="fold", ratio=1)
    for number, fact in enumerate(facts, 1):
        start = f"turn {fact.turn + 1}" if fact.start is None else clock(fact.start)
        phrases = ", ".join(fact.key_phrases[:_PHRASES])
        guessed = "" if number == 1 else f"{fact.strength:.0%}"  # a talk begins where it begins
        sure = "given" if fact.given else guessed
        topic = f"[bold]{safe(fact.name)}[/]\n[dim]{safe(fact.summary or phrases)}[/]"
        table.add_row(str(number), start, f"{fact.words:,}", sure, topic, _people(fact))
    console = tables()
    length = f" · {clock(talk.duration)}" if talk.duration else ""
    console.print(f"[bold]{safe(title)}[/] · {many(len(facts), 'topic')}{length}")
    console.print(table)


def _people(fact: TopicFacts) -> str:
    """Who speaks, with the share of the words."""
    total = max(1, sum(fact.speakers.values()))
    ranked = sorted(fact.speakers.items(), key=lambda pair: -pair[1])
    return "\n".join(f"{safe(name)} {words / total:.0%}" for name, words in ranked[:3])
