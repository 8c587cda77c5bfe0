"""How long a style wants what it makes of a segment."""

from restyle.style.profile import StyleProfile
from restyle.transcript.transcript import Segment, Transcript, source_text


def asked_words(transcript: Transcript, segment: Segment, style: StyleProfile) -> int:
    """Return about how many words a style wants of a segment, in tens."""
    return rounded(len(source_text(transcript, segment).split()) * style.shape.length)


def rounded(words: float) -> int:
    """Return a number of words as one asks for it: in tens, sixty at the least."""
    return max(6, round(words / 10)) * 10
