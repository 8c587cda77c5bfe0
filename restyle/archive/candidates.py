"""Candidates: of files that nobody named, those that may be transcripts."""

import re
from pathlib import Path

from restyle.media.feed import is_feed
from restyle.media.recording import is_named_as_one, recording_at

_ENDINGS = frozenset(
    """
    .txt .text .md .markdown .srt .vtt .sbv .json .jsonl .ndjson .html .htm .docx .ttml .dfxp .xml
    .trs .csv .tsv .transcript
    """.split()
)
_NO_TALK = re.compile(
    r"(?:readme|licen[cs]e|copying|changelog|contributing|authors|notice|todo|index|package(?:-lock)?"
    r"|requirements|makefile)(?:[._-].*)?$",
    re.IGNORECASE,
)
_ENDING = re.compile(r"\.\w{1,5}$")
HEAD = 16_000  # bytes that tell a feed


def stem_of(path: Path) -> str:
    """Return the name without the ending of a transcript, if it has one: `55-git-and-github`."""
    known = path.suffix.lower() in _ENDINGS or is_named_as_one(path.name)
    return path.stem if known else path.name


def no_transcript(path: Path, *, sounds: bool = False) -> str:
    """Return why a file is no transcript, as far as its name tells; empty where it may be one.

    With `sounds`, a recording becomes one.
    """
    sound = recording_at(path)
    if sound and not sounds:
        return "a recording; --transcriber names who transcribes it"
    if not sound and is_named_as_one(path.name):
        return "named as a recording, and is none"
    odd = not sound and path.suffix.lower() not in _ENDINGS and _ENDING.search(path.name)
    reasons = {
        "its name is not in UTF-8": path.name.encode("utf-8", "replace").decode() != path.name,
        "written by restyle": path.name.endswith((".run.json", ".report.md")) or _has_record(path),
        f"no transcript is a {path.suffix}": bool(odd),
        "not about a talk, by its name": bool(_NO_TALK.match(path.name)),
        "no file": not path.is_file(),
    }
    return next((reason for reason, so in reasons.items() if so), "") or _feed(path)


def _feed(path: Path) -> str:
    """Why a feed that lies in a folder is passed over; empty for any other file."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return ""  # reading it says what is wrong
    return "a feed; name it itself" if is_feed(head.decode("utf-8", "replace")) else ""


def _has_record(path: Path) -> bool:
    try:
        return path.with_name(f"{path.name}.run.json").exists()
    except OSError:
        return False  # the name would be too long, so nothing of ours lies there
