"""What is shown while a recording is transcribed: what is sent, where, for how much."""

from restyle.cli.console import notes, safe
from restyle.events import Event, Notice
from restyle.llm.events import CallDone, Waiting
from restyle.media.transcribe import Transcribing


class ListeningNotes:
    """Says on stderr what is sent, and what a person should know of it."""

    def __init__(self) -> None:
        self._console = notes()

    def __call__(self, event: Event) -> None:
        """Show an event; the library calls this."""
        match event:
            case Transcribing():
                self._line("listen", safe(event.line))
            case Notice(message):
                self._line("note", safe(message))
            case Waiting(seconds, reason):
                self._line("waiting", f"{seconds:.0f} s: {safe(reason)}")
            case CallDone(cached=False):
                self._console.print("." if self._console.is_terminal else "", end="")

    def _line(self, stage: str, text: str) -> None:
        self._console.print(f"[bold cyan]{stage:>9}[/]  {text}", soft_wrap=True)
