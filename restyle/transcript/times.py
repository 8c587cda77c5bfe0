"""Times as transcripts write them."""

import re

LATEST = 1e7  # seconds; four months, which is no time of a talk
# 0:34, 01:02:03, 00:00:01,500; hours and fractions are optional, minutes are not.
CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_PARTS = re.compile(r"-?\s{0,9}((?:\d{1,20}:){0,9}\d{1,20}(?:[.,]\d{1,20})?)")


def seconds(text: str) -> float:
    """Return the seconds in `text`, such as `01:02:03,500`, `1:02` or `3.480`.

    Both `,` and `.` are taken as the decimal mark, as real files have both. A time before
    zero is zero. Raises ValueError where there is no time.
    """
    match = _PARTS.fullmatch(text.strip())
    if not match:
        raise ValueError(f"no time in {text!r}")
    if text.strip().startswith("-"):
        return 0.0
    total = 0.0
    for part in match[1].replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def possible(found: float | None) -> float | None:
    """Return a time that a talk may have; None for what is no time of one, such as infinity."""
    return found if found is not None and 0 <= found < LATEST else None


def of_noon(found: float, noon: str) -> float:
    """Return the seconds since midnight of `9:05 PM`; without AM or PM, `found` as it stands."""
    if noon.startswith("p") and found < 12 * 3600:
        return found + 12 * 3600
    return found - 12 * 3600 if noon.startswith("a") and found >= 12 * 3600 else found


def stamp(seconds: float, mark: str = ".") -> str:
    """Return `00:04:05.250`; `mark` stands before the milliseconds."""
    milliseconds = round(seconds * 1000)
    hours, rest = divmod(milliseconds, 3_600_000)
    return f"{hours:02}:{rest // 60_000:02}:{rest // 1000 % 60:02}{mark}{rest % 1000:03}"
