"""Lists of sources: `@FILE`, one a line; blank lines and lines after `#` are passed over."""

from collections.abc import Iterator
from pathlib import Path

from restyle.errors import UsageError


def listed(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the sources in a list's file, each with the number of its line; raises UsageError."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is no text in UTF-8"
        raise UsageError(f"@{path}: the list cannot be read: {reason}") from error
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.strip().startswith("#"):
            yield number, line.strip()
