"""What a run shows while it works: a line a stage, and a bar over the calls."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from restyle.cli.console import notes, safe
from restyle.cli.terminal import clock, many
from restyle.document.document import Document
from restyle.events import Event, Notice
from restyle.llm.events import CallDone, ModelChosen, Waiting, WordsCame
from restyle.llm.prices import total
from restyle.llm.request import Usage
from restyle.media.transcribe import Transcribing
from restyle.pipeline.events import DocumentDone, LeftOut, StageStarted, TopicsFound, TranscriptRead
from restyle.transcript.roles import cast
from restyle.transcript.transcript import Transcript

_LONGEST_NOTE = 200
_LEAST_SHOWN = 40
_FEW = 5
_WIDE, _NARROW_BAR = 100, 12  # columns


@dataclass(slots=True)
class Tally:
    """What a run has cost so far; `began` is when, in UTC."""

    calls: int = 0
    from_cache: int = 0
    attempts: int = 0
    usage: Usage = field(default_factory=Usage)
    cost: float | None = 0.0
    notices: list[str] = field(default_factory=list)
    began: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    _clock: float = field(default_factory=time.monotonic)

    def add(self, call: CallDone) -> None:
        """Count a call; one from the cache costs nothing."""
        self.calls += 1
        if call.cached:
            self.from_cache += 1
        else:
            self.attempts += call.attempts
            self.usage += call.usage
            self.cost = total(self.cost, call.cost)

    @property
    def tokens(self) -> int:
        """How many tokens were sent and came back."""
        return self.usage.tokens_in + self.usage.tokens_out

    def record(self) -> dict[str, object]:
        """Return the run's record, as it is kept beside the document."""
        return {
            "began": self.began,
            "seconds": round(time.monotonic() - self._clock, 2),
            "calls": self.calls,
            "from_cache": self.from_cache,
            "attempts": self.attempts,
            "tokens_in": self.usage.tokens_in,
            "tokens_cached": self.usage.tokens_cached,
            "tokens_out": self.usage.tokens_out,
            "cost": None if self.cost is None else round(self.cost, 6),
            "notices": self.notices,
        }

    def summary(self) -> str:
        """The calls and what they cost, in a few words."""
        cached = f", {self.from_cache} from cache" if self.from_cache else ""
        again = self.attempts - (self.calls - self.from_cache)
        retried = f", {again} tried again" if again else ""
        cost = f" · ${self.cost:.4f}" if self.cost else ""
        return f"{many(self.calls, 'call')}{cached}{retried} · {many(self.tokens, 'token')}{cost}"


class Screen:
    """Shows a run's events on stderr; the bar only where a person can see it."""

    def __init__(self, *, quiet: bool, verbose: bool) -> None:
        self.tally = Tally()
        self._quiet = quiet
        self._verbose = verbose
        self._console = notes()
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._words: dict[tuple[str, int | None], int] = {}  # of answers, as they come

    def __call__(self, event: Event) -> None:
        """Show an event; the library calls this."""
        match event:
            case TranscriptRead(transcript):
                self._read(transcript)
            case TopicsFound(count):
                self.line("split", many(count, "topic"))
            case ModelChosen(model, host, calls, tokens, judges):
                asked = f"{safe(model)} at {safe(host)}"
                self.line(
                    "judge" if judges else "model",
                    f"{asked}: {many(calls, 'call')}, about {tokens:,} tokens",
                )
            case LeftOut(topic, words):
                what = f"{topic.kind}, {many(words, 'word')}"
                self.line("left out", f"“{safe(topic.name)}” ({what})")
            case DocumentDone(document):
                self._done(document)
            case _:
                self._of_calls(event)

    def _of_calls(self, event: Event) -> None:
        match event:
            case StageStarted(stage, calls):
                self._stage(stage, calls)
            case Transcribing(calls=calls):
                self.line("listen", safe(event.line))
                self._stage("listen", calls)
            case CallDone():
                self.tally.add(event)
                self._advance(event.parts)
            case Notice(message):
                self.tally.notices.append(message)
                self.warn(message)
            case WordsCame(stage, segment, words, _):
                self._words[stage, segment] = words
                self._advance(0)
            case Waiting(seconds, reason):
                self.tally.notices.append(f"waited {seconds:.0f} s: {reason}")
                self.line("waiting", f"{seconds:.0f} s: {safe(reason)}")

    def line(self, stage: str, text: str) -> None:
        """Print what a stage did."""
        if not self._quiet:
            self._console.print(f"[bold cyan]{stage:>9}[/]  {text}", soft_wrap=True)

    def warn(self, message: str, about: str = "") -> None:
        """Print what a person should know, and the words that it is about.

        The message is whole; the words are shortened unless verbose.
        """
        if self._quiet:
            return
        if about:
            room = max(_LEAST_SHOWN, _LONGEST_NOTE - len(message))
            message += f": “{about if self._verbose else _shortened(about, room)}”"
        self._console.print(f"[bold yellow]{'note':>9}[/]  {safe(message)}", soft_wrap=True)

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = self._task = None

    def _read(self, transcript: Transcript) -> None:
        self.line("read", _described(transcript))
        for warning in transcript.warnings:
            self.warn(warning)
        if self._verbose:
            self.line("", _parts(transcript))
            for dropped in transcript.dropped:
                self.line("", f"not speech: {safe(dropped)}")

    def _done(self, document: Document) -> None:
        """Name what the checks still find: a few, or with --verbose all."""
        self.stop()
        found = [(section.heading, f) for section in document.sections for f in section.findings]
        shown = found if self._verbose else found[:_FEW]
        for heading, finding in shown:
            self.warn(f"{heading}: {finding.message}", finding.text)
        if more := len(found) - len(shown):
            self.warn(f"and {many(more, 'more finding')}; --verbose lists all, the record too")

    def _stage(self, stage: str, calls: int) -> None:
        if self._quiet or not self._console.is_terminal:
            return
        self.stop()
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=None if self._console.width > _WIDE else _NARROW_BAR),
            TextColumn("{task.completed}/{task.total} · {task.fields[tally]}", markup=False),
            TimeElapsedColumn(),
        )
        self._bar = Progress(*columns, console=self._console, transient=True)
        self._bar.start()
        self._words.clear()
        self._task = self._bar.add_task(f"{stage:>9}", total=calls, tally=self._so_far())

    def _advance(self, calls: int) -> None:
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=calls, tally=self._so_far())

    def _so_far(self) -> str:
        """The words of the answers of this stage so far, and what the run has taken."""
        words = sum(self._words.values())
        facts = [many(words, "word")] if words else []
        return " · ".join([*facts, f"{many(self.tally.tokens, 'token')}"])


def _shortened(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1]}…"


def _parts(transcript: Transcript) -> str:
    part = cast(transcript)
    guessed = " (guessed)" if part.guessed else ""
    return f"host: {safe(part.host or 'none')} · guest: {safe(part.guest or 'none')}{guessed}"


def _described(transcript: Transcript) -> str:
    source = transcript.source
    speakers = transcript.speakers
    facts = [
        source.format
        if source.encoding in ("", "utf-8")
        else f"{source.format} ({source.encoding})",
        many(len(speakers), "speaker") if speakers else "speakers not named",
        clock(transcript.duration),
        many(transcript.words, "word"),
    ]
    return f"{safe(source.name)} · {' · '.join(fact for fact in facts if fact)}"
