"""Credits: whom a title and a description name as host or guest of a talk."""

import re
from collections.abc import Iterator

from restyle.transcript.people import Person

_NAME = r"([A-Z][\w'’.-]{0,30}(?:\s[A-Z][\w'’.-]{0,30}){1,2})"
_GUEST = re.compile(
    rf"(?:\b(?:[Gg]uests?|[Jj]oined by|[Ff]eaturing|[Ii]nterview with|[Cc]onversation with|[Ww]ith)"
    rf"[:\s]\s?){_NAME}"
)
_HOST = re.compile(rf"(?:\b(?:[Hh]ost(?:ed by)?|[Ii]nterviewer|[Pp]resented by)[:\s]\s?){_NAME}")
_ALONE = re.compile(rf"{_NAME}")
_PARTS = re.compile(r"\s[|–—-]\s|:\s|\son\s")
_MOST_LETTERS = 5000  # of a description


def credited(title: str, description: str, channel: str) -> tuple[Person, ...]:
    """Return the people who are named: by their part, as a part of the title, as the channel.

    These are guesses: who of them speaks is for the talk to say.
    """
    found: dict[str, Person] = {}
    for name, role in _named(title, description[:_MOST_LETTERS], channel):
        found.setdefault(name, Person(name, role))
    return tuple(found.values())


def _named(title: str, description: str, channel: str) -> Iterator[tuple[str, str]]:
    if _ALONE.fullmatch(channel.strip()):
        yield channel.strip(), "host"
    for text in (title, description):
        for match in _HOST.finditer(text):
            yield _tidy(match[1]), "host"
        for match in _GUEST.finditer(text):
            yield _tidy(match[1]), "guest"
    for part in _PARTS.split(title):
        if _ALONE.fullmatch(part.strip()):
            yield part.strip(), ""


def _tidy(name: str) -> str:
    """A name without the stop of its sentence, or what is whose."""
    return re.sub(r"['’]s$", "", name.rstrip("."))
