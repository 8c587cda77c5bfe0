"""`restyle discuss`: ask a talk, read answers that rest on it, keep them as a document."""

import asyncio
import hashlib
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer

import restyle as library
from restyle.archive.ledger import FILE_NAME as LEDGER
from restyle.cli.commands._talks import talk_in
from restyle.cli.console import command
from restyle.cli.discussing import Answers, Prompted, helped, show, talk_over, told_sources
from restyle.cli.options import reading
from restyle.cli.options.searching import EncoderName, encoder_by
from restyle.cli.screen import Screen
from restyle.cli.terminal import many, say
from restyle.discussion import Exchange
from restyle.discussion.answering import Answerer
from restyle.discussion.closing import closing, document_of
from restyle.discussion.material import Episodes, Material, material
from restyle.discussion.memory import SUFFIX, Kept, keep, kept_in
from restyle.discussion.stance import load_stance
from restyle.document.write import slug, write
from restyle.errors import UsageError
from restyle.pipeline.session import asking
from restyle.writing.ask import Asker

app = command()
_PARTLY = 3
_SHOWN = 80  # letters of a question that was taken back


@app.command()
def discuss(
    talks: Annotated[
        list[str],
        typer.Argument(metavar="TALK...", help="Transcripts, documents or an archive's folder."),
    ],
    stance: Annotated[
        str,
        typer.Option("--as", metavar="STANCE", help="reader, skeptic, defender, student, FILE."),
    ] = "reader",
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            "--with", metavar="FILE", help="A text beside the talk: .md, .txt. Repeatable."
        ),
    ] = None,
    questions: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Ask these, parted by lines of ---, and write a document."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where the document goes: .md, .html, …")
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Begin anew; forget what was said.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a document that is there.")
    ] = False,
    model: Annotated[str | None, typer.Option("--model", "-m", help="The model.")] = None,
    base_url: Annotated[str | None, typer.Option(help="An OpenAI-compatible endpoint.")] = None,
    encoder: EncoderName = None,
    max_cost: Annotated[
        float | None, typer.Option(min=0, help="Spend at most so many dollars.")
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Neither read nor keep answers on disk.")
    ] = False,
    input_format: reading.InputFormat = "",
    encoding: reading.Encoding = "",
    rename: reading.Rename = None,
    speakers: reading.Speakers = "",
    allow_private: reading.AllowPrivate = False,
) -> None:
    """Ask and comment; every answer rests on what was said, quoted exactly, with speaker and time.

    A passage that you quote roughly is set right. What the talk does not say is said to be not
    there; what is thought about it stands after "Comment:". /help lists what can be typed.
    """
    load_stance(stance)
    flags = {
        "model": model, "base_url": base_url, "max_cost": max_cost, "encoder": encoder,
        "cache": False if no_cache else None,
    }  # fmt: skip
    settings = library.load_settings(flags)[0]
    how = reading.Reader(input_format, encoding, rename, speakers, "", "", False, allow_private)
    archive = next((Path(one) for one in talks if (Path(one) / LEDGER).is_file()), None)
    if archive is not None and len(talks) > 1:
        raise UsageError("an archive's folder is discussed by itself; name it alone")
    found = [] if archive is not None else [talk_in(one, how) for one in talks]
    about = [str(archive.resolve())] if archive else [one.source.digest for one in found]
    about += [hashlib.sha256(path.read_bytes()).hexdigest() for path in texts or ()]
    name = slug(archive.resolve().name if archive else found[0].title or Path(talks[0]).stem)
    kept_at = Path(settings.output or "outputs") / f"{name}{SUFFIX}"
    rests_on = material(found, archive, texts or [], say, encoder_by(settings))
    for line in rests_on.lost if isinstance(rests_on, Episodes) else ():
        say(f"restyle: {line}")
    try:
        discussion = _Discussion(rests_on, settings, stance, kept_at, about)
        if not new and questions is None:
            discussion.go_on()
        target = output or (kept_at.with_name(f"{name}.discussion.md") if questions else None)
        failed = asyncio.run(discussion.held(questions, target, force=force))
    finally:
        rests_on.close()
    if failed:
        raise typer.Exit(_PARTLY)


