"""Times as captions write them."""


def stamp(seconds: float, mark: str = ".") -> str:
    """Return `00:04:05.250`; `mark` stands before the milliseconds."""
    milliseconds = round(seconds * 1000)
    hours, rest = divmod(milliseconds, 3_600_000)
    return f"{hours:02}:{rest // 60_000:02}:{rest // 1000 % 60:02}{mark}{rest % 1000:03}"
