"""One spelling for each speaker: which labels mean the same person, and how he is shown."""

import re
import unicodedata
from collections.abc import Iterable

from restyle.transcript.encoding import clean

# Ada Lovelace (AL): says who `AL:` is in the lines below.
INTRODUCED = re.compile(r"(\S[^()]{0,80})\(([A-Z]{1,4})\)")
_PART = re.compile(r" ?\((?:host|guest|co-host|interviewer)\)$", re.IGNORECASE)
# How somebody is heard at the moment: ADA (ON PHONE), Bob [whispers].
_MANNER = re.compile(
    r" ?[(\[](?:on (?:the )?(?:phone|radio|tv|video|recording)|over (?:the )?(?:phone|radio|pa)"
    r"|v\.? ?o\.?|o\.? ?[sc]\.?|off[- ]?(?:screen|camera|mic)|voice-?over|cont(?:['’]?d|inued|\.)"
    r"|(?:whisper|shout|laugh|sigh|cry|sing)\w{0,5}|quietly|softly"
    r"|(?:through|via) (?:an )?interpreter)[)\]]$",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^[\[(][^\[\]()\n]{1,30}[\])] ?")
_BRACKETED = re.compile(rf"{_LEADING.pattern}|(?<=\S) ?[\[(][^\[\]()\n]{{1,40}}[\])]$")


def key(name: str) -> str:
    """Return what is equal for all spellings of a name: NFC, no case, single blanks."""
    squeezed = " ".join(unicodedata.normalize("NFC", name).split())
    return squeezed.casefold().rstrip(".:")


def core(label: str) -> str:
    """Return a label without what stands in brackets before or behind it: `Lovelace, Ada (EXT)`."""
    return _BRACKETED.sub("", label) or label


def tidy(name: str) -> str:
    """Return `name` as it should be shown: NFC, single blanks, no marks of a layout around it."""
    name = " ".join(clean(name).split()).strip("*_` ")
    name = name.removeprefix("~").removeprefix("<").removesuffix(">").strip()
    if name[:1] == name[-1:] == '"':
        name = name.strip('"')
    return _MANNER.sub("", name.rstrip(":：").strip())


def introduction(label: str) -> re.Match[str] | None:
    """Return the match of a name with its initials, `Ada Lovelace (AL)`; `Ada Smith (UK)` is none.

    The initials stand in the name in their order, and its first letter is the first of them.
    """
    match = INTRODUCED.fullmatch(label)
    if not match:
        return None
    rest = iter(match[1].casefold())
    initials = match[2].casefold()
    follows = match[1][:1].casefold() == initials[0] and all(one in rest for one in initials)
    return match if follows else None


class Names:
    """One spelling for each speaker: the first that was seen; initials become the full name.

    `labels` are all that a talk has: what two people have in brackets tells them apart, the
    part of a single one ("Ada (host)") is not shown.
    """

    def __init__(self, labels: Iterable[str] = ()) -> None:
        self._names: dict[str, str] = {}
        parts: dict[str, set[str]] = {}
        shown = [tidy(label) for label in labels]
        self._plain = frozenset(map(key, shown))
        for name in shown:
            if part := _PART.search(name):
                parts.setdefault(key(_PART.sub("", name)), set()).add(key(part[0]))
        self._apart = {name for name, found in parts.items() if len(found) > 1}

    def resolve(self, label: str) -> str:
        """Return the speaker's name for `label`; `Ada Lovelace (AL)` also defines `AL`."""
        name = tidy(label)
        if key(bare := _LEADING.sub("", name)) in self._plain:
            name = bare
        alone = _PART.sub("", name)
        if key(alone) not in self._apart:
            name = alone
        if initials := introduction(name):
            name = initials[1].strip()
            self._names.setdefault(key(initials[2]), self._names.setdefault(key(name), name))
        return self._names.setdefault(key(name), name)
