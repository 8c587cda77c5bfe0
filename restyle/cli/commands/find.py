"""`restyle find`: the passages of talks that answer a question, found by code alone."""

import json
from collections.abc import Sequence, Set
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

import restyle as library
from restyle.archive.ledger import FILE_NAME as LEDGER
from restyle.cli.commands._talks import archive_in, talk_in
from restyle.cli.console import command, safe, tables
from restyle.cli.options import reading
from restyle.cli.options.searching import EncoderName, encoder_by
from restyle.cli.terminal import clock, plain, say, write_out
from restyle.discussion.lookup import Located, Lookup, TalksLookup, lines_of
from restyle.errors import UsageError
from restyle.search.passages import Passage
from restyle.search.sentence_encoder import SentenceEncoder
from restyle.search.terms import is_asking, places_of, terms_of
from restyle.text.stopwords import language_of

app = command()
_NOTHING = 1
_MOST = 100


@app.command()
def find(
    arguments: Annotated[
        list[str],
        typer.Argument(
            metavar='TALK... "WORDS"',
            help="Transcripts, documents or an archive's folder; then what is looked for.",
        ),
    ],
    most: Annotated[
        int, typer.Option("--most", "-n", min=1, max=_MOST, help="Passages to show.")
    ] = 5,
    context: Annotated[
        bool, typer.Option("--context", "-c", help="Show what was said before and after, too.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
    encoder: EncoderName = None,
    input_format: reading.InputFormat = "",
    encoding: reading.Encoding = "",
    rename: reading.Rename = None,
    speakers: reading.Speakers = "",
    keep_ads: reading.KeepAds = False,
    allow_private: reading.AllowPrivate = False,
) -> None:
    """Find what was said: passages that answer a question, the best first. Asks no model.

    A speaker's name, or a time such as 12:30, in the question counts. Exits with 1 where nothing
    is found.
    """
    if len(arguments) < 2:
        raise UsageError('name a talk, and in quotation marks what is looked for: "the oven"')
    *sources, question = arguments
    if not question.strip():
        raise UsageError("nothing is looked for: the last argument is empty")
    how = reading.Reader(input_format, encoding, rename, speakers, "", "", keep_ads, allow_private)
    lookup = _lookup(sources, how, encoder_by(library.load_settings({"encoder": encoder})[0]))
    try:
        found = lookup.find(question, most)
    finally:
        lookup.close()
    if as_json:
        facts = [_facts(one) for one in found]
        write_out(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
    else:
        _show(found, question, context=context, several=lookup.several)
    if not found:
        say("restyle: nothing that was said answers this")
        raise typer.Exit(_NOTHING)


def _lookup(
    sources: Sequence[str], how: "reading.Reader", encoder: SentenceEncoder | None
) -> Lookup:
    archives = [source for source in sources if (Path(source) / LEDGER).is_file()]
    if archives and len(sources) > 1:
        raise UsageError("an archive's folder is searched by itself; name it alone")
    if not archives:
        return TalksLookup([(source, talk_in(source, how)) for source in sources], encoder)
    return archive_in(Path(archives[0]), encoder)


def _show(found: Sequence[Located], question: str, *, context: bool, several: bool) -> None:
    console = tables()
    language = language_of("\n".join(one.passage.text for one in found))
    asked = {term for term, word in terms_of(question, language) if not is_asking(word)}
    for number, one in enumerate(found, 1):
        told = [one.talk, one.date] if several else []
        place = " · ".join(filter(None, [*told, _place(one.passage)]))
        console.print(f"[bold]{number}[/]  [cyan]{safe(place)}[/]")
        around = (one.before, one.passage, one.after) if context else (one.passage,)
        for passage in filter(None, around):
            for line in lines_of(passage).split("\n"):
                shown = Text(plain(line), style="dim")
                if passage is one.passage:
                    shown = _marked(plain(line), asked, language)
                console.print(shown, soft_wrap=not console.is_terminal)
        console.print()


def _marked(line: str, asked: Set[str], language: str) -> Text:
    """A line with the words of some terms in bold."""
    shown = Text(line)
    for begin, end in places_of(line, asked, language):
        shown.stylize("bold", begin, end)
    return shown


def _place(passage: Passage) -> str:
    """Where a passage stands: its time where there is one, and its turns as people count them."""
    turns = [turn + 1 for turn in passage.turns]
    told = f"turns {turns[0]} to {turns[-1]}" if len(turns) > 1 else f"turn {turns[0]}"
    return f"{clock(passage.start)}, {told}" if passage.start is not None else told


def _facts(one: Located) -> dict[str, object]:
    passage = one.passage
    return {
        "talk": one.talk,
        "date": one.date,
        "source": one.source,
        "start": passage.start,
        "turns": [turn + 1 for turn in passage.turns],
        "speakers": list(passage.speakers),
        "score": round(one.score, 3),
        "said": lines_of(passage),
        "before": lines_of(one.before) if one.before else None,
        "after": lines_of(one.after) if one.after else None,
    }
