"""Printing plain lines: nothing that a file says can steer the terminal."""

import io
import sys

_LONGEST = 3.6e6  # seconds; times beyond a thousand hours are mistakes


def never_fail() -> None:
    """Print what the terminal's encoding does not have as question marks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(message: str) -> None:
    """Print one line to stderr."""
    print(plain(message), file=sys.stderr)


def write_out(made: str | bytes) -> None:
    """Write a document to stdout, in UTF-8 whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(made if isinstance(made, bytes) else made.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def plain(text: str) -> str:
    """Return `text` on one line, without characters that steer a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))


def printable(text: str) -> str:
    """Return `text` with its lines, without characters that steer a terminal."""
    return "\n".join(
        "".join(letter for letter in line if letter.isprintable()) for line in text.split("\n")
    )


def clock(seconds: float | None) -> str:
    """Return `1:02:03` or `12:34`, the second that has begun; empty where there is no time."""
    if seconds is None:
        return ""
    hours, rest = divmod(int(min(seconds, _LONGEST)), 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def many(count: int, noun: str) -> str:
    """Return `1 topic` or `1,200 words`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
