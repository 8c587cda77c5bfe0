"""A run of the main command: each transcript read, rewritten in each voice, and written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import restyle as library
from restyle.api import targets
from restyle.checking.report import as_markdown as report_as_markdown
from restyle.checking.report import is_report
from restyle.cli.console import safe
from restyle.cli.keeping import keep_transcript, kept_path
from restyle.cli.options import reading
from restyle.cli.options.voice import Voicing
from restyle.cli.screen import Screen
from restyle.cli.terminal import many, say, write_out
from restyle.document.citations import CitationStyle
from restyle.document.load import manner_of
from restyle.document.write import rendered, write_all, write_new
from restyle.errors import RestyleError, UsageError
from restyle.topics.outline_file import render_outline

T = TypeVar("T")

_HOW_TO_CONNECT = (
    "no model is connected, so this is an extract; for a rewrite set OPENAI_API_KEY, "
    "or name a model, such as --model ollama/qwen3:8b"
)


@dataclass(frozen=True, slots=True)
class Run:
    """What is the same for every document of a run."""

    voicings: tuple[Voicing, ...]
    how: reading.Reader
    title: str
    force: bool
    budget: "library.Budget | None"  # quoted: the name is imported only when a run needs it
    outline: str
    only: tuple[int, ...]
    check: bool
    repair: bool
    report: bool
    citing: "CitationStyle"
    keeping: str = ""

    def targets(self, sources: Sequence[str]) -> dict[str, dict[str, Path | None]]:
        """Return the file of each document, by source and voice; raises OutputError."""
        found: dict[str, dict[str, Path | None]] = {}
        taken: dict[Path, str] = {}
        for one in self.voicings:
            files = targets(sources, one.settings, self.title, force=self.force)
            for source, path in files.items():
                if path and path in taken:
                    raise UsageError(f"{path}: both {taken[path]} and {one.style} go there")
                if path:
                    taken[path] = one.style
                found.setdefault(source, {})[one.style] = path
        return found


def tried(work: Callable[[], T], *, alone: bool) -> T | RestyleError:
    """Return what one piece of a run gives; its failure is said and returned, and ends no other.

    Where there is no other, it is raised.
    """
    try:
        return work()
    except RestyleError as error:
        if alone:
            raise
        say(f"restyle: {error}")
        return error


def rewritten(
    run: Run, source: str, targets: Mapping[str, Path | None], screen: Screen, *, alone: bool
) -> "list[library.Document | RestyleError | None]":
    """Return the document of a transcript in each voice, or why there is none.

    None where the outline was written, to be edited before anything else.
    """
    talk = tried(lambda: _read(run, source, targets, screen), alone=alone)
    if isinstance(talk, RestyleError):
        return [talk] * len(run.voicings)
    if run.outline and not Path(run.outline).exists():
        _plan_first(run, talk, screen)
        return [None]
    outline = tried(lambda: _outline(run, talk, screen), alone=alone)
    if isinstance(outline, RestyleError):
        return [outline] * len(run.voicings)
    return [
        tried(
            lambda one=one: _one(
                run, one, _Piece(source, talk, outline, targets[one.style]), screen
            ),  # type: ignore[misc]
            alone=alone,
        )
        for one in run.voicings
    ]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A talk, the outline that is given for it, and where one document of it goes."""

    source: str
    talk: "library.Transcript"
    outline: "library.Outline | None"
    target: Path | None


def _read(
    run: Run, source: str, targets: Mapping[str, Path | None], screen: Screen
) -> "library.Transcript":
    kept = kept_path(targets, run.keeping) if run.keeping else None  # before anything is paid for
    talk = run.how.talk(source, run.budget, screen)
    screen.stop()
    formats = run.voicings[0].settings.formats
    if kept:
        path = keep_transcript(talk, kept, run.keeping, force=run.force)
        screen.line("kept", f"[bold]{safe(path)}[/]")
    run.citing.refuse(talk, "markdown" if "markdown" in formats else formats[0])
    return talk


