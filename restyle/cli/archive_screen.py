"""What a run over an archive shows: a bar for all, a line an episode; or plain lines; or JSON."""

import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TextIO

from rich import box
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from restyle.archive.entry import Entry, State
from restyle.archive.events import (
    ArchiveEvent,
    ArchiveNotice,
    EpisodeDeferred,
    EpisodeEvent,
    EpisodeFinished,
    EpisodeStarted,
    Listed,
)
from restyle.cli.archive_totals import Totals, Working
from restyle.cli.console import notes, safe, tables
from restyle.cli.terminal import clock, many
from restyle.errors import UsageError
from restyle.events import Notice
from restyle.llm.events import CallDone, ModelChosen
from restyle.llm.prices import total
from restyle.pipeline.events import LeftOut, StageStarted

_FEW = 5
_WORDS = {
    State.DONE: "done",
    State.FAILED: "failed",
    State.DUPLICATE: "twins",
    State.SKIPPED: "no transcripts",
    State.WAITING: "left waiting",
}


class ArchiveScreen:
    """Shows a run on stderr, and writes its events as lines of JSON where that is wanted."""

    def __init__(self, *, quiet: bool, verbose: bool, log: TextIO | None = None) -> None:
        self.totals = Totals()
        self._quiet = quiet
        self._verbose = verbose
        self._log = log
        self._console = notes()
        self._working: dict[str, Working] = {}
        self._live: Live | None = None
        self._announced = False
        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TextColumn("{task.fields[told]}"),
        )  # fmt: skip
        self._task = self._bar.add_task("  archive", total=0, told="")

    def __call__(self, event: ArchiveEvent) -> None:
        """Show an event; the run calls this."""
        match event:
            case Listed(episodes, passed):
                self._listed(episodes, passed)
            case EpisodeStarted(name, why):
                self._working[name] = Working()
                self._write("began", name=name, why=why)
            case EpisodeEvent(name, inner):
                self._told(name, inner)
            case EpisodeFinished(entry, worked):
                self._ended(entry, worked=worked)
            case EpisodeDeferred(name):
                self._working.pop(name, None)
                self._write("deferred", name=name)
            case ArchiveNotice(message):
                self._write("note", message=message)
                self._line("note", safe(message), style="yellow")
        self._refresh()

    def _asked(self, where: str, calls: int, tokens: int) -> None:
        """Say once how much the first episode takes, and so about all of them."""
        if not self._announced:
            self._announced = True
            each = f"{many(calls, 'call')}, about {tokens:,} tokens for the first episode"
            self._line("model", f"{where}: {each} of {self.totals.episodes:,}")

    def stop(self) -> None:
        """Take the bar away."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def close(self) -> None:
        """Close the file that lines of JSON go to, if there is one."""
        if self._log is not None and self._log is not sys.stderr:
            self._log.close()

    def conclude(self) -> None:
        """Print the table at the end: what was done, passed over, and failed, with the reasons."""
        self.stop()
        if not self._quiet:
            show_ended(self.totals)
        self._write("ended", **_numbers(self.totals))

    def _listed(self, episodes: int, passed: tuple[tuple[str, str], ...]) -> None:
        self.totals.episodes, self.totals.passed = episodes, len(passed)
        over = f" · {many(len(passed), 'file')} passed over" if passed else ""
        self._line("archive", f"{many(episodes, 'episode')}{over}")
        self._write("listed", episodes=episodes, passed=[list(one) for one in passed])
        if self._verbose:
            for place, reason in passed:
                self._line("", f"{safe(place)}: {safe(reason)}")
        if not self._quiet and self._console.is_terminal:
            self._live = Live(console=self._console, transient=True, refresh_per_second=4)
            self._live.start()

    def _told(self, name: str, event: object) -> None:
        working = self._working.setdefault(name, Working())
        match event:
            case ModelChosen(model, host, calls, tokens, False):
                self._asked(f"{safe(model)} at {safe(host)}", calls, tokens)
            case StageStarted(stage, calls):
                working.stage, working.calls, working.of = stage, 0, calls
            case CallDone(_, usage, cached):
                working.calls += 1
                if not cached:
                    self.totals.usage += usage
                    self.totals.cost = total(self.totals.cost, event.cost)
            case Notice(message):
                self._write("note", name=name, message=message)
                if self._verbose:
                    self._line("note", f"{safe(name)}: {safe(message)}", style="yellow")
            case LeftOut(topic, words):
                self._write("left out", name=name, topic=topic.name, words=words)

    def _ended(self, entry: Entry, *, worked: bool) -> None:
        self._working.pop(entry.name, None)
        if not worked and entry.state is State.DONE:
            self.totals.unchanged += 1
            self._write("unchanged", name=entry.name)
            return
        self.totals.ended.append(entry)
        self._write("settled", **_facts(entry))
        if self._verbose or worked or entry.state is State.FAILED:
            place = f"{self.totals.settled}/{self.totals.episodes}"
            self._line(entry.state.value, f"{place} {_described(entry)}")

    def _line(self, word: str, text: str, style: str = "cyan") -> None:
        if not self._quiet:
            colour = "red" if word == State.FAILED else style
            self._console.print(f"[bold {colour}]{word:>9}[/]  {text}", soft_wrap=True)

    def _write(self, what: str, **facts: object) -> None:
        if self._log is not None:
            line = {"time": round(time.time(), 3), "event": what, **facts}
            self._log.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._log.flush()

    def _refresh(self) -> None:
        if self._live is None:
            return
        totals = self.totals
        rest = totals.rest()
        facts = [_spent(totals)]
        facts += [f"about {clock(rest)} left"] if rest is not None else []
        self._bar.update(
            self._task,
            completed=totals.settled,
            total=totals.episodes,
            told=" · ".join(filter(None, facts)),
        )
        table = Table.grid(padding=(0, 1))
        table.add_row(self._bar)
        for name, working in self._working.items():
            table.add_row(f"            [dim]{safe(name)}: {safe(working)}[/]")
        self._live.update(table)


def show_ended(totals: Totals) -> None:
    """Print what a run came to."""
    console = tables()
    counts = Counter(entry.state for entry in totals.ended)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("episodes")
    table.add_column("", justify="right")
    rows = [(word, counts[state]) for state, word in _WORDS.items()]
    rows.insert(1, ("unchanged", totals.unchanged))
    for word, count in [*rows, ("files passed over", totals.passed)]:
        if count:
            table.add_row(word, f"{count:,}")
    console.print(table)
    for state in (State.FAILED, State.DUPLICATE, State.WAITING):
        chosen = [entry for entry in totals.ended if entry.state is state]
        for entry in chosen if state is State.FAILED else chosen[:_FEW]:
            console.print(f"[bold]{state.value}[/] {_described(entry)}", soft_wrap=True)
        if state is not State.FAILED and len(chosen) > _FEW:
            console.print(f"{len(chosen) - _FEW} more are {_WORDS[state]}")
    found = sum(entry.findings for entry in totals.ended if entry.state is State.DONE)
    facts = [many(found, "finding"), _spent(totals), f"{clock(totals.seconds)} min"]
    console.print(" · ".join(filter(None, facts)))


def opened_log(path: str) -> TextIO | None:
    """Return where lines of JSON go: a file, stderr for `-`, None for nothing."""
    if not path:
        return None
    try:
        return sys.stderr if path == "-" else Path(path).open("a", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--json-log {path}: cannot be written: {error.strerror}") from error


def _described(entry: Entry) -> str:
    name = entry.name or Path(entry.key).name
    match entry.state:
        case State.DONE:
            found = many(entry.findings, "finding")
            facts = [many(entry.sections, "section"), found, f"{entry.seconds:.1f} s"]
            return f"{safe(name)} · {' · '.join(facts)}"
        case State.DUPLICATE:
            return f"{safe(name)}: the same talk as {safe(Path(entry.twin_of).name)}"
        case _:
            return f"{safe(name)}: {safe(entry.reason)}"


def _spent(totals: Totals) -> str:
    tokens = totals.usage.tokens_in + totals.usage.tokens_out
    cost = f" · ${totals.cost:.4f}" if totals.cost else ""
    return f"{many(tokens, 'token')}{cost}" if tokens else ""


def _facts(entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name or entry.key,
        "state": entry.state.value,
        "reason": entry.reason,
        "output": entry.output if entry.state is State.DONE else "",
        "sections": entry.sections,
        "findings": entry.findings,
        "calls": entry.calls,
        "from_cache": entry.from_cache,
        "tokens_in": entry.tokens_in,
        "tokens_out": entry.tokens_out,
        "cost": entry.cost,
        "seconds": entry.seconds,
    }


def _numbers(totals: Totals) -> dict[str, object]:
    counts = Counter(entry.state.value for entry in totals.ended)
    return {
        **counts,
        "unchanged": totals.unchanged,
        "passed_over": totals.passed,
        "tokens_in": totals.usage.tokens_in,
        "tokens_out": totals.usage.tokens_out,
        "cost": None if totals.cost is None else round(totals.cost, 6),
        "seconds": round(totals.seconds, 2),
    }
