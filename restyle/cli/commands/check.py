"""`restyle check`: a document held against its talk again, or any text against any talk."""

import json
from collections.abc import Mapping
from typing import Annotated

import typer
from rich import box
from rich.table import Table

import restyle as library
from restyle.checking.report import SectionReport
from restyle.checking.report import as_markdown as report_as_markdown
from restyle.cli.comparison import print_json, show_comparison, write_comparison
from restyle.cli.console import command, safe, tables
from restyle.cli.options import sections as checking
from restyle.cli.screen import Screen
from restyle.cli.terminal import many, write_out
from restyle.document.article import article_of
from restyle.errors import UsageError

app = command()
_PARTLY = 3
_WIDE = 92  # columns, from which on every kind of finding has its own


@app.command()
def check(
    document: Annotated[
        str,
        typer.Argument(
            metavar="DOCUMENT",
            help="A document with its record beside it; with --against, any text.",
        ),
    ],
    against: Annotated[
        str,
        typer.Option(
            metavar="TALK", help="The transcript to hold any text in .md or .txt against."
        ),
    ] = "",
    judge: checking.JudgeName = None,
    no_judge: checking.NoJudge = False,
    base_url: Annotated[
        str | None, typer.Option(help="The judge's OpenAI-compatible endpoint.")
    ] = None,
    max_cost: Annotated[
        float | None, typer.Option(min=0, help="Let the judge spend at most so many dollars.")
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", help="Write a page (.html) or data (.json).")
    ] = "",
    whole: Annotated[
        bool, typer.Option("--all", help="Show every sentence, not the wrong ones alone.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file that is there.")] = False,
    style: Annotated[
        str, typer.Option("--style", "-s", help="Its voice, if the file has moved.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the report as Markdown.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 3 if something is found.")
    ] = False,
) -> None:
    """Check a document against the talk that it was made from; a file edited since, as it is now.

    By itself that asks no model: code finds altered quotes, numbers, names and dates that nobody
    said, and what was left out. With --judge, a model says of each sentence whether the talk
    bears it out, and code looks up the words that it names. With --against, so is any text,
    whoever wrote it. What was said is shown beside each sentence; a judge may still miss one.
    """
    if against or judge or output:
        if markdown or style:
            raise UsageError("--markdown and --style are for a check by code; leave them out")
        nobody = no_judge or not (against or judge)  # by itself, a check asks no model
        flags = {
            "judge": checking.judge_named(judge, nobody=nobody),
            "base_url": base_url,
            "max_cost": max_cost,
        }
        found = _compared(document, against, flags, quiet=as_json)
        if output:
            write_comparison(found, output, force=force)
        print_json(found) if as_json else show_comparison(found, whole=whole)
        _end(found.faults, strict=strict)
        return
    loaded = _loaded(document)
    report = library.check(loaded, library.load_style(style or loaded.style))
    if as_json:
        write_out(json.dumps(report.as_dict(), ensure_ascii=False, indent=1) + "\n")
    elif markdown:
        write_out(report_as_markdown(report))
    else:
        show_report(report)
    _end(report.findings, strict=strict)


def _end(found: int, *, strict: bool) -> None:
    """Leave with the code that says that something was found, if that is asked for."""
    if strict and found:
        raise typer.Exit(_PARTLY)


def _compared(
    text: str, against: str, flags: Mapping[str, object], *, quiet: bool
) -> "library.Comparison":
    """A text held against a talk, or a document against its own."""
    settings = library.load_settings(flags)[0]
    screen = Screen(quiet=quiet, verbose=False)
    try:
        if against:
            return library.compare(text, against, settings=settings, observe=screen)
        loaded = _loaded(text)
        article = article_of(loaded)
        return library.compare(article, loaded.transcript, settings=settings, observe=screen)
    finally:
        screen.stop()


def _loaded(path: str) -> "library.Document":
    """A document that a model wrote; raises UsageError for an extract."""
    loaded = library.load_document(path)
    if not loaded.model:
        raise UsageError(f"{path}: is an extract: it holds what was said, so nothing is checked")
    return loaded


def show_report(report: "library.Report") -> None:
    """Print a report: a row a section, then every finding."""
    console = tables()
    console.print(f"[bold]{safe(report.title)}[/]")
    console.print(_table(report, console.width))
    for number, section in enumerate(report.sections, 1):
        for finding in section.findings:
            about = f" “{safe(finding.text)}”" if finding.text else ""
            said = f" [dim]Said was:[/] “{safe(finding.fix)}”" if finding.fix else ""
            what = f"[yellow]{finding.kind}[/]{about}: {safe(finding.message)}."
            console.print(f"[bold]{number}[/] {what}{said}")
    for finding in report.takeaways:
        console.print(
            f"[bold]takeaways[/] [yellow]{finding.kind}[/] “{safe(finding.text)}”: "
            f"{safe(finding.message)}."
        )
    found = many(report.findings, "finding") if report.findings else "no findings"
    console.print(f"{found} · {report.covered:.0%} of the talk covered")
    for line in report.voice:
        console.print(f"[dim]voice:[/] {safe(line)}")
    console.print("[dim]quotes: exact / made exact by code / demoted to paraphrase by a repair[/]")


def _table(report: "library.Report", width: int) -> Table:
    """A row a section; in a narrow terminal with what was found alone."""
    wide = width >= _WIDE
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("section", overflow="fold", ratio=1, min_width=16)
    named = ("quotes", "numbers", "names", "seams", "other") if wide else ("found",)
    for title in ("words", "covered", *named):
        table.add_column(title, justify="right", no_wrap=True)
    for number, one in enumerate(report.sections, 1):
        figures = _figures(one) if wide else (str(len(one.findings)),)
        facts = (f"{one.words:,}", f"{one.covered:.0%}", *figures)
        table.add_row(str(number), safe(one.heading), *facts)
    return table


def _figures(one: "SectionReport") -> tuple[str, ...]:
    other = len(one.findings) - one.found("quote", "number", "name", "seam")
    return (
        _figure(f"{one.exact}/{one.mended}/{one.demoted}", one.found("quote")),
        _figure(one.numbers, one.found("number")),
        _figure(one.names, one.found("name")),
        f"{one.found('seam')}",
        f"{other}",
    )


def _figure(checked: int | str, wrong: int) -> str:
    return f"{checked} [yellow]({wrong})[/]" if wrong else str(checked)