def _outline(run: Run, talk: "library.Transcript", screen: Screen) -> "library.Outline | None":
    """The outline in the file that was named; one for all voices, where there are several."""
    if run.outline:
        return library.load_outline(run.outline, talk)
    if len(run.voicings) == 1:
        return None
    settings = run.voicings[0].settings
    try:
        return library.make_outline(
            talk, settings=settings, for_document=True, budget=run.budget, observe=screen
        )
    finally:
        screen.stop()


def _one(run: Run, voicing: Voicing, piece: _Piece, screen: Screen) -> "library.Document":
    try:
        document = library.rewrite(
            piece.talk,
            title=run.title,
            outline=piece.outline,
            again=_again(run, piece.target),
            check=run.check,
            repair=run.repair,
            settings=voicing.settings,
            budget=run.budget,
            observe=screen,
        )
    finally:
        screen.stop()
    _written(run, voicing, piece, document, screen)
    if document.missing:
        say(f"restyle: {piece.source}: not written: {'; '.join(document.missing)}")
    return document


def _plan_first(run: Run, talk: "library.Transcript", screen: Screen) -> None:
    """Make the outline and write it, for a person to edit before anything is written from it."""
    settings = run.voicings[0].settings
    made = library.make_outline(
        talk, settings=settings, for_document=True, budget=run.budget, observe=screen
    )
    path = write_new(run.outline, render_outline(made, talk))
    screen.stop()
    screen.line("outline", f"[bold]{safe(path)}[/] · {many(len(made.topics), 'topic')}")
    screen.line("", "edit it if you like, then run the same command again")


def _again(run: Run, target: Path | None) -> "library.PartialRewrite | None":
    """The document whose other sections are kept, if only some are to be written."""
    if not run.only:
        return None
    if target is None:
        raise UsageError("--only writes into a document that is there; name it with --output")
    return library.PartialRewrite(library.load_document(target), run.only)


def _written(
    run: Run, voicing: Voicing, piece: _Piece, document: "library.Document", screen: Screen
) -> None:
    settings, target = voicing.settings, piece.target
    front_matter, citing = settings.front_matter, run.citing
    if target is None:
        made = rendered(document, settings.format, front_matter=front_matter, citing=citing)
        write_out(made)
    else:
        if run.only:
            before, cited = manner_of(target)
            front_matter, citing = front_matter or before, citing if citing.wanted else cited
        files = write_all(
            document,
            target,
            settings.formats,
            front_matter=front_matter,
            citing=citing,
            force=run.force,
            record={"path": _path(piece.source), **screen.tally.record()},
        )
        for path in files:
            screen.line("wrote", f"[bold]{safe(path)}[/] · {many(document.words, 'word')}")
    if document.model:
        screen.line("asked", screen.tally.summary())
        if run.report:
            _report(document, settings.style, target, screen, force=run.force)
    elif not settings.model:
        screen.warn(_HOW_TO_CONNECT)


def _report(
    document: "library.Document", style: str, target: Path | None, screen: Screen, *, force: bool
) -> None:
    """Write the report beside the document; with the document on stdout, to stderr."""
    text = report_as_markdown(library.check(document, library.load_style(style)))
    if target is None:
        for line in text.splitlines():
            say(line)
        return
    path = target.with_name(f"{target.name}.report.md")
    ours = path.is_file() and is_report(path.read_text("utf-8", errors="replace"))
    write_new(path, text, force=force or ours)
    screen.line("checked", f"[bold]{safe(path)}[/]")


def has_findings(document: "library.Document") -> bool:
    """Return whether the checks still find something in a document."""
    return any(section.findings for section in document.sections)


def _path(source: str) -> str | None:
    if source == "-":
        return None
    return source if "://" in source else str(Path(source).absolute())
