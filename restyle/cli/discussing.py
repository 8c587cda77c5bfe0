"""A discussion at a terminal: what is typed, what a command does, what is shown."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import FileHistory
from rich.live import Live
from rich.markdown import Markdown

from restyle.cli.console import safe, tables
from restyle.cli.screen import Screen
from restyle.cli.terminal import many, printable, say
from restyle.discussion import Exchange
from restyle.discussion.stance import stances
from restyle.errors import RestyleError
from restyle.events import Event
from restyle.llm.events import CallDone, WordsCame

COMMANDS = {
    "/save": "write the discussion as a document: /save FILE.md (or .html, .epub, .docx)",
    "/sources": "show which turns the last answer was given",
    "/undo": "take the last question and its answer back",
    "/edit": "ask the last question again, in other words: /edit NEW WORDS",
    "/style": "answer as another: /style NAME",
    "/help": "show this",
    "/quit": "leave; the next time it goes on from here",
}


class Prompted:
    """Lines that a person types, with history and completion; None at the end."""

    def __init__(self, history: Path) -> None:
        history.parent.mkdir(parents=True, exist_ok=True)
        words = [*COMMANDS, *(f"/style {name}" for name in stances())]
        self._session: PromptSession[str] = PromptSession(
            history=FileHistory(str(history)), completer=WordCompleter(words, sentence=True)
        )

    async def line(self) -> str | None:
        """Return the next line; None where there is none, or the person wants no more."""
        try:
            return await self._session.prompt_async("? ")
        except (EOFError, KeyboardInterrupt):
            return None


class Answers:
    """Shows an answer as it is written, where a person can see it; all else as every run does."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._live: Live | None = None

    def __call__(self, event: Event) -> None:
        """Show an event; the library calls this."""
        match event:
            case WordsCame(stage="discuss", text=text) if tables().is_terminal:
                if self._live is None:
                    self._live = Live(console=tables(), transient=True, auto_refresh=False)
                    self._live.start()
                self._live.update(Markdown(printable(text)), refresh=True)
            case CallDone():
                self.stop()
                self._screen(event)
            case _:
                self._screen(event)

    def stop(self) -> None:
        """Take away what is shown of an answer under way; the whole follows."""
        if self._live is not None:
            self._live.stop()
            self._live = None
        self._screen.stop()


async def talk_over(
    line: Callable[[], Awaitable[str | None]],
    ask: Callable[[str], Awaitable[Exchange]],
    command: Callable[[str, str], Awaitable[str]],
) -> None:
    """Ask what is typed until there is no more; a fault of one question ends nothing."""
    while (typed := await line()) is not None:
        typed = typed.strip()
        if not typed:
            continue
        name, _, rest = typed.partition(" ")
        if name == "/quit":
            return
        try:
            if name in COMMANDS:
                if told := await command(name, rest.strip()):
                    say(told)
            elif typed.startswith("/"):
                say(f"{name}: there is no such command; /help lists them")
            else:
                show(await ask(typed))
        except RestyleError as error:
            say(f"restyle: {error}")


def show(exchange: Exchange) -> None:
    """Print an answer, what was set right in the question, and what is still wrong."""
    console = tables()
    for note in exchange.notes:
        console.print(f"[dim]{safe(note)}[/]")
    console.print(Markdown(printable(exchange.answer.text)))
    for one in exchange.answer.findings:
        about = f" “{safe(one.text)}”" if one.text else ""
        console.print(f"[yellow]{one.kind}[/]{about}: {safe(one.message)}")
    console.print()


def helped() -> str:
    """Return what can be typed, a line each."""
    return "\n".join(f"{name:9} {what}" for name, what in COMMANDS.items())


def told_sources(exchange: Exchange) -> str:
    """Return which turns an answer was given, and which it quotes."""
    places = exchange.answer.places
    cited = sorted({s.turn + 1 for p in exchange.answer.paragraphs for s in p.spans})
    quoted = f"it quotes turns {', '.join(map(str, cited))}" if cited else "it quotes nothing"
    if not places:
        return f"the whole was shown; {quoted}"
    return f"{many(len(places), 'turn')} were shown ({_ranges(places)}); {quoted}"


def _ranges(numbers: tuple[int, ...]) -> str:
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in found)
