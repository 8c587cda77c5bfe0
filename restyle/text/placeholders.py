"""Placeholders: labels that stand for a speaker whom nobody has named."""

import re

# A name that a recogniser gives: SPEAKER_00, Speaker 1, S2; or the number of a telephone.
_NUMBERED = re.compile(
    r"(?:speaker|spk|spkr|s)[ _-]?(?:\d{1,3}|[a-z?])|\+\d[\d ()*x-]{5,20}|\d{7,15}", re.IGNORECASE
)
_NOBODY = frozenset({"speaker", "unknown", "unknown speaker", "unidentified speaker", "speakers"})


def numbered(label: str) -> bool:
    """Whether a label is one that a recogniser gives, such as `SPEAKER_00`."""
    return bool(_NUMBERED.fullmatch(label))


def nameless(label: str) -> bool:
    """Whether a label tells nobody who speaks, as `Speaker`, `Speaker 1` and `Unknown` do not."""
    return label.casefold() in _NOBODY or numbered(label)
