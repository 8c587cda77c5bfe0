"""A run of the main command: each transcript read, rewritten and written."""

from dataclasses import dataclass
from pathlib import Path

import restyle as library
from restyle.cli import reading
from restyle.cli.console import safe
from restyle.cli.progress import Screen
from restyle.cli.terminal import many, say, write_out
from restyle.errors import RestyleError, UsageError

_HOW_TO_CONNECT = (
    "no model is connected, so this is an extract; for a rewrite set OPENAI_API_KEY, "
    "or name a model, such as --model ollama/qwen3:8b"
)


@dataclass(frozen=True, slots=True)
class Run:
    """What is the same for every transcript of a run."""

    settings: "library.Settings"  # quoted: the name is imported only when a run needs it
    how: reading.Reader
    title: str
    force: bool
    budget: "library.Budget | None"
    outline: str
    only: tuple[int, ...]
    check: bool
    repair: bool
    report: bool
    citing: "library.Citing"


def tried(
    run: Run, source: str, target: Path | None, screen: Screen, *, alone: bool
) -> "RestyleError | library.Document | None":
    """Rewrite one transcript of several; its failure is said and returned, and ends no other."""
    try:
        return _one(run, source, target, screen)
    except RestyleError as error:
        if alone:
            raise
        say(f"restyle: {error}")
        return error
    finally:
        screen.stop()


def _one(run: Run, source: str, target: Path | None, screen: Screen) -> "library.Document | None":
    talk = run.how.read(source)
    run.citing.refuse(talk, run.settings.format)
    if run.outline and not Path(run.outline).exists():
        _plan_first(run, talk, screen)
        return None
    document = library.restyle(
        talk,
        title=run.title,
        outline=library.load_outline(run.outline, talk) if run.outline else None,
        again=_again(run, target),
        check=run.check,
        repair=run.repair,
        settings=run.settings,
        budget=run.budget,
        observe=screen,
    )
    _written(run, source, target, document, screen)
    if document.missing:
        say(f"restyle: {source}: not written: {'; '.join(document.missing)}")
    return document


def _plan_first(run: Run, talk: "library.Transcript", screen: Screen) -> None:
    """Make the outline and write it, for a person to edit before anything is written from it."""
    made = library.make_outline(talk, settings=run.settings, budget=run.budget, observe=screen)
    path = library.write_new(run.outline, library.render_outline(made, talk))
    screen.line("outline", f"[bold]{safe(path)}[/] · {many(len(made.topics), 'topic')}")
    screen.line("", "edit it if you like, then run the same command again")


def _again(run: Run, target: Path | None) -> "library.Again | None":
    """The document whose other sections are kept, if only some are to be written."""
    if not run.only:
        return None
    if target is None:
        raise UsageError("--only writes into a document that is there; name it with --output")
    return library.Again(library.load_document(target), run.only)


def _written(
    run: Run, source: str, target: Path | None, document: "library.Document", screen: Screen
) -> None:
    settings = run.settings
    model = library.find_model(settings)
    price = library.price_of(model) if model else None
    front_matter = settings.front_matter
    if target is None:
        text = library.render(
            document, settings.format, front_matter=front_matter, citing=run.citing
        )
        write_out(text)
    else:
        library.write(
            document,
            target,
            format=settings.format,
            front_matter=front_matter,
            citing=run.citing,
            force=run.force,
            record={"path": _path(source), **screen.tally.record(price)},
        )
        screen.line("wrote", f"[bold]{safe(target)}[/] · {many(document.words, 'word')}")
    if document.model:
        screen.line("asked", screen.tally.summary(price))
        if run.report:
            _report(document, settings.style, target, screen, force=run.force)
    elif not settings.model:
        screen.warn(_HOW_TO_CONNECT)


def _report(
    document: "library.Document", style: str, target: Path | None, screen: Screen, *, force: bool
) -> None:
    """Write the report beside the document; with the document on stdout, to stderr."""
    text = library.report_as_markdown(library.make_report(document, library.load_style(style)))
    if target is None:
        for line in text.splitlines():
            say(line)
        return
    path = target.with_name(f"{target.name}.report.md")
    ours = path.is_file() and library.is_report(path.read_text("utf-8", errors="replace"))
    library.write_new(path, text, force=force or ours)
    screen.line("checked", f"[bold]{safe(path)}[/]")


def has_findings(document: "library.Document") -> bool:
    """Return whether the checks still find something in a document."""
    return any(section.findings for section in document.sections)


def _path(source: str) -> str | None:
    if source == "-":
        return None
    return source if "://" in source else str(Path(source).absolute())