class _Discussion:
    """A discussion under way: its exchanges, as whom it is led, and where it is kept."""

    def __init__(
        self,
        rests_on: Material,
        settings: "library.Settings",
        stance: str,
        kept: Path,
        about: list[str],
    ) -> None:
        self._material, self._settings, self._stance = rests_on, settings, stance
        self._kept, self._about = kept, about
        self._exchanges: list[Exchange] = []
        self._screen = Answers(Screen(quiet=False, verbose=False))

    def go_on(self) -> None:
        """Take up what is kept, and say so."""
        if kept := kept_in(self._kept, self._about):
            self._exchanges = list(kept.exchanges)
            self._material.take_up(kept.ground)
            told = many(len(self._exchanges), "question")
            say(f"going on after {told}, kept in {self._kept}; --new begins anew")

    async def held(self, questions: Path | None, output: Path | None, *, force: bool) -> bool:
        """Hold it: with prepared questions, or with a person; whether a question failed."""
        async with self._opened() as (asker, answerer):
            if questions is not None:
                for one in _questions(questions):
                    show(await self._ask(answerer, one))
            else:
                await self._with_person(asker, answerer, force=force)
            if output is not None and self._exchanges:
                await self._save(asker, output, force=force)
        return any(one.answer.findings for one in self._exchanges) and questions is not None

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[tuple[Asker, Answerer]]:
        async with asking(self._settings, None, None, self._screen) as asker:
            if asker is None:
                raise UsageError(
                    "a discussion asks a model, and none is connected; name one with --model, "
                    'or look for words with: restyle find TALK "WORDS"'
                )
            yield asker, Answerer(asker, self._material, load_stance(self._stance))

    async def _with_person(self, asker: Asker, answerer: Answerer, *, force: bool) -> None:
        terminal = sys.stdin.isatty()
        if terminal:
            say("ask, or comment; /help lists what can be typed, Ctrl-D leaves")
        line = Prompted(self._kept.with_suffix(".history")).line if terminal else _piped

        async def act(name: str, rest: str) -> str:
            return await self._command(name, rest, asker, answerer, force=force)

        await talk_over(line, lambda typed: self._ask(answerer, typed), act)

    async def _ask(self, answerer: Answerer, typed: str) -> Exchange:
        try:
            one = await answerer.answer(typed, self._exchanges)
        finally:
            self._screen.stop()
        self._exchanges.append(one)
        self._keep()
        return one

    async def _command(
        self, name: str, rest: str, asker: Asker, answerer: Answerer, *, force: bool
    ) -> str:
        """Do what a person asks for with a word after a stroke, and return what to say of it."""
        told = ""
        match name:
            case "/help":
                told = helped()
            case "/style":
                answerer.stance = load_stance(rest)
                self._stance = rest
                told = f"answering as: {answerer.stance.title}"
            case "/save" if rest:
                await self._save(asker, Path(rest), force=force)
            case "/save":
                told = "name the file: /save talk.md"
            case _:
                told = await self._about_last(name, rest, answerer)
        return told

    async def _about_last(self, name: str, rest: str, answerer: Answerer) -> str:
        if not self._exchanges:
            return "nothing was asked yet"
        if name == "/sources":
            return told_sources(self._exchanges[-1])
        last = self._exchanges.pop()
        self._keep()
        if name == "/edit" and rest:
            show(await self._ask(answerer, rest))
            return ""
        return f"taken back: {last.asked[:_SHOWN]}"

    async def _save(self, asker: Asker, path: Path, *, force: bool) -> None:
        if not self._exchanges:
            raise UsageError("nothing was asked yet, so there is nothing to save")
        found = await closing(asker, self._exchanges)
        stance = load_stance(self._stance)
        made = document_of(self._exchanges, self._material.ground, stance, asker.name, found)
        say(f"wrote {write(made, path, force=force)}")

    def _keep(self) -> None:
        ground = self._material.ground if isinstance(self._material, Episodes) else None
        keep(self._kept, Kept(tuple(self._about), self._stance, tuple(self._exchanges), ground))


async def _piped() -> str | None:
    """The next line of what is piped in."""
    line = await asyncio.to_thread(sys.stdin.readline)
    return line or None


def _questions(path: Path) -> list[str]:
    """The questions in a file: parted by lines of ---, or else one a paragraph."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as questions: {error}") from error
    lines = "\n".join("---" if line.strip() == "---" else line for line in text.splitlines())
    parts = lines.split("\n---\n") if "\n---\n" in lines else lines.split("\n\n")
    found = [part.strip() for part in parts if part.strip() and part.strip() != "---"]
    if not found:
        raise UsageError(f"{path}: holds no question")
    return found
