"""Scenarist closed captions (`.scc`): the bytes of CEA-608, as words and times.

Two bytes a time, each with a bit of parity. What matters of the control codes is when a caption
is shown: at its end (pop-on), or while it rolls; the rest is place and colour. The codes are
those of 47 CFR 15.119 and ANSI/CTA-608-E.
"""

import re
from collections.abc import Iterator

from restyle.transcript.formats import FORMATS, Format, Piece, Raw, Reading
from restyle.transcript.transcript import Cue

_LINE = re.compile(r"^(\d\d):(\d\d):(\d\d)[:;.](\d\d)[ \t]+([0-9a-fA-F \t]+)$", re.MULTILINE)
_FRAMES = 30.0
_LOAD, _BACKSPACE, _ROLL = 0x20, 0x21, (0x25, 0x26, 0x27, 0x29)
_ERASE, _RETURN, _CLEAR, _SHOW = 0x2C, 0x2D, 0x2E, 0x2F
_BASIC = {0x2A: "á", 0x5C: "é", 0x5E: "í", 0x5F: "ó", 0x60: "ú", 0x7B: "ç", 0x7C: "÷"} | {
    0x7D: "Ñ",
    0x7E: "ñ",
    0x7F: "█",
}
_SPECIAL = "®°½¿™¢£♪à èâêîôû"
_SPANISH = "ÁÉÓÚÜü‘¡*’—©℠•“”ÀÂÇÈÊËëÎÏïÔÙùÛ«»"
_GERMAN = "ÃãÍÌìÒòÕõ{}\\^_|~ÄäÖöß¥¤│ÅåØø┌┐└┘"


def detect(raw: Raw) -> float:
    """Score how sure this is SCC: it begins with the name of the format."""
    return 1.0 if raw.text.lstrip().startswith("Scenarist_SCC") else 0.0


def parse(raw: Raw) -> Reading:
    """Return one piece a caption, from when it is shown until the next one."""
    shown = list(_captions(raw.text))
    pieces = []
    for n, (start, words) in enumerate(shown):
        end = shown[n + 1][0] if n + 1 < len(shown) else None
        if words:
            pieces.append(Piece(None, Cue(words, start, end)))
    return Reading(tuple(pieces))


def _captions(text: str) -> Iterator[tuple[float, str]]:
    """When the screen changes, and what it shows then; empty where it is wiped."""
    screen = _Screen()
    now = 0.0
    for line in _LINE.finditer(text):
        now = int(line[1]) * 3600 + int(line[2]) * 60 + int(line[3]) + int(line[4]) / _FRAMES
        pairs = [int(code, 16) & 0x7F7F for code in line[5].split() if len(code) == 4]
        before = None
        for pair in pairs:
            control = 0x10 <= pair >> 8 <= 0x1F
            if control and pair == before:  # control codes are sent twice
                before = None
                continue
            before = pair if control else None
            yield from ((now, words) for words in screen.take(pair >> 8, pair & 0xFF))
    if rest := screen.rest():
        yield now, rest


class _Screen:
    """What is written, and how: a caption that pops on at its end, or lines that roll up."""

    def __init__(self) -> None:
        self._words = ""
        self._rolls = False

    def take(self, first: int, second: int) -> Iterator[str]:
        """Take two bytes; yield what is shown from now on where that changes."""
        if first >= 0x20:
            self._words += _letter(first) + (_letter(second) if second >= 0x20 else "")
        elif first & 0x17 == 0x14 and 0x20 <= second <= 0x2F:
            yield from self._control(second)
        elif first & 0x17 == 0x11 and 0x30 <= second <= 0x3F:
            self._words += _SPECIAL[second - 0x30]
        elif first & 0x17 in (0x12, 0x13) and 0x20 <= second <= 0x3F:
            letters = _SPANISH if first & 0x17 == 0x12 else _GERMAN
            self._words = self._words[:-1] + letters[second - 0x20]  # a plain one stands before it
        else:
            self._words += "\n" if second & 0x40 else " "  # a place, or a colour

    def _control(self, code: int) -> Iterator[str]:
        if code == _LOAD:
            self._rolls, self._words = False, ""
        elif code in _ROLL:
            self._rolls = True
        elif code == _BACKSPACE:
            self._words = self._words[:-1]
        elif code in (_SHOW, _RETURN):
            yield self.rest()
        elif code in (_ERASE, _CLEAR) and not (self._rolls and self._words.strip()):
            yield from ([""] if code == _ERASE else [])

    def rest(self) -> str:
        """Return what is written, and begin anew."""
        words, self._words = self._words, ""
        return "\n".join(" ".join(line.split()) for line in words.split("\n") if line.strip())


def _letter(code: int) -> str:
    return _BASIC.get(code, chr(code))


FORMATS.add("scc", Format(detect, parse))
