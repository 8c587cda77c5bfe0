"""Whose "I" a text uses, as one instruction to the writer."""

from restyle.domain import Transcript
from restyle.language.cast import cast
from restyle.profile import StyleProfile

_NEUTRAL = (
    "Nobody says “I”. Write in the third person, and name who claims what where that matters: "
    "{names}."
)
_PLAIN = "Nobody says “I”. Write in the third person; the talk does not name its speakers."
_AUTHOR = (
    "“I” is you, an author who heard the talk and reports it. Never give your “I” a claim, a "
    "memory or a feeling that a speaker had; name them for it: {names}."
)
_PERSON = (
    "“I” is {name}, and you write as {name}, in the first person. What others say "
    "({others}) becomes the question or objection that “I” answers, or is given to them by name. "
    "Never put their claims into {name}'s mouth."
)
_ALONE = "“I” is {name}, and you write as {name}, in the first person."


def narrator(style: StyleProfile, transcript: Transcript) -> str:
    """Return who says "I" in the text, in a sentence or two for the writer."""
    part = cast(transcript)
    names = ", ".join(transcript.speakers[:12])
    who = {"guest": part.guest, "host": part.host}.get(style.voice.narrator, "")
    if who:
        others = ", ".join(name for name in transcript.speakers[:12] if name != who)
        return _PERSON.format(name=who, others=others) if others else _ALONE.format(name=who)
    if not names:
        return _PLAIN
    return (_AUTHOR if style.voice.narrator == "author" else _NEUTRAL).format(names=names)
