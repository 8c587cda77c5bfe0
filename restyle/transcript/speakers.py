"""Speakers by the names that a person gives them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from restyle.errors import UsageError
from restyle.transcript.spellings import key
from restyle.transcript.transcript import Heading, Transcript, Turn


def rename(transcript: Transcript, names: Mapping[str, str]) -> Transcript:
    """Return the transcript with speakers renamed; neighbouring turns of one name are joined.

    Raises UsageError for a speaker who is not there, with those who are.
    """
    known = {key(name): name for name in transcript.speakers}
    unknown = [name for name in names if key(name) not in known]
    if unknown:
        there = ", ".join(transcript.speakers[:12]) or "nobody is named"
        raise UsageError(f"{transcript.source.name}: no speaker {unknown[0]!r}; there are: {there}")
    given = {key(old): new for old, new in names.items()}
    turns: list[Turn] = []
    for turn in transcript.turns:
        named = replace(turn, speaker=given.get(key(turn.speaker), turn.speaker))
        last = turns[-1] if turns else None
        if last and named.speaker and (last.speaker, last.kind) == (named.speaker, named.kind):
            turns[-1] = replace(last, cues=last.cues + named.cues)
        else:
            turns.append(replace(named, index=len(turns)))
    return replace(transcript, turns=tuple(turns), headings=_moved(transcript, turns))


def names_in(path: str | Path) -> dict[str, str]:
    """Return the names in a file of lines such as `SPEAKER_00 = Ada Lovelace`.

    Blank lines and lines after `#` are passed over. Raises UsageError that names the line.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: the list of speakers cannot be read: {error}") from error
    given = [
        (n, line) for n, line in enumerate(lines, 1) if line.strip() and line.strip()[0] != "#"
    ]
    return dict(_pair(line, f"{path}: line {number}") for number, line in given)


def names_from(pairs: list[str]) -> dict[str, str]:
    """Return the names in pairs such as `SPEAKER_00=Ada Lovelace`; raises UsageError."""
    return dict(_pair(pair, "--rename") for pair in pairs)


def _pair(text: str, place: str) -> tuple[str, str]:
    old, equals, new = text.partition("=")
    old, new = old.strip().strip("\"'"), new.strip().strip("\"'")
    if not (old and equals and new):
        raise UsageError(f"{place}: expected LABEL=NAME, not {text.strip()!r}")
    return old, new


def _moved(transcript: Transcript, turns: list[Turn]) -> tuple[Heading, ...]:
    """Headings before the turn that now holds the cue they stood before."""
    firsts = {id(turn.cues[0]): turn.index for turn in turns}
    moved = []
    home = 0
    for turn in transcript.turns:
        home = firsts.get(id(turn.cues[0]), home)
        moved.append(home)
    return tuple(
        replace(h, turn=moved[h.turn] if h.turn < len(moved) else len(turns))
        for h in transcript.headings
    )
