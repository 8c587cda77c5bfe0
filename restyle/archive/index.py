"""The index of an archive: a page in Markdown with every episode and its documents."""

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from restyle.archive.entry import Entry, State
from restyle.text.markdown.prose import escape
from restyle.text.markdown.sentences import plain
from restyle.transcript.addresses import is_url

_MOST_TAKEAWAYS = 3
_HEAD = "<!-- The index of an archive, written by restyle. -->"
_UNDATED = "0000"


def index(entries: Iterable[Entry], folder: Path, title: str) -> str:
    """Return the index of what is done, the latest first, with links as seen from `folder`."""
    episodes: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.state is State.DONE and Path(entry.output).is_file():
            episodes[entry.key].append(entry)
    rows = sorted(episodes.values(), key=lambda one: one[0].name.casefold())
    rows.sort(key=lambda one: one[0].date or _UNDATED, reverse=True)
    count = f"{len(rows)} episode{'' if len(rows) == 1 else 's'}"
    parts = [_HEAD, f"# {escape(title)}", count, *(_episode(one, folder) for one in rows)]
    return "\n\n".join(parts) + "\n"


def is_index(text: str) -> bool:
    """Return whether a text is an index that `index` made."""
    return text.startswith(_HEAD)


def _episode(voices: Sequence[Entry], folder: Path) -> str:
    """An episode: its title, date and guests, its summary, its takeaways, its documents."""
    first = voices[0]
    links = " · ".join(
        f"[{escape(entry.voice)}]({_link(Path(entry.output), folder)})" for entry in voices
    )
    page = quote(first.link, safe=":/?&=#%@+,;~") if is_url(first.link) else ""
    facts = [first.date, ", ".join(first.guests), f"[episode]({page})" if page else ""]
    parts = [f"## {escape(first.title or first.name)}"]
    if about := " · ".join(filter(None, (escape(facts[0]), escape(facts[1]), facts[2]))):
        parts.append(about)
    if first.summary:
        parts.append(escape(first.summary))
    told = [one.replace("\n", " ") for one in first.takeaways if plain(one) != first.summary]
    if told:
        parts.append("\n".join(f"- {one}" for one in told[:_MOST_TAKEAWAYS]))
    return "\n\n".join([*parts, f"Read: {links}"])


def _link(path: Path, folder: Path) -> str:
    try:
        relative = os.path.relpath(path.resolve(), folder.resolve())
    except ValueError:  # on another drive
        return quote(path.as_posix())
    return quote(Path(relative).as_posix())
